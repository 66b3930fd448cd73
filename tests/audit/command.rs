//! `hub audit` as an operator runs it.

use super::world::World;
use serde_json::Value;
use std::process::{Command, Output};

/// Runs `hub audit …` on the world's database, with its key.
fn audit(world: &World, arguments: &[&str]) -> Output {
    audit_at(&world.database.url, world, arguments)
}

/// The same on another database, with the world's key.
fn audit_at(url: &str, world: &World, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
    command.env("HUB_DATABASE_URL", url).env("HUB_AUDIT_KEY", world.dir.path().join("key"));
    command.env("RUST_LOG", "error").arg("audit").args(arguments).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Twelve records, signed.
async fn world() -> World {
    let world = World::new().await;
    world.records(12).await;
    world.sign("key").await.unwrap();
    world
}

#[tokio::test]
async fn verify_says_that_all_is_well_or_names_what_is_not() {
    let world = world().await;
    let well = audit(&world, &["verify"]);
    assert!(well.status.success(), "{}", text(&well.stderr));
    assert!(text(&well.stdout).starts_with("12 records in 1 logs and 1 checkpoints are as they were written"), "{}", text(&well.stdout));
    let json: Value = serde_json::from_slice(&audit(&world, &["verify", "--json", "--since-checkpoint"]).stdout).unwrap();
    assert_eq!((&json["ok"], &json["records"]), (&Value::Bool(true), &Value::from(0)));
    let record = world.stored().await[5].id.clone();
    world.tamper("UPDATE access_log SET worker = 'somebody-else' WHERE position = 5").await;
    let bad = audit(&world, &["verify"]);
    assert_eq!(bad.status.code(), Some(1));
    assert_eq!(text(&bad.stderr), format!("hub: the record `{record}` at position 5 of log 0 is not the one that was written there\n"));
    let json: Value = serde_json::from_slice(&audit(&world, &["verify", "--json"]).stdout).unwrap();
    assert_eq!((&json["ok"], &json["fault"]["record"]), (&Value::Bool(false), &Value::from(record)));
}

#[tokio::test]
async fn verify_without_a_key_says_which_key_it_does_not_trust() {
    let world = world().await;
    let id = world.key("key").id();
    std::fs::rename(world.dir.path().join("key"), world.dir.path().join("elsewhere")).unwrap();
    let lost = audit(&world, &["verify"]);
    assert_eq!(lost.status.code(), Some(1));
    assert!(text(&lost.stderr).contains(&format!("is signed by the key `{id}`, which is not trusted")), "{}", text(&lost.stderr));
    let elsewhere = world.dir.path().join("elsewhere");
    assert!(audit(&world, &["verify", "--key", elsewhere.to_str().unwrap()]).status.success());
}

#[tokio::test]
async fn a_checkpoint_that_a_party_kept_is_looked_for() {
    let world = world().await;
    world.records(1).await;
    let kept = world.dir.path().join("kept.json");
    std::fs::write(&kept, serde_json::to_string(&world.sign("key").await.unwrap()).unwrap()).unwrap();
    let kept = kept.to_str().unwrap();
    assert!(audit(&world, &["verify", "--checkpoint", kept]).status.success());
    world.tamper("DELETE FROM audit_checkpoint WHERE number = 2").await;
    let bad = audit(&world, &["verify", "--checkpoint", kept]);
    assert_eq!(text(&bad.stderr), "hub: checkpoint 2, which was kept elsewhere, no longer stands here\n");
    assert_eq!(audit(&world, &["verify", "--checkpoint", "no such file"]).status.code(), Some(2));
}

#[tokio::test]
async fn prove_export_and_forget_do_what_they_say() {
    let world = world().await;
    let id = world.stored().await[3].id.clone();
    let proof: Value = serde_json::from_slice(&audit(&world, &["prove", &id]).stdout).unwrap();
    assert_eq!((&proof["position"], &proof["size"]), (&Value::from(3), &Value::from(12)));
    let nobody = audit(&world, &["prove", "nobody"]);
    assert_eq!((nobody.status.code(), text(&nobody.stdout)), (Some(2), String::new()));
    assert!(text(&nobody.stderr).contains("there is no record `nobody`"), "{}", text(&nobody.stderr));
    let lines = text(&audit(&world, &["export"]).stdout);
    assert_eq!(lines.lines().count(), 13);
    let unknown = audit(&world, &["export", "--agency", "work-coach"]);
    assert_eq!((unknown.status.code(), text(&unknown.stdout)), (Some(2), String::new()), "an empty export would read as nothing seen");
    world.tamper("INSERT INTO agency (id, kind, name, roles) VALUES ('work-coach', 'WORK_COACH', 'Work', '[]')").await;
    assert_eq!(text(&audit(&world, &["export", "--agency", "work-coach"]).stdout).lines().count(), 1);
    assert_eq!(audit(&world, &["forget", "--before", "2999-01-01"]).status.code(), Some(2), "a day that lies ahead");
    assert_eq!(text(&audit(&world, &["forget", "--before", "2026-11-24"]).stdout), "12 records deleted\n");
    assert!(audit(&world, &["verify"]).status.success());
}

/// A backup is put back in another place: it is whole, and a checkpoint made after it tells that something is missing.
#[tokio::test]
async fn a_restored_backup_is_whole_and_what_came_after_it_is_missed() {
    let world = world().await;
    let copy = World::bare().await;
    if world.database.is_postgres() {
        let dump = crate::database::tool("pg_dump").arg(&world.database.url).output().unwrap();
        let file = world.dir.path().join("dump.sql");
        std::fs::write(&file, dump.stdout).unwrap();
        let restored = crate::database::tool("psql").args(["-q", "-f"]).arg(&file).arg(&copy.url).output().unwrap();
        assert!(restored.status.success(), "{}", text(&restored.stderr));
    } else {
        world.tamper(&format!("VACUUM INTO '{}'", copy.url.strip_prefix("sqlite://").unwrap())).await;
    }
    world.records(1).await;
    let later = world.sign("key").await.unwrap();
    let found = audit_at(&copy.url, &world, &["verify"]);
    assert!(text(&found.stdout).starts_with("12 records"), "{}", text(&found.stderr));
    let file = world.dir.path().join("later.json");
    std::fs::write(&file, serde_json::to_string(&later).unwrap()).unwrap();
    let missed = audit_at(&copy.url, &world, &["verify", "--checkpoint", file.to_str().unwrap()]);
    assert_eq!(text(&missed.stderr), "hub: checkpoint 2, which was kept elsewhere, no longer stands here\n");
}
