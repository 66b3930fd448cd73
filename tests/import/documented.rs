//! The examples of `docs/import.md` are imported as they stand.

use super::world::{World, line};
use connections_hub::record::catalogue;
use std::collections::BTreeSet;

/// The blocks of examples: agency and lines.
fn examples() -> Vec<(String, String)> {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/import.md")).unwrap();
    let blocks = text.split("```ndjson ").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.map(|block| block.split_once('\n').unwrap()).map(|(agency, lines)| (agency.to_owned(), lines.to_owned())).collect()
}

#[tokio::test]
async fn every_example_is_taken_in_and_the_second_time_changes_nothing() {
    import_twice(&World::new().await).await;
}

async fn import_twice(world: &World) {
    let mut faults = String::new();
    for (agency, lines) in examples() {
        match world.send(&agency, &lines).await {
            Ok(summary) => assert_eq!(summary.added, lines.lines().count() as u64, "{agency}"),
            Err(found) => faults += &found.to_string(),
        }
    }
    assert_eq!(faults, "");
    let before = world.everything().await;
    for (agency, lines) in examples() {
        assert!(world.send(&agency, &lines).await.unwrap().nothing_changed(), "{agency}");
    }
    assert_eq!(world.everything().await, before);
}

#[test]
fn every_served_entity_has_an_example() {
    let text: String = examples().into_iter().map(|(_, lines)| lines).collect();
    let shown: BTreeSet<String> =
        text.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["entity"].as_str().unwrap().to_owned()).collect();
    let served = catalogue().entities.iter().filter(|e| e.table.is_some()).map(|e| e.name);
    let wanted = served.chain(["ConsentStatement", "ConsentRecipient", "NoticeGiven"]).map(str::to_owned).collect();
    assert_eq!(shown, wanted);
}

#[tokio::test]
async fn a_change_a_retraction_and_a_deletion_follow_the_examples() {
    let world = World::new().await;
    import_twice(&world).await;
    let address = |at: &str, rest: &str| line("Address", "ADR-1", &format!(r#""recordedAt": "2026-06-{at}T10:00:00Z"{rest}"#), "{}");
    let never = address("20", "").replace("{}", r#"{"protection": "NEVER_STORE"}"#);
    assert_eq!(world.send("probation-northshire", never).await.unwrap().changed, 1);
    assert!(!world.everything().await.contains("Example Street"));
    let back = address("21", r#", "retracted": true"#);
    assert_eq!(world.send("probation-northshire", back).await.unwrap().retracted, 1);
    assert_eq!(world.rows("SELECT id FROM row_history").await.len(), 2);
}
