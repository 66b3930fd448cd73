//! `hub import --partnership` as an operator runs it.

use crate::database::TestDatabase;
use connections_hub::{agency::Registry, store::Store};
use serde_json::{Value, json};
use std::{
    fs,
    process::{Command, Output},
};

struct World {
    database: TestDatabase,
    dir: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        let database = TestDatabase::fresh().await;
        Store::open(&database.url).await.unwrap().migrate().await.unwrap();
        Self { database, dir: tempfile::tempdir().unwrap() }
    }

    fn import(&self, file: &Value, flags: &[&str]) -> Output {
        let path = self.dir.path().join("partnership.json");
        fs::write(&path, file.to_string()).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.env("HUB_DATABASE_URL", &self.database.url).env("RUST_LOG", "error").args(["import", "--partnership"]);
        command.arg(path).args(flags).output().expect("the command runs")
    }

    async fn agencies(&self) -> usize {
        Registry::load(Store::open(&self.database.url).await.unwrap().reader()).await.unwrap().agencies().len()
    }
}

fn file(kind: &str) -> Value {
    let label = json!({"label": "jas", "enrolledBy": "hmp-northmoor", "enrolledOn": "2026-06-01"});
    json!({"agencies": [{"id": "hmp-northmoor", "kind": kind, "name": "HMP Northmoor", "roles": ["POM"]}], "enrolments": [label]})
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{output:?}"))
}

#[tokio::test]
async fn a_dry_run_tells_what_would_be_done_and_undoes_it() {
    let world = World::new().await;
    let dry = world.import(&file("PRISON"), &["--dry-run"]);
    assert!(dry.status.success(), "{dry:?}");
    assert_eq!(
        String::from_utf8_lossy(&dry.stdout).trim_end(),
        "partnership: 2 added, 0 changed, 0 removed, 0 as they were; dry run: all of it was undone"
    );
    let told = json(&world.import(&file("PRISON"), &["--dry-run", "--json"]));
    assert_eq!((&told["added"], &told["dryRun"], &told["people"]), (&json!(2), &json!(true), &json!({})), "{told}");
    assert_eq!(world.agencies().await, 0);
    let told = json(&world.import(&file("PRISON"), &["--json"]));
    assert_eq!((&told["added"], &told["dryRun"]), (&json!(2), &json!(false)), "{told}");
    assert!(told["people"]["jas"].is_string(), "{told}");
    assert_eq!(world.agencies().await, 1);
}

#[tokio::test]
async fn faults_are_told_as_json_where_that_is_asked() {
    let world = World::new().await;
    for flags in [&["--json"][..], &["--json", "--dry-run"]] {
        let refused = world.import(&file("PRISSON"), flags);
        assert_eq!(refused.status.code(), Some(1));
        let told = json(&refused);
        assert_eq!((&told["first"][0]["path"], &told["more"]), (&json!("agencies[0].kind"), &json!(0)), "{told}");
        assert!(told["first"][0]["what"].is_string() && told["first"][0]["mend"].is_string(), "{told}");
    }
    assert!(world.import(&file("PRISSON"), &[]).stdout.is_empty());
}
