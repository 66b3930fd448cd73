//! Records are deleted after their time, and what is left still verifies.

use super::world::{World, entry, noon, seen};
use chrono::TimeDelta;
use connections_hub::audit::{self, Recorded};
use entity::access_record;

/// Ten old records, signed, and five new ones.
async fn world() -> World {
    let world = World::new().await;
    for _ in 0..10 {
        let old = access_record::Model { at: noon() - TimeDelta::days(2_500), ..entry("jas") };
        assert_eq!(world.recorder.record(vec![old], seen("jas", 1)).await.unwrap(), Recorded::Stands);
    }
    world.sign("key").await.unwrap();
    world.records(5).await;
    world
}

#[tokio::test]
async fn what_is_deleted_after_its_time_is_gone_and_the_log_is_whole() {
    let world = world().await;
    let before = noon() - TimeDelta::days(2_200);
    assert_eq!(audit::forget(&world.store, &world.clock, before, &[]).await.unwrap(), 10);
    let left = world.stored().await;
    assert_eq!(left.len(), 6, "five reads, and the record of the deletion");
    assert!(left.iter().all(|record| record.at >= before && record.position >= Some(10)));
    let deletion = left.last().unwrap();
    assert_eq!((deletion.operation.as_str(), deletion.rows.as_str()), ("retention", r#"{"AccessLog":["0/0-9"]}"#));
    assert_eq!(world.verify().await.unwrap().records, 16, "every leaf is still there");
    world.sign("key").await.expect("and is signed");
    assert_eq!(audit::forget(&world.store, &world.clock, before, &[]).await.unwrap(), 0);
    world.records(2).await;
    world.verify().await.unwrap();
}

#[tokio::test]
async fn a_record_that_nobody_deleted_by_right_is_missed_all_the_same() {
    let world = world().await;
    audit::forget(&world.store, &world.clock, noon() - TimeDelta::days(2_200), &[]).await.unwrap();
    world.tamper("DELETE FROM access_log WHERE position = 12").await;
    assert_eq!(world.verify().await.unwrap_err().what, "the record at position 12 of log 0 is missing");
}

#[tokio::test]
async fn a_deletion_that_was_made_up_is_found() {
    let world = world().await;
    world.tamper("DELETE FROM access_log WHERE position = 3").await;
    world.tamper("UPDATE access_log SET operation = 'retention', rows = '{\"AccessLog\":[\"0/3-3\"]}' WHERE position = 4").await;
    assert_eq!(world.verify().await.unwrap_err().position, Some(4));
}
