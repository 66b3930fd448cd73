//! Checkpoints: signed by a key outside the database, which may be lost and rotated; and proofs that rest on them.

use super::world::{WOMEN, World, entry, noon};
use chrono::TimeDelta;
use connections_hub::audit::{self, Extent, Keeper, Keeping, Recorded, Seen, Statement};
use entity::audit_head;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::Value;
use std::{collections::BTreeMap, process::Command};

#[tokio::test]
async fn a_checkpoint_names_every_log_and_follows_the_one_before() {
    let world = World::new().await;
    assert_eq!(world.sign("key").await, None, "nothing was recorded yet");
    world.records(3).await;
    let first = world.sign("key").await.unwrap();
    let stated = first.open(&world.trusts(&["key"])).unwrap();
    assert_eq!((stated.number, stated.at, stated.heads[0].log, stated.heads[0].size), (1, noon(), 0, 3));
    assert_eq!(world.sign("key").await, None, "nothing was recorded since");
    world.records(2).await;
    let second: Statement = serde_json::from_str(&world.sign("key").await.unwrap().document).unwrap();
    assert_eq!((second.number, second.heads[0].size), (2, 5));
    assert!(second.previous.is_some());
    assert_eq!(world.verify().await.unwrap().checkpoints, 2);
}

#[tokio::test]
async fn a_key_is_rotated_by_trusting_the_old_one_for_what_it_signed() {
    let world = World::new().await;
    world.records(3).await;
    world.sign("old").await.unwrap();
    world.records(3).await;
    world.sign("key").await.unwrap();
    assert_eq!(world.verify_by(&["old", "key"], Extent::Whole, None).await.unwrap().checkpoints, 2);
    let alone = world.verify_by(&["key"], Extent::Whole, None).await.unwrap_err();
    assert!(alone.what.contains("which is not trusted"), "{alone}");
}

#[tokio::test]
async fn without_a_key_the_hub_records_and_says_that_it_does_not_sign() {
    let world = World::new().await;
    let key = world.dir.path().join("key");
    let keeping = Keeping { key: Some(key.clone()), parties: Some(world.dir.path().join("parties")), ..Keeping::default() };
    let keeper = Keeper::new(world.store.clone(), world.clock.clone(), keeping);
    std::fs::create_dir(world.dir.path().join("parties")).unwrap();
    let parties = ["hmp-northmoor".to_owned(), "../elsewhere".to_owned()];
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands);
    assert!(keeper.round(&parties).await.is_none());
    assert_eq!(keeper.warnings(), ["CHECKPOINT_KEY"]);
    world.key("key");
    let signed = keeper.round(&parties).await.expect("the key is there now");
    assert_eq!(keeper.warnings(), [""; 0]);
    let copy = std::fs::read_to_string(world.dir.path().join("parties/hmp-northmoor/checkpoint-000000001.json")).unwrap();
    assert_eq!(serde_json::from_str::<audit::Checkpoint>(&copy).unwrap(), signed);
    assert!(!world.dir.path().join("elsewhere").exists(), "a party's id is no path");
    world.tamper("UPDATE access_log SET role = 'POM'").await;
    world.tamper("DELETE FROM audit_checkpoint").await;
    std::fs::remove_dir_all(world.dir.path().join("parties/hmp-northmoor")).unwrap();
    assert!(keeper.round(&parties).await.is_none());
    assert_eq!(keeper.warnings(), ["AUDIT_LOG"]);
    world.tamper("ALTER TABLE audit_checkpoint RENAME TO elsewhere").await;
    assert!(keeper.round(&parties).await.is_none());
    assert_eq!(keeper.warnings(), ["AUDIT_LOG"], "a database that does not answer says nothing of the records");
    std::fs::remove_file(&key).unwrap();
    assert!(keeper.round(&parties).await.is_none());
    assert_eq!(keeper.warnings(), ["AUDIT_LOG", "CHECKPOINT_KEY"]);
    world.tamper("ALTER TABLE elsewhere RENAME TO audit_checkpoint").await;
    world.tamper("UPDATE access_log SET role = 'PA'").await;
    world.key("key");
    assert!(keeper.round(&parties).await.is_some());
    assert_eq!(keeper.warnings(), [""; 0]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_keeps_no_other_party_waiting_and_gets_its_copies_later() {
    let world = World::new().await;
    world.key("key");
    let folder = world.dir.path().join("parties");
    let keeping = Keeping { key: Some(world.dir.path().join("key")), parties: Some(folder.clone()), ..Keeping::default() };
    let keeper = Keeper::new(world.store.clone(), world.clock.clone(), keeping);
    let parties = ["hmp-northmoor", "probation", "womens-centre"].map(str::to_owned);
    let copies = |party: &str| {
        let copies = std::fs::read_dir(folder.join(party)).into_iter().flatten();
        let mut names: Vec<_> = copies.map(|copy| copy.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    let (first, second) = ("checkpoint-000000001.json", "checkpoint-000000002.json");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("hmp-northmoor"), "no folder").unwrap();
    for _ in 0..2 {
        world.records(1).await;
        assert!(keeper.round(&parties).await.is_some());
        assert_eq!(keeper.warnings(), ["CHECKPOINT_COPIES"]);
    }
    assert_eq!([copies("probation"), copies("womens-centre")], [[first, second], [first, second]]);
    std::fs::remove_file(folder.join("hmp-northmoor")).unwrap();
    assert!(keeper.round(&parties).await.is_none(), "nothing was recorded since");
    assert_eq!(keeper.warnings(), [""; 0]);
    assert_eq!(copies("hmp-northmoor"), [first, second]);
}

#[tokio::test]
async fn what_a_party_has_is_never_written_over_by_a_database_that_was_set_back() {
    let world = World::new().await;
    world.key("key");
    let folder = world.dir.path().join("parties");
    std::fs::create_dir(&folder).unwrap();
    let keeping = Keeping { key: Some(world.dir.path().join("key")), parties: Some(folder.clone()), ..Keeping::default() };
    let keeper = || Keeper::new(world.store.clone(), world.clock.clone(), keeping.clone());
    let parties = ["probation".to_owned()];
    let has = || {
        let copies = std::fs::read_dir(folder.join("probation")).unwrap().map(|copy| copy.unwrap().path());
        copies.map(|copy| (copy.clone(), std::fs::read_to_string(copy).unwrap())).collect::<BTreeMap<_, _>>()
    };
    let running = keeper();
    world.records(1).await;
    running.round(&parties).await.unwrap();
    let head = audit_head::Entity::find_by_id(0).one(world.store.reader()).await.unwrap().unwrap();
    for _ in 0..2 {
        world.records(1).await;
        running.round(&parties).await.unwrap();
    }
    assert_eq!((has().len(), running.warnings()), (3, vec![]));
    let before = has();
    // Back to the first checkpoint, and on from there with other records: past what the party has.
    world.tamper("DELETE FROM audit_checkpoint WHERE number > 1").await;
    world.tamper("DELETE FROM access_log WHERE position > 0").await;
    world.tamper("DELETE FROM audit_leaf WHERE position > 0").await;
    head.into_active_model().reset_all().update(world.store.writer()).await.unwrap();
    let running = keeper();
    for _ in 0..4 {
        world.pass(TimeDelta::minutes(1));
        world.records(1).await;
        running.round(&parties).await.expect("what stands in the database is of one piece");
        assert_eq!((has(), running.warnings()), (before.clone(), vec!["CHECKPOINT_COPIES"]));
        // Nor does it after a start, which forgets what is owed.
        let started = keeper();
        world.records(1).await;
        started.round(&parties).await.unwrap();
        assert_eq!((has(), started.warnings()), (before.clone(), vec!["CHECKPOINT_COPIES"]));
    }
    let newest = serde_json::from_str(before.values().next_back().unwrap()).unwrap();
    assert!(world.verify_by(&["key"], Extent::Whole, Some(&newest)).await.is_err(), "the party's copy says so");
}

#[tokio::test]
async fn a_folder_that_does_not_answer_keeps_neither_the_hub_nor_another_party_waiting() {
    let world = World::new().await;
    world.key("key");
    let folder = world.dir.path().join("parties");
    let never = folder.join("hmp-northmoor").join("checkpoint-000000001.json");
    std::fs::create_dir_all(never.parent().unwrap()).unwrap();
    // Whoever opens it waits until somebody writes.
    assert!(Command::new("mkfifo").arg(&never).status().unwrap().success());
    let keeping = Keeping { key: Some(world.dir.path().join("key")), parties: Some(folder.clone()), ..Keeping::default() };
    let keeper = Keeper::new(world.store.clone(), world.clock.clone(), keeping);
    let parties = ["hmp-northmoor", "probation"].map(str::to_owned);
    let has = |number: u32| folder.join("probation").join(format!("checkpoint-{number:09}.json")).exists();
    for number in [1, 2] {
        world.records(1).await;
        assert!(keeper.round(&parties).await.is_some());
        assert_eq!((has(number), keeper.warnings()), (true, vec!["CHECKPOINT_COPIES"]));
    }
    // It answers at last, with what is no checkpoint; then that is gone.
    std::fs::write(&never, "").unwrap();
    std::fs::remove_file(&never).unwrap();
    for _ in 0..2 {
        keeper.round(&parties).await;
    }
    assert_eq!(keeper.warnings(), [""; 0]);
    assert!(never.is_file());
}

#[tokio::test]
async fn a_hub_that_cannot_sign_or_hand_out_what_it_should_does_not_begin() {
    let world = World::new().await;
    world.key("key");
    let file = |name: &str| Some(world.dir.path().join(name));
    let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
    std::fs::write(world.dir.path().join("key.pub"), public).unwrap();
    let said = |keeping: Keeping| keeping.check().map_err(|error| error.to_string());
    said(Keeping { key: file("key"), trusted: file("key.pub").into_iter().collect(), ..Keeping::default() }).unwrap();
    for (keeping, name) in [
        (Keeping { key: file("none"), ..Keeping::default() }, "none"),
        (Keeping { key: file("key.pub"), ..Keeping::default() }, "key.pub"),
        (Keeping { parties: file("nowhere"), ..Keeping::default() }, "nowhere"),
    ] {
        let refused = said(keeping).unwrap_err();
        assert!(refused.contains(name), "{refused}");
    }
}

#[tokio::test]
async fn a_record_is_proved_to_who_has_the_checkpoint_alone() {
    let world = World::new().await;
    world.records(4).await;
    let together = WOMEN.iter().cycle().take(7).map(|who| entry(who)).collect();
    let persons = WOMEN.iter().map(|who| ((*who).to_owned(), 1)).collect();
    assert_eq!(world.recorder.record(together, Seen { agreed: 0, persons }).await.unwrap(), Recorded::Stands);
    let records = world.stored().await;
    let prove = async |id: &str| audit::prove(world.store.reader(), id, &world.trusts(&["key"])).await;
    assert_eq!(prove(&records[4].id).await.unwrap_err().code(), "CONFLICT", "no checkpoint yet");
    world.sign("key").await.unwrap();
    world.records(2).await;
    for record in &records {
        let proof = prove(&record.id).await.unwrap();
        assert_eq!((proof.size, proof.record[3].as_str()), (11, Some(record.id.as_str())));
        let stated: Value = serde_json::from_str(&proof.checkpoint.document).unwrap();
        assert_eq!(stated["heads"][0]["root"], proof.root.as_str());
    }
    assert_eq!(prove(&world.stored().await[12].id).await.unwrap_err().code(), "CONFLICT", "recorded since");
    assert_eq!(prove("nobody").await.unwrap_err().code(), "NOT_FOUND");
    world.tamper("UPDATE access_log SET role = 'POM' WHERE position = 4").await;
    assert_eq!(prove(&records[4].id).await.unwrap_err().code(), "CONFLICT", "altered");
}

#[tokio::test]
async fn a_party_gets_its_own_reads_whole_and_of_others_what_concerns_its_data() {
    let world = World::new().await;
    world.records(3).await;
    world.sign("key").await.unwrap();
    let export = async |party: Option<&str>| {
        let mut out = Vec::new();
        audit::export(world.store.reader(), party, &mut out).await.unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    assert_eq!(export(None).await.len(), 4, "a checkpoint and three records");
    let reader = export(Some("northshire-leaving-care")).await;
    assert!(reader[1]["record"].is_array() && reader[1]["salt"].is_string());
    let holder = export(Some("hmp-northmoor")).await;
    assert_eq!(holder.len(), 4);
    assert_eq!(holder[1]["about"]["fields"][0][0], "CustodyStatus.currentPrison");
    assert!(holder[1].get("salt").is_none() && holder[1].get("record").is_none());
    assert_eq!(export(Some("work-coach")).await.len(), 1, "it read nothing and holds nothing of it");
}
