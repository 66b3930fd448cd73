//! Whatever is done to the records past the hub, `verify` finds it and names it.

use super::world::{World, entry};
use connections_hub::{
    audit::{Extent, Fault, Recorded, Seen},
    store::LOGS,
};
use entity::{access_log, audit_head, audit_leaf};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IdenStatic, IntoActiveModel, Iterable, QueryFilter, Set};

/// Twenty records, signed, and five more.
pub async fn world() -> World {
    let world = World::new().await;
    world.records(20).await;
    world.sign("key").await.expect("a first checkpoint");
    world.records(5).await;
    world
}

pub async fn found(world: &World) -> Fault {
    world.verify().await.expect_err("something was altered")
}

#[tokio::test]
async fn records_that_nobody_altered_are_whole() {
    let world = world().await;
    let found = world.verify().await.unwrap();
    assert_eq!((found.logs, found.records, found.checkpoints), (1, 25, 1));
    let since = world.verify_by(&["key"], Extent::SinceLastCheckpoint, None).await.unwrap();
    assert_eq!((since.records, since.checkpoints), (5, 1));
}

#[tokio::test]
async fn changed_words_are_found_in_the_first_record_that_says_them() {
    let world = world().await;
    for column in ["released", "refused", "basis", "agreements", "policies"] {
        world.tamper(&format!("UPDATE access_wording SET {column} = {column} || ' '")).await;
        let fault = found(&world).await;
        assert_eq!((fault.log, fault.position), (Some(0), Some(0)), "{column}: {fault}");
        world.tamper(&format!("UPDATE access_wording SET {column} = trim({column})")).await;
        world.verify().await.unwrap_or_else(|fault| panic!("{column} was put right: {fault}"));
    }
    world.tamper("DELETE FROM access_wording").await;
    assert_eq!(found(&world).await.position, Some(0));
}

#[tokio::test]
async fn the_altered_record_is_named() {
    let world = world().await;
    let record = world.stored().await[22].clone();
    world.tamper("UPDATE access_log SET role = 'POM' WHERE position = 22").await;
    let fault = found(&world).await;
    assert_eq!(fault.record.as_deref(), Some(record.id.as_str()));
    assert!(fault.what.contains("position 22 of log 0 is not the one that was written there"), "{fault}");
    assert!(world.verify_by(&["key"], Extent::SinceLastCheckpoint, None).await.is_err(), "it was recorded since the checkpoint");
}

#[tokio::test]
async fn a_second_record_at_the_same_place_is_found() {
    let world = world().await;
    let columns: Vec<&str> = access_log::Column::iter().map(|column| column.as_str()).filter(|name| *name != "id").collect();
    let columns = columns.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    world.tamper("DROP INDEX ix_access_log_log_position").await;
    for position in [3_i64, 22] {
        let forged =
            format!("INSERT INTO access_log (id, {columns}) SELECT 'forged', {columns} FROM access_log WHERE position = {position}");
        world.tamper(&forged).await;
        world.tamper("UPDATE access_log SET role = 'POM' WHERE id = 'forged'").await;
        // The genuine one is stored behind it, where whoever reads one after the other keeps the last.
        let genuine = &world.stored().await.into_iter().find(|r| r.position == Some(position) && r.id != "forged").unwrap().id;
        let again = format!("INSERT INTO access_log (id, {columns}) SELECT 'again', {columns} FROM access_log WHERE id = '{genuine}'");
        world.tamper(&again).await;
        world.tamper(&format!("DELETE FROM access_log WHERE id = '{genuine}'")).await;
        world.tamper(&format!("UPDATE access_log SET id = '{genuine}' WHERE id = 'again'")).await;
        let fault = found(&world).await;
        assert_eq!((fault.log, fault.position), (Some(0), u64::try_from(position).ok()), "{fault}");
        world.tamper("DELETE FROM access_log WHERE id = 'forged'").await;
        world.verify().await.expect("and nothing else was wrong");
    }
}

#[tokio::test]
async fn a_removed_record_is_missed() {
    let world = world().await;
    world.tamper("DELETE FROM access_log WHERE position = 7").await;
    assert_eq!(found(&world).await.what, "the record at position 7 of log 0 is missing");
    world.tamper("DELETE FROM audit_leaf WHERE position = 7").await;
    assert_eq!(found(&world).await.what, "the leaf at position 7 of log 0 is missing");
}

#[tokio::test]
async fn two_records_that_changed_places_are_found() {
    let world = world().await;
    let swap = |table: &str| {
        [
            "UPDATE t SET position = -1 WHERE position = 3",
            "UPDATE t SET position = 3 WHERE position = 9",
            "UPDATE t SET position = 9 WHERE position = -1",
        ]
        .map(|sql| sql.replace(" t ", &format!(" {table} ")))
    };
    for sql in swap("access_log") {
        world.tamper(&sql).await;
    }
    assert_eq!(found(&world).await.position, Some(3));
    // With their leaves: each record still knows the place it was written at.
    for sql in swap("audit_leaf") {
        world.tamper(&sql).await;
    }
    assert_eq!(found(&world).await.position, Some(3));
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_missed() {
    let world = world().await;
    world.tamper("DELETE FROM access_log WHERE position >= 23").await;
    world.tamper("DELETE FROM audit_leaf WHERE position >= 23").await;
    assert_eq!(found(&world).await.what, "log 0 was cut off at position 23: its head names 25 records");
}

#[tokio::test]
async fn a_tail_that_was_cut_off_with_its_head_is_missed_by_the_checkpoint() {
    let world = World::new().await;
    world.records(15).await;
    let head = audit_head::Entity::find_by_id(0).one(world.store.reader()).await.unwrap().unwrap();
    world.records(5).await;
    world.sign("key").await.unwrap();
    world.tamper("DELETE FROM access_log WHERE position >= 15").await;
    world.tamper("DELETE FROM audit_leaf WHERE position >= 15").await;
    head.into_active_model().reset_all().update(world.store.writer()).await.unwrap();
    assert_eq!(found(&world).await.what, "log 0 was cut off at position 15: checkpoint 1 names 20 records");
}

#[tokio::test]
async fn a_log_that_vanished_is_missed() {
    let world = world().await;
    for table in ["access_log", "audit_leaf", "audit_head"] {
        world.tamper(&format!("DELETE FROM {table} WHERE log = 0")).await;
    }
    assert_eq!(found(&world).await.what, "log 0 is gone: checkpoint 1 names 20 records");
}

#[tokio::test]
async fn records_that_were_all_written_anew_are_not_those_that_were_signed() {
    let world = world().await;
    for table in ["access_log", "audit_leaf", "audit_head"] {
        world.tamper(&format!("DELETE FROM {table}")).await;
    }
    world.records(25).await;
    let fault = found(&world).await;
    assert!(fault.what.starts_with("the records from position 0 to 19 of log 0 are not those that checkpoint 1 signed"), "{fault}");
}

#[tokio::test]
async fn what_was_put_in_past_the_hub_is_found() {
    let world = world().await;
    let record = access_log::Entity::find().filter(access_log::Column::Position.eq(3)).one(world.store.reader()).await.unwrap().unwrap();
    let stray = access_log::Model { id: "stray".into(), log: None, position: None, salt: None, ..record.clone() };
    stray.into_active_model().insert(world.store.writer()).await.unwrap();
    assert_eq!(found(&world).await.what, "the record `stray` stands in no log");
    world.tamper(&format!("UPDATE access_log SET log = {LOGS}, position = 0 WHERE id = 'stray'")).await;
    assert_eq!(found(&world).await.what, "the record `stray` stands in no log");
    world.tamper("UPDATE access_log SET log = 0, position = -1 WHERE id = 'stray'").await;
    assert_eq!(found(&world).await.what, "the record `stray` stands in no log");
    world.tamper("DELETE FROM access_log WHERE id = 'stray'").await;
    world.tamper("INSERT INTO audit_leaf SELECT log, -1, hash FROM audit_leaf WHERE position = 3").await;
    assert_eq!(found(&world).await.what, "the leaves at position -1 of log 0 stand beyond the end of their log");
    world.tamper("DELETE FROM audit_leaf WHERE position = -1").await;
    world.tamper("INSERT INTO audit_leaf SELECT log, 25, hash FROM audit_leaf WHERE position = 3").await;
    assert_eq!(found(&world).await.what, "the leaves at position 25 of log 0 stand beyond the end of their log");
}

#[tokio::test]
async fn leaves_that_stand_in_one_row_are_each_found() {
    let world = world().await;
    let five = vec![entry("jas"), entry("em"), entry("jas"), entry("em"), entry("jas")];
    let seen = Seen { agreed: 0, persons: [("jas".to_owned(), 1), ("em".to_owned(), 1)].into() };
    assert_eq!(world.recorder.record(five, seen).await.unwrap(), Recorded::Stands);
    let row = audit_leaf::Entity::find_by_id((0, 25)).one(world.store.reader()).await.unwrap().expect("one row for five leaves");
    let mut altered = row.hash.clone();
    altered[2 * 32 + 7] ^= 1;
    let cases = [
        (altered, "is not the one that was written there"),
        (row.hash[..4 * 32].to_vec(), "log 0 was cut off at position 29: its head names 30 records"),
        (row.hash[..5 * 32 - 1].to_vec(), "log 0 was cut off at position 29: its head names 30 records"),
        ([&row.hash[..], &row.hash[..32]].concat(), "the leaves at position 25 of log 0 stand beyond the end of their log"),
        ([&row.hash[..], &[0]].concat(), "the leaves at position 25 of log 0 stand beyond the end of their log"),
    ];
    for (hash, what) in cases {
        let put = async |hash: Vec<u8>| {
            let changed = audit_leaf::ActiveModel { hash: Set(hash), ..row.clone().into() };
            changed.update(world.store.writer()).await.unwrap();
        };
        put(hash).await;
        let fault = found(&world).await;
        assert!(fault.what.contains(what), "{fault}");
        put(row.hash.clone()).await;
        world.verify().await.expect("it was put right");
    }
}

#[tokio::test]
async fn a_checkpoint_that_was_forged_is_found() {
    let world = world().await;
    let forged = world.key("forger");
    let document = "{\"number\":1,\"at\":\"2026-11-23T12:00:00.123456Z\",\"heads\":[],\"previous\":null,\"key\":\"KEY\"}";
    world.tamper(&format!("UPDATE audit_checkpoint SET document = '{}', frontiers = '{{}}'", document.replace("KEY", &forged.id()))).await;
    assert!(found(&world).await.what.starts_with("checkpoint 1 is signed by the key"), "not trusted");
    world.tamper(&format!("UPDATE audit_checkpoint SET document = '{}'", document.replace("KEY", &world.key("key").id()))).await;
    assert!(found(&world).await.what.starts_with("checkpoint 1 does not bear the signature of the key"));
}

#[tokio::test]
async fn a_checkpoint_that_is_gone_is_missed() {
    let world = world().await;
    world.sign("key").await.unwrap();
    world.records(1).await;
    let third = world.sign("key").await.unwrap();
    world.tamper("DELETE FROM audit_checkpoint WHERE number = 2").await;
    assert_eq!(found(&world).await.what, "checkpoint 3 follows checkpoint 1: one between them is gone");
    world.tamper("DELETE FROM audit_checkpoint WHERE number = 1").await;
    assert_eq!(found(&world).await.what, "checkpoint 3 is the first that is left: those before it are gone");
    world.tamper("DELETE FROM audit_checkpoint").await;
    world.verify().await.expect("nothing in this database tells that it was signed");
    let kept = world.verify_by(&["key"], Extent::Whole, Some(&third)).await;
    assert_eq!(kept.unwrap_err().what, "checkpoint 3, which was kept elsewhere, no longer stands here");
}

#[tokio::test]
async fn what_was_altered_is_never_signed_again() {
    let world = world().await;
    world.tamper("UPDATE access_log SET role = 'POM' WHERE position = 22").await;
    let (signer, trusted) = (world.key("key"), world.trusts(&["key"]));
    let signed = connections_hub::audit::checkpoint(&world.store, &world.clock, &signer, &trusted).await;
    assert!(matches!(signed, Err(connections_hub::audit::Stop::Bad(fault)) if fault.position == Some(22)));
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands, "the hub goes on recording");
}
