//! Ways in that are closed: other people's ids and numbers, sizes and shapes of questions, and what errors say.

use super::alone;
use crate::matrix::{
    answers::about,
    world::{CLASSES, World, id, label, world},
};
use connections_hub::vocabulary::{Purpose, Role};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Status, headers but for those that name the request, and body.
fn raw(world: &World, token: &str, body: &Value) -> (u16, BTreeMap<String, String>, Vec<u8>) {
    let client = reqwest::blocking::Client::new();
    let request = client.post(format!("{}/graphql", world.url)).header("content-type", "application/json").bearer_auth(token);
    let answer = request.header("accept", "application/graphql-response+json").body(body.to_string()).send().unwrap();
    let status = answer.status().as_u16();
    let names_the_request = |name: &str| matches!(name, "x-request-id" | "traceparent" | "date");
    let headers = answer.headers().iter().filter(|(name, _)| !names_the_request(name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    (status, headers, answer.bytes().unwrap().to_vec())
}

/// What the record says of those who asked about a person, but for whom they asked about.
fn records_of(world: &World, about: &str) -> Vec<Value> {
    let columns = "operation, known, released, refused, rows, basis, agreements, policies, consent_statements, person_version, valid_until";
    world.rows(&format!("SELECT {columns} FROM access_record WHERE person = '{about}'"))
}

#[test]
fn unknown_and_not_for_you_are_the_same_bytes_and_leave_the_same_record() {
    let world = world();
    let lonely = "attack-on-no-team";
    world.another(lonely, CLASSES[4]);
    world.change(lonely, "DELETE FROM membership WHERE person_id = $HER");
    let paused = "attack-paused";
    world.another(paused, CLASSES[4]);
    world.change(paused, "UPDATE enrolment SET record_status = 'PAUSED' WHERE person_id = $HER");
    let blocked = "attack-blocked";
    world.another(blocked, CLASSES[4]);
    world.change(
        blocked,
        "UPDATE access_block SET blocked_worker = 'la-leaving-care-asks/*', \"from\" = NULL, \"to\" = NULL WHERE person_id = $HER",
    );
    let invited = "attack-invited";
    world.another(invited, CLASSES[4]);
    world.change(invited, "UPDATE membership SET state = 'INVITED' WHERE agency_id = 'la-leaving-care-asks' AND person_id = $HER");
    let ended = "attack-ended";
    world.another(ended, CLASSES[4]);
    world.change(ended, "UPDATE membership SET state = 'ENDED' WHERE agency_id = 'la-leaving-care-asks' AND person_id = $HER");
    let mine = label(Role::Com, CLASSES[4]);
    // A colleague who is on nobody's team, in the same role, and the same council's housing officer.
    let colleague = world.token_of("la-leaving-care-asks", Role::Pa, "pa-on-no-team");
    let step = world.rows(&format!("SELECT id FROM step WHERE person_id = '{}'", id(&mine)))[0]["id"].as_str().unwrap().to_owned();
    let unknown = "00000000-0000-4000-8000-00000000dead";
    let ask = |token: &str, person: &str| {
        let query = "query($id: ID!) { person(id: $id, purpose: JOINT_PLANNING) { id knownAs careStatus { legalCategory } } }";
        raw(world, token, &json!({"query": query, "variables": {"id": person}}))
    };
    let pa = world.token(Role::Pa);
    let nobody = ask(&pa, unknown);
    assert_eq!(nobody.0, 200);
    assert!(String::from_utf8_lossy(&nobody.2).contains("NOT_FOUND"));
    for (why, token, person) in [
        ("on nobody's team", &pa, id(lonely)),
        ("a paused record", &pa, id(paused)),
        ("a worker she blocked", &pa, id(blocked)),
        ("invited", &pa, id(invited)),
        ("a team that was left", &pa, id(ended)),
        ("a colleague's case", &colleague, id(&mine)),
        ("the id of a row", &pa, step),
        ("no id at all", &pa, String::new()),
        ("a long text", &pa, "x".repeat(5_000)),
        ("a line of SQL", &pa, "' OR '1'='1".into()),
    ] {
        assert_eq!(ask(token, &person), nobody, "{why}");
    }
    let (theirs, strangers) = (records_of(world, &id(lonely)), records_of(world, unknown));
    assert_eq!(theirs[0], strangers[0], "the records of both say the same but whom was asked for");
}

/// What is kept of her answers those who meet her alone: for everybody else the time would tell whether somebody asked a moment ago.
#[test]
fn whoever_does_not_meet_her_is_never_answered_from_memory() {
    let world = world();
    let person = "attack-from-memory";
    world.another(person, CLASSES[4]);
    let query = format!("{{ person(id: \"{}\", purpose: JOINT_PLANNING) {{ id }} }}", id(person));
    let finds = |role: Role| world.asks(&world.token(role), &query)["data"]["person"]["id"].is_string();
    let place =
        |role: &str, state: &str| format!("UPDATE membership SET state = '{state}' WHERE agency_id = '{role}-asks' AND person_id = $HER");
    world.change(person, &place("la-housing", "ENDED"));
    assert!(finds(Role::Pa) && finds(Role::Pa) && !finds(Role::Lha));
    world.change_unseen(person, &place("la-leaving-care", "ENDED"));
    assert!(finds(Role::Pa), "what was read a moment ago answers while her version stays as it is");
    world.change_unseen(person, &place("la-housing", "LIVE"));
    assert!(finds(Role::Lha), "a question about somebody who is not there was read anew");
    world.change(person, &place("la-leaving-care", "ENDED"));
    assert!(!finds(Role::Pa), "a write that raises her version is seen by the next question");
}

#[test]
fn another_agencys_number_finds_nobody() {
    let world = world();
    let person = "attack-numbers";
    world.another(person, CLASSES[4]);
    world.change(person, "UPDATE person_reference SET reference = 'HOUSING-77' WHERE agency_id = 'la-housing-asks' AND person_id = $HER");
    world.change(person, "UPDATE person_reference SET reference = 'CARE-77' WHERE agency_id = 'la-leaving-care-asks' AND person_id = $HER");
    let ask = |role: Role, number: &str| {
        raw(
            world,
            &world.token(role),
            &json!({"query": format!("{{ personByOwnReference(reference: \"{number}\", purpose: HOUSING_REFERRAL) {{ id }} }}")}),
        )
    };
    let nobody = ask(Role::Pa, "NO-SUCH-NUMBER");
    for number in ["HOUSING-77", "care-77", "CARE-7", "CARE-77 ", "%", ""] {
        assert_eq!(ask(Role::Pa, number), nobody, "{number}");
    }
    assert_ne!(ask(Role::Pa, "CARE-77"), nobody);
    assert_ne!(ask(Role::Lha, "HOUSING-77"), nobody);
}

fn five_times(root: &str) -> String {
    (0..5).map(|n| format!("a{n}: {root}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_way_of_asking_discloses_more_than_four_times() {
    let world = world();
    let token = world.token(Role::Com);
    let one = format!("person(id: \"{}\", purpose: JOINT_PLANNING) {{ id }}", id(&label(Role::Com, CLASSES[4])));
    let trace = "attack-five-times";
    let five = [
        format!("{{ {} }}", five_times(&one)),
        format!("{{ ...F b: {one} }} fragment F on Query {{ c: {one} ...G }} fragment G on Query {{ d: {one} e: {one} f: {one} }}"),
        format!("{{ ... on Query {{ {} }} }}", five_times(&one)),
    ];
    for query in &five {
        let client = reqwest::blocking::Client::new();
        for body in [
            json!({"query": query}),
            json!([{"query": query}]),
            json!([{"query": format!("{{ a: {one} b: {one} c: {one} }}")}, {"query": format!("{{ a: {one} b: {one} }}")}]),
        ] {
            let request =
                client.post(format!("{}/graphql", world.url)).header("content-type", "application/json").header("x-request-id", trace);
            let answer = request.bearer_auth(&token).body(body.to_string()).send().unwrap().text().unwrap();
            assert!(answer.contains("LIMIT_EXCEEDED") && !answer.contains("\"id\""), "{answer}");
        }
    }
    assert!(world.rows(&format!("SELECT id FROM access_record WHERE trace_id = '{trace}'")).is_empty(), "nobody was looked at");
}

#[test]
fn variables_of_the_wrong_type_are_refused_without_a_word_of_data() {
    let world = world();
    let her = id(&label(Role::Com, CLASSES[4]));
    let query = "query($id: ID!, $purpose: Purpose!, $first: Int) { person(id: $id, purpose: $purpose) { id plans { goals(first: $first) { title } } } }";
    for variables in [
        json!({"id": {"eq": her}, "purpose": "JOINT_PLANNING"}),
        json!({"id": [her], "purpose": "JOINT_PLANNING"}),
        json!({"id": null, "purpose": "JOINT_PLANNING"}),
        json!({"id": her}),
        json!({"id": her, "purpose": "joint_planning"}),
        json!({"id": her, "purpose": ["JOINT_PLANNING"]}),
        json!({"id": her, "purpose": ""}),
        json!({"id": her, "purpose": true}),
        json!({"id": her, "purpose": "JOINT_PLANNING", "first": "many"}),
    ] {
        let (_, _, body) = raw(world, &world.token(Role::Com), &json!({"query": query, "variables": variables}));
        let told = String::from_utf8_lossy(&body).into_owned();
        assert!(told.contains("INVALID_INPUT") && !told.contains("F199") && !told.contains("\"id\":\""), "{variables}: {told}");
    }
}

#[test]
fn page_sizes_out_of_bounds_are_refused() {
    let world = world();
    let token = alone(Role::Pa, "pa-sizes", &[&label(Role::Com, CLASSES[4])]);
    for first in ["-1", "0", "101", "-2147483648"] {
        let answer =
            world.asks(&token, &format!("{{ caseload(purpose: JOINT_PLANNING, first: {first}) {{ edges {{ node {{ id }} }} }} }}"));
        assert_eq!(answer["errors"][0]["extensions"], json!({"code": "INVALID_INPUT", "field": "first"}), "{first}: {answer}");
    }
    let her = id(&label(Role::Com, CLASSES[4]));
    for (list, first) in [("plans", "0"), ("plans", "-1"), ("teamMembers", "101"), ("plans", "102")] {
        let query = format!("{{ person(id: \"{her}\", purpose: JOINT_PLANNING) {{ {list}(first: {first}) {{ id }} }} }}");
        let answer = world.asks(&token, &query);
        assert_eq!(answer["errors"][0]["extensions"], json!({"code": "INVALID_INPUT", "field": "first"}), "{list} {first}: {answer}");
    }
    let answer = world.asks(&token, "{ caseload(purpose: JOINT_PLANNING, first: 100) { edges { node { id } } } }");
    assert_eq!(answer["data"]["caseload"]["edges"].as_array().unwrap().len(), 1, "{answer}");
}

#[test]
fn no_error_names_a_value() {
    let world = world();
    let her = label(Role::Com, CLASSES[0]);
    let token = alone(Role::Pa, "pa-errors", &[&her]);
    let told = [
        about(&her, Purpose::JointPlanning, "custodyStatus { currentPrisn }"),
        about(&her, Purpose::JointPlanning, "legalGivenNames { x }"),
        "{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: PERSON_LEGAL_GIVEN_NAMES, from: \"a\", equals: \"b\"}]}) { edges { cursor } } }".into(),
        "{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: CUSTODY_STATUS_EARLIEST_RELEASE_DATE, equals: \"soon\"}]}) { edges { cursor } } }".into(),
        "{ caseload(purpose: JOINT_PLANNING, orderBy: [{key: RISK_ROSH}]) { edges { cursor } } }".into(),
        "{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: CUSTODY_STATUS_SENTENCE_TYPE, recorded: true}]}) { edges { cursor } } }".into(),
    ];
    for query in told {
        let answer = world.asks(&token, &query);
        let text = answer.to_string();
        assert!(answer["errors"].is_array(), "{text}");
        for value in ["F001", "F002", "F048", "2026-12-04", "SENTENCED", "writes"] {
            assert!(!text.contains(value), "{value}: {text}");
        }
    }
}
