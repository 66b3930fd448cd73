//! What links lead to: the row itself, whatever is asked of it, and a page that goes on though its last person moved.

use super::alone;
use crate::{
    matrix::world::{CLASSES, id, label, world},
    support::hub,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use connections_hub::vocabulary::Role;
use serde_json::Value;

#[test]
fn a_row_is_there_whatever_is_asked_of_it() {
    let world = world();
    let (token, her) = (world.token(Role::Pa), label(Role::Pa, CLASSES[4]));
    let ask = |selection: &str| {
        let query = format!("{{ person(id: \"{}\", purpose: JOINT_PLANNING) {{ {selection} }} }}", id(&her));
        let answer = world.asks(&token, &query);
        assert!(answer["errors"].is_null(), "{answer}");
        answer["data"]["person"].clone()
    };
    let ids =
        |answer: &Value, list: &str| -> Vec<Value> { answer[list].as_array().into_iter().flatten().map(|row| row["id"].clone()).collect() };
    for (list, more) in [("teamMembers", "name"), ("plans", "goals { title }"), ("addresses", "kind")] {
        let (alone, beside) = (ask(&format!("{list} {{ id }}")), ask(&format!("{list} {{ id {more} }}")));
        assert_eq!(ids(&alone, list), ids(&beside, list), "{list}");
    }
    let owners = |answer: &Value| -> Vec<Value> {
        let plans = answer["plans"].as_array().into_iter().flatten();
        plans.flat_map(|p| p["steps"].as_array().cloned().unwrap_or_default()).map(|s| s["owner"]["id"].clone()).collect()
    };
    let (alone, beside) = (ask("plans { steps { owner { id } } }"), ask("plans { steps { owner { id name } } }"));
    assert!(owners(&alone).iter().any(Value::is_string), "{alone}");
    assert_eq!(owners(&alone), owners(&beside));
}

#[test]
fn a_link_to_a_place_shows_the_place_to_whom_the_link_is_shown() {
    let hub = hub();
    let selection = "substanceUse { handoverService { id organisation phone } }";
    let answer = hub.worker("daw-1").asks_about("craig", "CARE_TREATMENT", selection);
    assert_eq!(answer.at("person.substanceUse.handoverService.organisation"), "Steady Ground recovery service", "{}", answer.text);
    for (worker, purpose) in [("lha-1", "HOUSING_REFERRAL"), ("ete-1", "JOINT_PLANNING"), ("keyw-1", "JOINT_PLANNING")] {
        hub.worker(worker).asks_about("craig", purpose, selection).never_says("Steady Ground");
    }
}

/// The persons of a page.
fn page(answer: &Value) -> Vec<String> {
    let edges = answer["data"]["caseload"]["edges"].as_array();
    edges.unwrap_or_else(|| panic!("{answer}")).iter().map(|e| e["node"]["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_page_goes_on_after_a_person_who_fits_no_longer() {
    let world = world();
    let labels: Vec<String> = CLASSES.iter().map(|class| label(Role::Com, *class)).collect();
    let people: Vec<&str> = labels.iter().map(String::as_str).collect();
    let token = alone(Role::Pa, "pa-moving", &people);
    let ask = |arguments: &str| {
        world.asks(&token, &format!("{{ caseload(purpose: JOINT_PLANNING, first: 100{arguments}) {{ edges {{ node {{ id }} }} }} }}"))
    };
    let order = ", orderBy: [{key: PERSON_KNOWN_AS, direction: DESC}]";
    let unfit = ", filter: {all: [{key: PERSON_KNOWN_AS, equals: \"nobody is called that\"}]}";
    for order in ["", order] {
        let all = page(&ask(order));
        assert!(all.len() > 3, "{all:?}");
        for (place, id) in all.iter().enumerate() {
            let after = format!(", after: \"{}\"", URL_SAFE_NO_PAD.encode(id));
            assert_eq!(page(&ask(&format!("{order}{after}"))), all[place + 1..], "{order}");
            assert!(page(&ask(&format!("{order}{unfit}{after}"))).is_empty(), "after a person who does not fit");
        }
    }
    // Without an order, not even one who left the list altogether ends the reading.
    let left = URL_SAFE_NO_PAD.encode("00000000-0000-0000-0000-000000000000");
    let known = ", filter: {all: [{key: PERSON_KNOWN_AS, recorded: true}]}";
    assert_eq!(page(&ask(&format!("{known}, after: \"{left}\""))), page(&ask(known)));
    assert_eq!(ask(&format!("{order}, after: \"{left}\""))["errors"][0]["extensions"]["field"], "after");
}

#[test]
fn a_root_that_fails_leaves_the_others_standing_and_is_null_itself() {
    let hub = hub();
    let answer = hub.herself("jas").asks("{ viewer { role } myPlan { knownAs } }");
    assert_eq!(answer.json["data"]["viewer"], Value::Null, "{}", answer.text);
    assert!(answer.json["data"].as_object().unwrap().contains_key("viewer") && answer.at("myPlan.knownAs").is_string(), "{}", answer.text);
    let anonymous = hub.bearer(None).asks("{ directory { organisation } viewer { role } }");
    assert!(anonymous.at("directory").is_array() && anonymous.json["data"]["viewer"].is_null(), "{}", anonymous.text);
}

#[test]
fn names_that_nobody_knows_are_not_guessed_at() {
    let unknown = (0..200).map(|n| format!("knownAss{n}")).collect::<Vec<_>>().join(" ");
    let answer = hub().worker("pa-1").asks(&format!("{{ person(id: \"x\", purpose: JOINT_PLANNING) {{ {unknown} }} }}"));
    answer.never_says("did you mean");
    assert_eq!(answer.code(), Some("INVALID_INPUT"), "{}", answer.text);
}
