//! The guards of a yes, attacked through the API; and that nothing of a refused batch is kept.

use super::story::{choice, chooses, does, records, refusal, says_yes_by_name, story, talks};
use chrono::TimeDelta;
use serde_json::json;

const JAS: (&str, &str) = ("A1001JN", "Jas");

#[test]
fn a_first_meeting_is_small_and_a_refused_batch_leaves_nothing() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    does(&ces, "enrol", &json!({"reference": "WC-910", "knownAs": "Nia"}), "id").must_see("enrol.id");
    let session = talks(&ces, "WC-910", "Nia", true);
    let statements = "SELECT COUNT(*) FROM consent_statement WHERE topic = 'T4_HOME' AND entered_on >= '2026-11-23'";
    let before = story.count(statements);
    let early = chooses(&ces, &session, &[choice("T1_NAME_CONTACT", "womens-centre", "YES"), choice("T4_HOME", "womens-centre", "YES")]);
    assert_eq!(
        (refusal(&early, "recordChoices").as_str(), early.at("recordChoices.refusal.field")),
        ("FIRST_MEETING", &json!("choices[1]"))
    );
    assert_eq!(story.count(statements), before);
    chooses(&ces, &session, &[choice("T1_NAME_CONTACT", "womens-centre", "YES")]).must_see("recordChoices.choices.0.id");
    let trust = chooses(&ces, &session, &[choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")]);
    assert_eq!(refusal(&trust, "recordChoices"), "TOO_SOON", "never in the first 24 hours");
    chooses(&ces, &session, &[choice("T7_DRUGS_ALCOHOL", "womens-centre", "NO")]).must_see("recordChoices.choices.0.id");
    story.passes(TimeDelta::hours(25));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "WC-910", "Nia", true);
    let named = says_yes_by_name(&ces, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES"));
    assert_eq!(named.at("recordChoices.choices.0.status"), &json!("PROVISIONAL"), "by the recipient's own worker: {}", named.text);
    let stranger = chooses(&ces, &session, &[choice("T1_NAME_CONTACT", "work-coach", "YES")]);
    assert_eq!(refusal(&stranger, "recordChoices"), "NOT_ON_HER_TEAM");
}

#[test]
fn what_is_sensitive_is_asked_in_private_read_back_and_alone() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let open = talks(&ces, JAS.0, JAS.1, false);
    let loud = chooses(&ces, &open, &[choice("T5_HEALTH", "northshire-leaving-care", "YES")]);
    assert_eq!(refusal(&loud, "recordChoices"), "NOT_PRIVATE");
    chooses(&ces, &open, &[choice("T5_HEALTH", "northshire-leaving-care", "NO")]).must_see("recordChoices.choices.0.id");
    let session = talks(&ces, JAS.0, JAS.1, true);
    let input = |read_back: bool, choices: serde_json::Value| json!({"sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": read_back, "choices": choices});
    let unread = records(&ces, &input(false, json!([choice("T4_HOME", "northshire-leaving-care", "YES")])));
    assert_eq!(refusal(&unread, "recordChoices"), "READ_BACK_NEEDED");
    let pair = json!([choice("T9_CHILDREN", "northshire-leaving-care", "YES"), choice("T4_HOME", "northshire-leaving-care", "YES")]);
    assert_eq!(refusal(&records(&ces, &input(true, pair)), "recordChoices"), "ASKED_ALONE");
    let group = records(&ces, &input(true, json!([choice("T4_HOME", "health", "YES")])));
    assert_eq!(group.code(), Some("INVALID_INPUT"), "a group is never recorded");
    let both = json!([choice("T4_HOME", "northshire-leaving-care", "YES"), choice("T4_HOME", "northshire-leaving-care", "NO")]);
    assert_eq!(refusal(&records(&ces, &input(true, both)), "recordChoices"), "SAID_BOTH");
    let earlier = json!({
        "sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": true, "saidOn": story.now() - TimeDelta::days(2),
        "choices": [choice("T4_HOME", "northshire-leaving-care", "YES")],
    });
    assert_eq!(refusal(&records(&ces, &earlier), "recordChoices"), "FORM_NEEDED");
}

#[test]
fn a_provisional_yes_opens_nothing_until_somebody_elsewhere_hears_it() {
    let story = story();
    let seen = |story: &super::story::Story| {
        let answer = story.hub.worker("pa-1").asks_about("gail", "JOINT_PLANNING", "id");
        answer.code().map(str::to_owned)
    };
    assert_eq!(seen(&story), Some("NOT_FOUND".into()), "another woman");
    // The women's centre's own worker takes a yes about drugs for the women's centre.
    let wcw = story.hub.worker("wcw-1");
    let substance = |story: &super::story::Story| {
        story.hub.worker("wcw-1").asks_about("gail", "JOINT_PLANNING", "substanceUse { inTreatment recoveryGoal }").text
    };
    let nothing = substance(&story);
    let session = talks(&wcw, "WC-66", "Gail", true);
    let yes = says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES"));
    assert_eq!(yes.at("recordChoices.choices.0.status"), &json!("PROVISIONAL"), "{}", yes.text);
    let id = yes.at("recordChoices.choices.0.id").as_str().unwrap().to_owned();
    assert_eq!(substance(&story), nothing, "it opens nothing");
    let confirms = |worker: &str, reference: &str| {
        let actor = story.hub.worker(worker);
        let session = talks(&actor, reference, "Gail", true);
        let input = json!({"sessionId": session, "choiceId": id, "readBack": true});
        let answer = does(&actor, "confirmChoice", &input, "choice { status } refusal { code }");
        (refusal(&answer, "confirmChoice"), answer.at("confirmChoice.choice.status").clone())
    };
    assert_eq!(confirms("ces-1", "WC-66").0, "OWN_RECIPIENT", "a colleague is not elsewhere");
    assert_eq!(confirms("pom-1", "A1008GO").0, "OWN_RECIPIENT", "nor whoever decides about release");
    assert_eq!(confirms("keyw-1", "A1008GO"), (String::new(), json!("LIVE")));
    assert_eq!(confirms("daw-1", "SG-66").0, "NOTHING_TO_CONFIRM", "it is heard");
}

#[test]
fn an_unconfirmed_choice_lapses_after_four_weeks() {
    let story = story();
    let wcw = story.hub.worker("wcw-1");
    let session = talks(&wcw, "WC-66", "Gail", true);
    let yes = says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES"));
    let id = yes.at("recordChoices.choices.0.id").as_str().unwrap().to_owned();
    story.passes(TimeDelta::days(28));
    let keyw = story.hub.worker("keyw-1");
    let session = talks(&keyw, "A1008GO", "Gail", true);
    let input = json!({"sessionId": session, "choiceId": id, "readBack": true});
    let late = does(&keyw, "confirmChoice", &input, "choice { status } refusal { code }");
    assert_eq!(refusal(&late, "confirmChoice"), "NOTHING_TO_CONFIRM");
}

#[test]
fn a_yes_over_a_no_names_it_and_what_was_decided_is_decided_once() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, JAS.0, JAS.1, true);
    let no = json!({
        "sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": false, "idempotencyKey": "a",
        "choices": [choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "NO")],
    });
    let first = records(&ces, &no);
    let again = records(&ces, &no);
    assert_eq!(first.at("recordChoices.choices.0.id"), again.at("recordChoices.choices.0.id"), "sent again, recorded once");
    let yes = chooses(&ces, &session, &[choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES")]);
    assert_eq!(refusal(&yes, "recordChoices"), "CONFLICT");
    assert_eq!(yes.at("recordChoices.conflicts.0.refusalId"), first.at("recordChoices.choices.0.id"));
    yes.must_not_see("recordChoices.choices");
    let named = says_yes_by_name(&ces, &session, &choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES"));
    assert_eq!(named.at("recordChoices.choices.0.status"), &json!("LIVE"), "{}", named.text);
}

#[test]
fn what_an_interpreter_heard_needs_one_in_the_talk() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let choices = json!([choice("T4_HOME", "northshire-leaving-care", "YES")]);
    let interpreted =
        |session: &str| records(&ces, &json!({"sessionId": session, "method": "INTERPRETED", "readBack": true, "choices": choices}));
    let nobody = interpreted(&talks(&ces, JAS.0, JAS.1, true));
    assert_eq!(
        (refusal(&nobody, "recordChoices").as_str(), nobody.at("recordChoices.refusal.field")),
        ("INTERPRETER_NEEDED", &json!("method"))
    );
    let mut opening = super::story::opening(JAS.0, JAS.1, true);
    opening["interpreterRef"] = json!("NRPSI-40117");
    let talk = does(&ces, "openChoicesSession", &opening, "sessionId");
    let session = talk.at("openChoicesSession.sessionId").as_str().unwrap_or_else(|| panic!("{}", talk.text)).to_owned();
    let heard = interpreted(&session);
    assert!(heard.at("recordChoices.choices.0.id").is_string() || refusal(&heard, "recordChoices") == "CONFLICT", "{}", heard.text);
}
