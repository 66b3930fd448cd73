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

#[test]
fn no_key_and_no_hurry_lets_anybody_guess_for_longer() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let opens = |reference: &str, name: &str, key: Option<&str>| {
        let mut input = opening(reference, name, true);
        input["idempotencyKey"] = json!(key);
        does(&ces, "openChoicesSession", &input, "matches refusal { code }")
    };
    // A key that was used for something else answers alike whatever is typed beside it.
    opens("A9999XX", "Jas", Some("k"));
    let (fits, fits_not) = (opens("A1001JN", "Jas", Some("k")), opens("A1001JN", "Aaa", Some("k")));
    assert_eq!(fits.text, fits_not.text);
    assert!(fits.text.contains("KEY_USED") && fits.at("openChoicesSession.matches") == &json!(false), "{}", fits.text);
    // A number of the own organisation is guessed at by enrolling, too.
    let enrols =
        |name: &str| does(&story.hub.worker("wcw-1"), "enrol", &json!({"reference": "WC-17", "knownAs": name}), "refusal { code }");
    let codes: Vec<_> =
        (0..=connections_hub::guessing::MISSES + 1).map(|n| enrols(&format!("Name{n}")).code().map(str::to_owned)).collect();
    assert_eq!(codes.last().unwrap().as_deref(), Some("RATE_LIMITED"), "{codes:?}");
    // Tries that are sent at once count one after the other.
    let tries = 3 * connections_hub::guessing::MISSES;
    let (agency, worker) = ("centre", "ces-9");
    let guessing = &story.hub.loaded.hub.guessing;
    let tried = story.hub.wait_for(futures::future::join_all((0..tries).map(|_| async {
        let Ok(_turn) = guessing.turn(agency, worker).await else { return 0 };
        tokio::task::yield_now().await;
        guessing.missed(agency, worker);
        1
    })));
    assert_eq!(tried.into_iter().sum::<u32>(), connections_hub::guessing::MISSES + 1);
}
