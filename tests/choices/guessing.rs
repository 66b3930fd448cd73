//! Whoever types numbers and names at random is made to wait, and learns nothing by it.

use super::story::{does, opening, story};
use chrono::TimeDelta;
use serde_json::json;

#[test]
fn whoever_guesses_has_to_wait_and_whoever_sits_with_her_does_not() {
    let story = story();
    let opens = |worker: &str, reference: &str| {
        does(&story.hub.worker(worker), "openChoicesSession", &opening(reference, "Jas", true), "matches refusal { code }")
    };
    for n in 0..=connections_hub::guessing::MISSES {
        assert_eq!(opens("ces-1", &format!("A{n:04}")).at("openChoicesSession.matches"), &json!(false));
    }
    let before = story.count("SELECT COUNT(*) FROM access_record WHERE operation = 'openChoicesSession'");
    let wrong = opens("ces-1", "A9999XX");
    let right = opens("ces-1", "A1001JN");
    assert_eq!((wrong.code(), right.code()), (Some("RATE_LIMITED"), Some("RATE_LIMITED")));
    assert_eq!(wrong.text.len(), right.text.len(), "whether or not it would have fitted");
    assert_eq!(opens("wcw-1", "A1001JN").at("openChoicesSession.matches"), &json!(true), "a colleague goes on");
    assert_eq!(story.count("SELECT COUNT(*) FROM access_record WHERE operation = 'openChoicesSession'"), before + 1);
    story.passes(TimeDelta::minutes(7));
    assert_eq!(opens("ces-1", "A1001JN").at("openChoicesSession.matches"), &json!(true), "after a while");

    // A stop by typed number is counted whether or not it fits; one by her team never is.
    let stops = |reference: &str| {
        let input = json!({"reference": reference, "knownAs": "Jas", "scope": {"topics": ["T11_BACKGROUND"]}});
        does(&story.hub.worker("daw-1"), "stop", &input, "passedOn")
    };
    let answers: Vec<_> = (0..=connections_hub::guessing::TYPED).map(|n| stops(if n % 2 == 0 { "A1001JN" } else { "A9999XX" })).collect();
    assert!(answers.iter().rev().skip(1).all(|a| a.at("stop.passedOn") == &json!(true)));
    assert_eq!(answers.last().unwrap().code(), Some("RATE_LIMITED"));
    for n in 0..3 {
        let input = json!({"personId": story.hub.id("jas"), "scope": {"topics": ["T11_BACKGROUND"]}, "idempotencyKey": format!("{n}")});
        does(&story.hub.worker("pa-1"), "stop", &input, "passedOn").must_see("stop.passedOn");
    }
}
