//! No read without its record: every answer, and every refusal.

use crate::matrix::world::{CLASSES, Said, World, agency, id, label, worker, world};
use connections_hub::vocabulary::Role;
use serde_json::{Value, json};

fn ask(world: &World, token: &str, trace: &str, body: &Value) -> String {
    let client = reqwest::blocking::Client::new();
    let request = client.post(format!("{}/graphql", world.url)).header("content-type", "application/json").header("x-request-id", trace);
    request.bearer_auth(token).body(body.to_string()).send().unwrap().text().unwrap()
}

fn recorded(world: &World, trace: &str) -> Vec<Value> {
    world.rows(&format!(
        "SELECT person, known, operation, released, refused, purpose FROM access_record WHERE trace_id = '{trace}' ORDER BY person"
    ))
}

#[test]
fn every_answer_is_in_the_record_root_by_root() {
    let world = world();
    let (one, two) = (id(&label(Role::Com, CLASSES[0])), id(&label(Role::Com, CLASSES[4])));
    let query = format!(
        "{{ a: person(id: \"{one}\", purpose: JOINT_PLANNING) {{ custodyStatus {{ currentPrison }} }} ...F c: person(id: \"{two}\", purpose: SUPERVISION) {{ licence {{ explainedOn }} }} }}
         fragment F on Query {{ b: person(id: \"{two}\", purpose: JOINT_PLANNING) {{ plans {{ goals {{ title }} }} }} }}"
    );
    ask(world, &world.token(Role::Com), "record-roots", &json!({"query": query}));
    let records = recorded(world, "record-roots");
    assert_eq!(records.len(), 3, "{records:?}");
    let names = |record: &Value| record["released"].as_str().unwrap().to_owned() + record["refused"].as_str().unwrap();
    for field in ["CustodyStatus.currentPrison", "Goal.title", "Licence.explainedOn"] {
        assert_eq!(records.iter().filter(|r| names(r).contains(field)).count(), 1, "{field}: {records:?}");
    }
    // The same fields, withheld: named as refused, whether or not a value exists.
    ask(
        world,
        &world.token(Role::Pa),
        "record-refused",
        &json!({"query": format!("{{ person(id: \"{one}\", purpose: JOINT_PLANNING) {{ custodyStatus {{ currentPrison }} }} }}")}),
    );
    let withheld = recorded(world, "record-refused");
    assert!(withheld.len() == 1 && withheld[0]["refused"].as_str().unwrap().contains("CustodyStatus.currentPrison"), "{withheld:?}");
}

#[test]
fn every_refused_read_is_in_the_record() {
    let world = world();
    let pa = world.token(Role::Pa);
    let refused = [
        ("record-unknown", pa.clone(), "{ person(id: \"nobody-at-all\", purpose: JOINT_PLANNING) { knownAs } }".to_owned(), "nobody-at-all"),
        ("record-number", pa.clone(), "{ personByOwnReference(reference: \"NO-1\", purpose: JOINT_PLANNING) { knownAs } }".to_owned(), "NO-1"),
        ("record-peer", world.token(Role::Peerp), format!("{{ person(id: \"{}\", purpose: JOINT_PLANNING) {{ knownAs }} }}", id(&label(Role::Com, CLASSES[4]))), &id(&label(Role::Com, CLASSES[4]))),
        ("record-push", pa.clone(), "{ person(id: \"x\", purpose: SAFEGUARDING) { knownAs } }".to_owned(), "*"),
        ("record-count", pa.clone(), "{ caseload(purpose: STATISTICS) { edges { node { knownAs } } } }".to_owned(), "*"),
        ("record-filter", pa.clone(), "{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: CUSTODY_STATUS_SENTENCE_TYPE, recorded: true}]}) { edges { cursor } } }".to_owned(), "*"),
        ("record-officer", pa, "{ disclosures { records { id } } }".to_owned(), "*"),
    ];
    for (trace, token, query, person) in refused {
        let told = ask(world, &token, trace, &json!({"query": query}));
        assert!(told.contains("NOT_FOUND") || told.contains("FORBIDDEN"), "{told}");
        let records = recorded(world, trace);
        assert_eq!(records.len(), 1, "{trace}: {records:?}");
        assert_eq!((records[0]["person"].as_str(), records[0]["released"].as_str()), (Some(person), Some("[]")), "{trace}");
        assert!(records[0]["known"] == json!(false) || records[0]["known"] == json!(0), "{records:?}");
    }
    assert!(recorded(world, "record-filter")[0]["refused"].as_str().unwrap().contains("CustodyStatus.sentenceType"));
}

#[test]
fn what_is_skipped_is_neither_answered_nor_recorded_as_released() {
    let world = world();
    let her = id(&label(Role::Com, (Said::Yes, true)));
    let query = "query($id: ID!, $hide: Boolean!, $show: Boolean = false) { person(id: $id, purpose: JOINT_PLANNING) {
        knownAs @skip(if: $hide) domesticAbuse @include(if: $show) { experienced } ...F @include(if: $show) careStatus { paStatus legalCategory @skip(if: $hide) } } }
        fragment F on Person { keepSafePlan { whatHelps } }";
    let token = world.token_of(&agency(Role::Pa, "asks"), Role::Pa, &worker(Role::Pa, "asks"));
    let told = ask(world, &token, "record-skip", &json!({"query": query, "variables": {"id": her, "hide": true}}));
    let answer: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(answer["data"]["person"], json!({"careStatus": {"paStatus": answer["data"]["person"]["careStatus"]["paStatus"]}}), "{told}");
    let record = recorded(world, "record-skip")[0].to_string();
    assert!(record.contains("CareStatus.paStatus"), "{record}");
    for skipped in ["knownAs", "experienced", "whatHelps", "legalCategory"] {
        assert!(!record.contains(skipped), "{skipped}: {record}");
    }
    // A name of the only operation changes nothing.
    let named = query.replace("query(", "query Named(");
    let told = ask(world, &token, "record-named", &json!({"query": named, "variables": {"id": her, "hide": true}}));
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap(), answer);
    let by_default = named.replace("$show: Boolean = false", "$show: Boolean = true");
    let told = ask(world, &token, "record-default", &json!({"query": by_default, "variables": {"id": her, "hide": false}}));
    assert!(told.contains("experienced") && told.contains("whatHelps"), "{told}");
    let shown = ask(world, &token, "record-show", &json!({"query": query, "variables": {"id": her, "hide": false, "show": true}}));
    let record = recorded(world, "record-show")[0].to_string();
    for field in ["knownAs", "experienced", "whatHelps", "legalCategory"] {
        assert!(record.contains(field) && shown.contains(field), "{field}: {record}");
    }
}
