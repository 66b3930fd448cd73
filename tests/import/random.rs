//! Whatever is sent, nothing panics, and what is refused leaves nothing behind.

use super::world::World;
use proptest::prelude::*;
use serde_json::{Value, json};

fn any_value() -> impl Strategy<Value = Value> {
    let words = ["JAS-1", "YES", "hub:x", "womens-centre/ces-1", "", "\u{0}", "2026-06-01T09:00:00Z", "2026-06-01", "role:PA", "P"];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(words.to_vec()).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map(key(), inner, 0..5).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let names = [
        "entity",
        "ref",
        "person",
        "parentRef",
        "recordedAt",
        "recordedBy",
        "forHer",
        "by",
        "readBack",
        "retracted",
        "row",
        "fields",
        "title",
        "owner",
        "audience",
        "categories",
        "saidOn",
    ];
    prop_oneof![9 => proptest::sample::select(names.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"]
}

/// A line that is nearly right: its entity and its person are, and anything may stand in its other keys.
fn nearly() -> impl Strategy<Value = Value> {
    let entities = [
        "Goal",
        "Step",
        "Plan",
        "Address",
        "AddressDetail",
        "TeamMember",
        "AccessBlock",
        "ConsentStatement",
        "ConsentRecipient",
        "NoticeGiven",
        "DirectoryEntry",
    ];
    let fields = proptest::collection::hash_map(field(), any_value(), 0..5);
    let extra = proptest::option::of((key(), any_value()));
    (proptest::sample::select(entities.to_vec()), fields, extra, "[PQ]").prop_map(|(entity, fields, extra, reference)| {
        let mut line = json!({"entity": entity, "ref": reference, "person": "JAS-1", "recordedAt": "2026-06-01T09:00:00Z",
            "recordedBy": "ces-1", "fields": fields});
        if let (Some(object), Some((key, value))) = (line.as_object_mut(), extra) {
            object.insert(key, value);
        }
        line
    })
}

fn field() -> impl Strategy<Value = String> {
    let names = [
        "title",
        "owner",
        "dependsOn",
        "status",
        "phase",
        "protection",
        "lines",
        "blockedWorker",
        "categories",
        "purposes",
        "decision",
        "saidOn",
        "supersedes",
        "endsOn",
        "agency",
        "worker",
        "role",
        "givenOn",
        "service",
        "name",
    ];
    proptest::sample::select(names.to_vec()).prop_map(str::to_owned)
}

fn refused_leaves_nothing(lines: &[u8]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let world = World::new().await;
        let before = world.everything().await;
        if let Err(faults) = world.send("womens-centre", lines).await {
            assert!(!faults.first.is_empty());
            assert_eq!(world.everything().await, before);
        } else {
            let after = world.everything().await;
            assert!(world.send("womens-centre", lines).await.unwrap().nothing_changed());
            assert_eq!(world.everything().await, after);
        }
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        refused_leaves_nothing(&bytes);
    }

    #[test]
    fn random_json(values in proptest::collection::vec(any_value(), 1..6)) {
        let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
        refused_leaves_nothing(lines.join("\n").as_bytes());
    }

    #[test]
    fn lines_that_are_nearly_right(values in proptest::collection::vec(nearly(), 1..6)) {
        let lines: Vec<String> = values.iter().map(ToString::to_string).collect();
        refused_leaves_nothing(lines.join("\n").as_bytes());
    }
}
