//! The command: its arguments and its exit codes.

use super::world::{AsCatalogued, World, line, now};
use clap::Parser;
use connections_hub::cli::import::{ImportArgs, import_files};
use std::{fs, path::Path, process::ExitCode};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: ImportArgs,
}

fn parse(words: &[&str]) -> Result<ImportArgs, clap::Error> {
    Command::try_parse_from(std::iter::once(&"import").chain(words)).map(|c| c.args)
}

#[test]
fn files_need_their_agency_and_the_partnership_stands_alone() {
    assert!(parse(&["a.ndjson", "b.ndjson", "--agency", "x", "--dry-run", "--json"]).is_ok());
    assert!(parse(&["--partnership", "p.json"]).is_ok());
    for wrong in [&["a.ndjson"][..], &["--agency", "x"], &[], &["a.ndjson", "--agency", "x", "--partnership", "p.json"]] {
        assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
    }
}

#[tokio::test]
async fn the_exit_code_says_how_it_went() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.ndjson"), folder.path().join("two.ndjson"));
    fs::write(&one, line("Plan", "P", "", r#"{"phase": "CUSTODY"}"#)).unwrap();
    fs::write(&two, line("Goal", "G", r#""parentRef": "P""#, r#"{"title": "A home"}"#)).unwrap();
    let world = World::new().await;
    let run = async |files: &[&Path]| {
        let mut words: Vec<&str> = files.iter().map(|f| f.to_str().unwrap()).collect();
        words.extend(["--agency", "womens-centre"]);
        import_files(&parse(&words).unwrap(), "womens-centre", &world.db, &AsCatalogued, now()).await
    };
    assert_eq!(run(&[&two]).await, ExitCode::FAILURE, "its plan is not there yet");
    assert_eq!(run(&[&one, &folder.path().join("three.ndjson")]).await, ExitCode::from(2));
    assert_eq!(world.rows("SELECT id FROM plan").await.len(), 0);
    assert_eq!(run(&[&one, &one]).await, ExitCode::FAILURE, "one line for each row");
    assert_eq!(run(&[&one, &two]).await, ExitCode::SUCCESS);
    assert_eq!(run(&[&one, &two]).await, ExitCode::SUCCESS);
    let trail = world.rows("SELECT file_hash, lines FROM import_batch").await;
    let content = fs::read(&one).unwrap().into_iter().chain(fs::read(&two).unwrap()).collect::<Vec<_>>();
    let hash: String = <sha2::Sha256 as sha2::Digest>::digest(content).iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
    assert_eq!(trail, [serde_json::json!({"file_hash": hash, "lines": 2})]);
}
