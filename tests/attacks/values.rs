//! Side doors to a value: whatever is asked beside it, before it or around it answers as if it were not recorded.

use super::alone;
use crate::matrix::{
    answers::about,
    world::{CLASSES, Said, World, id, label, world},
};
use connections_hub::vocabulary::{Purpose, Role};
use serde_json::Value;

const NOTHING: (Said, bool) = (Said::Nothing, false);

fn person(world: &World, token: &str, label: &str, selection: &str) -> Value {
    let answer = world.asks(token, &about(label, Purpose::JointPlanning, selection));
    assert!(answer["data"]["person"].is_object(), "{answer}");
    answer["data"]["person"].clone()
}

#[test]
fn aliases_fragments_and_type_names_show_nothing_that_a_plain_question_does_not() {
    let world = world();
    let token = world.token(Role::Pa);
    let query = format!(
        "{{ person(id: \"{}\", purpose: JOINT_PLANNING) {{ __typename a: knownAs ...F ... on Person {{ b: custodyStatus {{ __typename c: currentPrison d: custodyStage }} }}
           plans {{ __typename id }} teamMembers {{ __typename }} addresses {{ __typename }} circle {{ __typename circleMembers {{ __typename }} }} }} }}
         fragment F on Person {{ ...G custodyStatus {{ currentPrison }} }} fragment G on Person {{ custodyStatus {{ __typename arrivedOn }} }}",
        id(&label(Role::Com, NOTHING))
    );
    let person = world.asks(&token, &query)["data"]["person"].clone();
    assert_eq!(person["b"], serde_json::json!({"__typename": "CustodyStatus", "c": null, "d": null}));
    assert_eq!(person["custodyStatus"], serde_json::json!({"__typename": "CustodyStatus", "arrivedOn": null, "currentPrison": null}));
    assert_eq!(person["circle"], serde_json::json!({"__typename": "Circle", "circleMembers": null}));
    for name in ["a", "plans", "teamMembers", "addresses"] {
        assert_eq!(person[name], Value::Null, "{name}: {person}");
    }
}

/// Every page of a caseload, as it came.
fn pages(world: &World, token: &str, arguments: &str) -> Vec<Value> {
    let (mut pages, mut after) = (Vec::new(), String::new());
    loop {
        let query = format!(
            "{{ caseload(purpose: JOINT_PLANNING, first: 3{after}{arguments}) {{ edges {{ cursor node {{ id }} }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }}"
        );
        let answer = world.asks(token, &query);
        let info = answer["data"]["caseload"]["pageInfo"].clone();
        pages.push(answer);
        match (info["hasNextPage"].as_bool(), info["endCursor"].as_str()) {
            (Some(true), Some(end)) => after = format!(", after: \"{end}\""),
            _ => return pages,
        }
        assert!(pages.len() < 50, "the pages end");
    }
}

#[test]
fn filters_and_orders_over_what_is_withheld_answer_as_if_nothing_were_recorded() {
    let world = world();
    let hidden = "attack-filters";
    world.another(hidden, NOTHING);
    let others: Vec<String> = CLASSES.iter().map(|class| label(Role::Com, *class)).collect();
    let people: Vec<&str> = others.iter().map(String::as_str).chain([hidden]).collect();
    let token = alone(Role::Pa, "pa-filters", &people);
    let keys = world.asks(&token, "{ __type(name: \"PersonKey\") { enumValues { name } } }")["data"]["__type"]["enumValues"].clone();
    let keys: Vec<String> = keys.as_array().unwrap().iter().map(|k| k["name"].as_str().unwrap().to_owned()).collect();
    let questions: Vec<String> = keys
        .iter()
        .enumerate()
        .map(|(n, key)| match n % 2 {
            0 => format!(", filter: {{all: [{{key: {key}, recorded: false}}]}}"),
            _ => format!(", orderBy: [{{key: {key}, direction: DESC}}]"),
        })
        .chain([
            ", filter: {all: [{key: CUSTODY_STATUS_CURRENT_PRISON, equals: \"F048 C\"}]}".to_owned(),
            ", filter: {all: [{key: CUSTODY_STATUS_CURRENT_PRISON, contains: \"f048\"}], }, orderBy: [{key: CARE_STATUS_PA_STATUS}]"
                .to_owned(),
            ", filter: {all: [{key: CUSTODY_STATUS_EARLIEST_RELEASE_DATE, from: \"2026-12-04\", to: \"2026-12-04\"}]}".to_owned(),
        ])
        .collect();
    let before: Vec<Vec<Value>> = questions.iter().map(|q| pages(world, &token, q)).collect();
    let answered = before.iter().flatten().filter(|a| a["data"]["caseload"].is_object()).count();
    assert!(answered > 50, "{answered} pages were answered");
    for entity in crate::matrix::rows::served() {
        world.change(hidden, &format!("DELETE FROM {} WHERE person_id = $HER", entity.table.unwrap()));
    }
    for (question, pages_before) in questions.iter().zip(before) {
        assert_eq!(pages(world, &token, question), pages_before, "{question}");
    }
}

#[test]
fn a_cursor_tells_nothing_of_a_person_that_is_not_for_you() {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let world = world();
    let (mine, theirs) = (label(Role::Com, CLASSES[0]), label(Role::Pom, CLASSES[0]));
    let token = alone(Role::Pa, "pa-cursors", &[&mine]);
    let ordered = ", orderBy: [{key: PERSON_KNOWN_AS}]";
    let ask = |cursor: &str, arguments: &str| {
        world.asks(&token, &format!("{{ caseload(purpose: JOINT_PLANNING, after: \"{cursor}\"{arguments}) {{ edges {{ node {{ id }} }} pageInfo {{ hasNextPage }} }} }}"))
    };
    // One more and one less than her id: a stranger who stands at the same place.
    let her = id(&theirs);
    let last = u64::from_str_radix(&her[24..], 16).unwrap();
    let stranger = format!("{}{:012x}", &her[..24], last ^ 1);
    for arguments in ["", ordered] {
        assert_eq!(ask(&URL_SAFE_NO_PAD.encode(&her), arguments), ask(&URL_SAFE_NO_PAD.encode(&stranger), arguments), "{arguments}");
    }
    for garbage in ["", "x", "😀", "MDAwMA", "e30", &URL_SAFE_NO_PAD.encode("2026-11-23T10:00:00Z|1"), &"A".repeat(5_000)] {
        for arguments in ["", ordered] {
            let answer = ask(garbage, arguments);
            assert_eq!(answer["errors"][0]["extensions"]["code"], "INVALID_INPUT", "{garbage}: {answer}");
            assert_eq!(answer["errors"][0]["extensions"]["field"], "after", "{answer}");
        }
    }
}

#[test]
fn nothing_counts_what_is_hidden() {
    let world = world();
    let hidden = "attack-counts";
    world.another(hidden, (Said::Yes, true));
    let token = world.token(Role::Keyw);
    let rows = world.rows(&format!("SELECT id, parent_id FROM step WHERE person_id = '{}' ORDER BY recorded_at, id", id(hidden)));
    let first = rows[0]["id"].as_str().unwrap().to_owned();
    world.change(hidden, "UPDATE goal SET area = 'SAFE' WHERE person_id = $HER");
    let ask = |arguments: &str| {
        person(world, &token, hidden, &format!("plans {{ goals{arguments} {{ id }} steps{arguments} {{ id }} }} "))["plans"].clone()
    };
    let none: Vec<Value> = ask("").as_array().unwrap().clone();
    assert!(none.iter().all(|p| p["goals"].is_null() && p["steps"].is_null()), "hidden rows leave no list behind: {none:?}");
    for arguments in ["(first: 1)".to_owned(), format!("(first: 100, after: \"{first}\")"), "(after: \"no-such-row\")".to_owned()] {
        assert_eq!(ask(&arguments), Value::Array(none.clone()), "{arguments}");
    }
    // Among rows that are there, a hidden one is no place to go on from, just like one that never was.
    world.change(hidden, "UPDATE goal SET area = 'COMMUNITY' WHERE person_id = $HER");
    world.change(hidden, &format!("UPDATE step SET row_audience = '[]' WHERE id = '{first}' AND person_id = $HER"));
    let from = |id: &str| person(world, &token, hidden, &format!("plans {{ steps(after: \"{id}\") {{ id }} }}"));
    assert_eq!(from(&first), from("00000000-0000-4000-8000-000000000000"));
    let all = person(world, &token, hidden, "plans { steps { id } }").to_string();
    assert!(!all.contains(&first) && all.contains(rows[1]["id"].as_str().unwrap()), "{all}");
}

#[test]
fn a_link_to_a_hidden_row_is_as_empty_as_none() {
    let world = world();
    let hidden = "attack-links";
    world.another(hidden, (Said::Yes, true));
    world.change(hidden, "UPDATE team_member SET service_reveals = '[\"OFFENCE\"]' WHERE person_id = $HER");
    let token = world.token(Role::Pa);
    let links = "plans { lead { __typename } steps { title owner { __typename id name agency { id } } dependsOn { id } } } careStatus { custodyToldBy { __typename } }
        circle { circleMembers { name canBeContactedBy { __typename } } } licence { supervisionAppointments { withWhom { __typename } } } teamMembers { id }";
    let answer = person(world, &token, hidden, links);
    assert!(answer["plans"][0]["steps"].is_array() && answer["circle"]["circleMembers"].is_array(), "{answer}");
    assert!(!answer.to_string().contains("TeamMember") && !answer.to_string().contains("writes"), "{answer}");
    world.change(hidden, "UPDATE team_member SET service_reveals = NULL WHERE person_id = $HER");
    assert!(person(world, &token, hidden, links).to_string().contains("TeamMember"), "and with an open row they lead there");
}

#[test]
fn provenance_versions_and_accounts_give_nothing_of_a_hidden_row_away() {
    let world = world();
    let selection = "version provenance { heldBy { id } recordedAt } careStatus { version provenance { heldBy { id } herWords recordedAt } legalCategory }
        careStatusAccounts { __typename version provenance { recordedAt } } custodyStatus { provenance { recordedAt } version } custodyStatusAccounts { version __typename }
        domesticAbuse { provenance { heldBy { id } } version } domesticAbuseAccounts { __typename }";
    let nothing = person(world, &world.token(Role::Wcw), &label(Role::Com, NOTHING), selection);
    let told = nothing.to_string();
    assert!(!told.contains("writes") && !told.contains("2026") && !told.contains("__typename"), "{told}");
    // With her yes, who holds it shows only to who may meet what that organisation reveals, and no token of another's row ever.
    let everything = person(world, &world.token(Role::Wcw), &label(Role::Com, (Said::Yes, true)), selection);
    assert!(everything["careStatus"]["provenance"].is_object(), "{everything}");
    let tokens = everything.to_string().matches("\"version\":\"").count();
    assert_eq!(tokens, 0, "{everything}");
    // Nothing selected beside it, nothing of its provenance.
    let alone = person(world, &world.token(Role::Wcw), &label(Role::Com, (Said::Yes, true)), "careStatus { provenance { recordedAt } }");
    assert_eq!(alone["careStatus"]["provenance"], Value::Null);
}
