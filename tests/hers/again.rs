//! What is sent again under a key of the caller's own is made once, and is answered the same.

use crate::{
    choices::story::{choice, chooses, does, says_yes_by_name, story, talks},
    support::{Actor, Answer},
};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// Sends an input by this root under a key.
fn sends(by: &Actor<'_>, root: &str, back: &str, key: &str, input: &Value) -> Answer {
    let mut input = input.clone();
    input["idempotencyKey"] = json!(key);
    if matches!(root, "agreeToKeep" | "showHer") {
        let query = format!("mutation($input: HoldInput!) {{ {root}(input: $input) {{ {back} refusal {{ code field }} }} }}");
        return by.asks_with(&query, &json!({"input": input}));
    }
    does(by, root, &input, &format!("{back} refusal {{ code field }}"))
}

/// Sends it twice, and something else under the same key; gives back what came of it.
fn once(by: &Actor<'_>, root: &str, back: &str, input: &Value, other: &Value) -> Value {
    let first = sends(by, root, back, root, input);
    let path = format!("{root}.{}", back.split(' ').next().unwrap());
    first.must_see(&path).must_not_see(&format!("{root}.refusal"));
    let again = sends(by, root, back, root, input);
    assert_eq!(again.json, first.json, "twice is once");
    let refused = sends(by, root, back, root, other);
    assert_eq!(refused.at(&format!("{root}.refusal")), &json!({"code": "KEY_USED", "field": "idempotencyKey"}), "{}", refused.text);
    first.at(&path).clone()
}

#[test]
fn what_is_done_with_a_hold_is_done_once() {
    let story = story();
    let (idva, com) = (|| story.hub.worker("idva-1"), || story.hub.worker("com-1"));
    let day = |days| (story.now() + TimeDelta::days(days)).date_naive().to_string();
    let keep = |field: &str, review_on: &str| {
        json!({
            "personId": story.hub.id("em"), "item": {"field": field}, "ground": "COULD_PUT_SOMEONE_IN_DANGER",
            "reason": "he reads her post", "reviewOn": review_on,
        })
    };
    let asked = keep("Goal.title", "2026-11-24");
    let hold = once(&idva(), "keepFromHer", "holdId", &asked, &keep("Goal.status", "2026-11-24"));
    assert_eq!(story.count("SELECT COUNT(*) FROM do_not_show"), 1);
    // A day later it is the same, although nobody could ask for it so any more.
    story.passes(TimeDelta::hours(23));
    assert_eq!(sends(&idva(), "keepFromHer", "holdId", "keepFromHer", &asked).at("keepFromHer.holdId"), &hold);
    assert_eq!(sends(&idva(), "keepFromHer", "holdId", "anew", &asked).code(), Some("INVALID_INPUT"));
    let another = sends(&idva(), "keepFromHer", "holdId", "another", &keep("Goal.status", "2026-11-30")).at("keepFromHer.holdId").clone();
    let named = |hold: &Value| json!({"holdId": hold});
    once(&com(), "agreeToKeep", "done", &named(&hold), &named(&another));
    let until = |days| json!({"holdId": hold, "reviewOn": day(days)});
    once(&idva(), "reviewHold", "done", &until(9), &until(10));
    assert_eq!(story.count(&format!("SELECT COUNT(*) FROM do_not_show WHERE review_on = '{}'", day(9))), 1);
    once(&idva(), "showHer", "done", &named(&hold), &named(&another));
    for (operation, times) in [("keepFromHer", 2), ("agreeToKeep", 1), ("reviewHold", 1), ("showHer", 1)] {
        let about = |person: &str| story.count(&format!("SELECT COUNT(*) FROM access_record WHERE operation = '{operation}' AND {person}"));
        assert_eq!(about("person <> '*'"), times, "{operation} is on record once for each time it was done");
        assert!(about("person = '*'") > 0, "and that it was asked for again, without her: it would tell her of what is kept");
    }
    // Without a key it is done anew, and there is nothing left to end.
    let anew = idva().asks_with("mutation($input: HoldInput!) { showHer(input: $input) { done } }", &json!({"input": named(&hold)}));
    assert_eq!(anew.code(), Some("NOT_FOUND"));
}

#[test]
fn what_was_agreed_and_is_not_on_record_is_put_there_when_it_is_sent_again() {
    let story = story();
    let keep = json!({
        "personId": story.hub.id("em"), "item": {"field": "Goal.title"}, "ground": "COULD_PUT_SOMEONE_IN_DANGER",
        "reason": "he reads her post", "reviewOn": (story.now() + TimeDelta::days(7)).date_naive().to_string(),
    });
    let hold = sends(&story.hub.worker("com-1"), "keepFromHer", "holdId", "k", &keep).at("keepFromHer.holdId").clone();
    let agrees = || sends(&story.hub.worker("idva-1"), "agreeToKeep", "done", "k", &json!({"holdId": hold}));
    agrees().must_see("agreeToKeep.done");
    let titles = || story.hub.herself("em").asks("{ myPlan { plans { goals { title } } } }");
    let without = titles().text;
    // The change stands, and its record could not be written.
    story.runs("DELETE FROM access_log WHERE operation = 'agreeToKeep'");
    story.passes(TimeDelta::minutes(1));
    assert_ne!(titles().text, without, "it holds nothing while it is not on record");
    agrees().must_see("agreeToKeep.done");
    assert_eq!(titles().text, without);
}

#[test]
fn a_talk_is_closed_once_its_receipt_printed_again_and_a_request_answered_once() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let another = talks(&ces, "A1003EP", "Lizzie", true);
    says_yes_by_name(&ces, &session, &choice("T1_NAME_CONTACT", "northshire-leaving-care", "YES"));
    let of = |session: &str| json!({"sessionId": session});
    let lines = once(&ces, "receipt", "lines title", &of(&session), &json!({"sessionId": session, "sheAsksForAll": true}));
    assert_eq!(lines.as_array().unwrap().len(), 1, "{lines}");
    // What it shows is decided anew.
    says_yes_by_name(&ces, &session, &choice("T4_HOME", "northshire-leaving-care", "YES"));
    let again = sends(&ces, "receipt", "lines", "receipt", &of(&session));
    assert_eq!(again.at("receipt.lines").as_array().unwrap().len(), 2, "{}", again.text);

    let complains = does(&ces, "complain", &json!({"sessionId": session, "words": "Nobody told me."}), "requestId");
    let request = complains.at("complain.requestId");
    let answer = |words: &str| json!({"requestId": request, "decision": "YES", "words": words});
    once(&story.hub.worker("dpo-1"), "answerRequest", "done", &answer("You are right."), &answer("You are wrong."));

    once(&ces, "closeChoicesSession", "done", &of(&session), &of(&another));
    let over = "SELECT COUNT(*) FROM choices_session WHERE closed_at IS NOT NULL";
    assert_eq!(story.count(over), 1);
    let late = sends(&ces, "receipt", "lines", "receipt", &of(&session));
    assert_eq!(late.code(), Some("NOT_FOUND"), "a talk that is over prints nothing: {}", late.text);
    chooses(&ces, &another, &[choice("T1_NAME_CONTACT", "northshire-leaving-care", "NO")]).must_see("recordChoices.choices");
}
