//! Forms on paper: entered once, by their id, and never backwards.

use super::story::{choice, does, opening, records, refusal, story, talks};
use chrono::TimeDelta;
use serde_json::json;

#[test]
fn a_form_is_entered_once_within_four_weeks_and_opens_nothing_backwards() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let print = json!({"sessionId": session, "organisations": ["northshire-leaving-care"], "topics": ["T10_LEARN_WORK_MONEY"]});
    let form = does(&ces, "printForm", &print, "formId until").at("printForm.formId").as_str().unwrap().to_owned();
    let ticked = story.now() + TimeDelta::hours(5);
    story.passes(TimeDelta::days(3));
    let ces = story.hub.worker("ces-1");
    let enters = |form: &str| {
        let mut input = opening("A1001JN", "Jas", true);
        input["formId"] = json!(form);
        does(&ces, "openChoicesSession", &input, "sessionId refusal { code field }")
    };
    let unknown = enters("NO-SUCH-FORM");
    assert_eq!(refusal(&unknown, "openChoicesSession"), "UNKNOWN_FORM");
    assert_eq!(unknown.at("openChoicesSession.refusal.field"), &json!("formId"));
    let session = enters(&form).at("openChoicesSession.sessionId").clone();
    let input = |said: chrono::DateTime<chrono::Utc>| {
        json!({
            "sessionId": session, "method": "SIGNED", "readBack": true, "saidOn": said,
            "choices": [choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES")],
        })
    };
    let too_early = records(&ces, &input(ticked - TimeDelta::days(2)));
    assert_eq!(refusal(&too_early, "recordChoices"), "FORM_TOO_OLD", "before it was printed");
    records(&ces, &input(ticked)).must_see("recordChoices.choices.0.id");
    let backwards =
        "SELECT COUNT(*) FROM consent_statement WHERE topic = 'T10_LEARN_WORK_MONEY' AND method = 'SIGNED' AND starts_on = entered_on";
    assert_eq!(story.count(backwards), 1, "it holds from when it was typed in");
    assert_eq!(refusal(&enters(&form), "openChoicesSession"), "FORM_USED");
    assert_eq!(refusal(&records(&ces, &input(ticked)), "recordChoices"), "FORM_USED");
}

#[test]
fn a_yes_on_paper_is_nothing_after_a_no_in_person() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let print = json!({"sessionId": session, "organisations": ["northshire-leaving-care"], "topics": ["T10_LEARN_WORK_MONEY"]});
    let form = does(&ces, "printForm", &print, "formId").at("printForm.formId").as_str().unwrap().to_owned();
    story.passes(TimeDelta::days(1));
    let ticked = story.now();
    story.passes(TimeDelta::days(1));
    let stop = json!({"personId": story.hub.id("jas"), "scope": {"topics": ["T10_LEARN_WORK_MONEY"]}});
    does(&story.hub.worker("keyw-1"), "stop", &stop, "passedOn");
    story.passes(TimeDelta::days(1));
    let ces = story.hub.worker("ces-1");
    let mut input = opening("A1001JN", "Jas", true);
    input["formId"] = json!(form);
    let session = does(&ces, "openChoicesSession", &input, "sessionId").at("openChoicesSession.sessionId").clone();
    let late = json!({
        "sessionId": session, "method": "SIGNED", "readBack": true, "saidOn": ticked,
        "choices": [choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES")],
    });
    assert_eq!(refusal(&records(&ces, &late), "recordChoices"), "SAID_NO_SINCE");
}

#[test]
fn a_form_gives_what_stands_on_it_and_no_more_in_as_many_batches_as_it_takes() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let print = json!({
        "sessionId": session, "organisations": ["northshire-leaving-care", "womens-centre"],
        "topics": ["T10_LEARN_WORK_MONEY", "T9_CHILDREN"],
    });
    let form = does(&ces, "printForm", &print, "formId").at("printForm.formId").as_str().unwrap().to_owned();
    story.passes(TimeDelta::hours(5));
    let ticked = story.now();
    story.passes(TimeDelta::hours(5));
    let opens = || {
        let mut input = opening("A1001JN", "Jas", true);
        input["formId"] = json!(form);
        does(&story.hub.worker("ces-1"), "openChoicesSession", &input, "sessionId").at("openChoicesSession.sessionId").clone()
    };
    let (session, another) = (opens(), opens());
    let enters = |session: &serde_json::Value, topic: &str, organisation: &str, decision: &str| {
        let input = json!({
            "sessionId": session, "method": "SIGNED", "readBack": true, "saidOn": ticked, "choices": [choice(topic, organisation, decision)],
        });
        records(&story.hub.worker("ces-1"), &input)
    };
    for (topic, organisation) in [("T4_HOME", "northshire-leaving-care"), ("T10_LEARN_WORK_MONEY", "northshire-housing")] {
        let beside = enters(&session, topic, organisation, "YES");
        assert_eq!(refusal(&beside, "recordChoices"), "FORM_NEEDED", "{topic} {organisation} is not on the form");
    }
    enters(&session, "T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES").must_see("recordChoices.choices.0.id");
    // What is asked alone is entered in a batch of its own.
    enters(&session, "T9_CHILDREN", "northshire-leaving-care", "YES").must_see("recordChoices.choices.0.id");
    enters(&session, "T9_CHILDREN", "womens-centre", "YES").must_see("recordChoices.choices.0.id");
    assert_eq!(refusal(&enters(&session, "T9_CHILDREN", "womens-centre", "YES"), "recordChoices"), "FORM_USED", "each of them once");
    assert_eq!(refusal(&enters(&another, "T10_LEARN_WORK_MONEY", "womens-centre", "YES"), "recordChoices"), "FORM_USED", "in one talk");
    story.passes(TimeDelta::minutes(1));
    enters(&another, "T4_HOME", "northshire-leaving-care", "NO").must_see("recordChoices.choices.0.id");
    let used = enters(&another, "T10_LEARN_WORK_MONEY", "womens-centre", "YES");
    assert_eq!(refusal(&used, "recordChoices"), "FORM_USED", "a no does not make it the talk of the form");
}
