//! Stop means stop: from any worker, at once, for all or a part, and for everybody who had it.

use super::story::{choice, chooses, does, refusal, says_yes_by_name, shows_goals_of_others, story, talks};
use crate::support::Answer;
use chrono::TimeDelta;
use serde_json::json;

const LIST: &str = "passedOn list { goesOn breaks hadIt { organisation } lookedBetween { organisation } }";

/// Fails unless goals that others hold are in the answer.
fn sees_goals(answer: &Answer) {
    assert!(shows_goals_of_others(answer), "must see goals: {}", answer.text);
}

/// Fails unless she is there without the goals that others hold.
fn sees_no_goals(answer: &Answer) {
    answer.must_see("person.id");
    assert!(!shows_goals_of_others(answer), "must not see goals: {}", answer.text);
}

const GOALS: &str = "id plans { goals { title } }";

#[test]
fn a_stop_by_any_worker_ends_what_the_next_question_would_have_seen() {
    let story = story();
    let pa = story.hub.worker("pa-1");
    let before = pa.asks_about("jas", "JOINT_PLANNING", GOALS);
    sees_goals(&before);
    let keyw = story.hub.worker("keyw-1");
    let input = json!({
        "sessionId": talks(&keyw, "A1001JN", "Jas", true), "sheWantsTheList": true,
        "scope": {"organisations": ["northshire-leaving-care"], "topics": ["T2_PLAN_TEAM_RELEASE"]},
    });
    let stopped = does(&keyw, "stop", &input, LIST);
    assert_eq!(stopped.at("stop.passedOn"), &json!(true), "{}", stopped.text);
    assert!(stopped.at("stop.list.hadIt").to_string().contains("Northshire leaving care"), "{}", stopped.text);
    assert!(stopped.at("stop.list.goesOn").to_string().contains("prison offender manager can see"), "{}", stopped.text);
    let after = pa.asks_about("jas", "JOINT_PLANNING", GOALS);
    sees_no_goals(&after);
    // She is asked to stop using it, which fields, and never why.
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING' AND agency_id = 'northshire-leaving-care' \
        AND CAST(fields AS TEXT) LIKE '%Goal.title%' AND due_on = '2026-11-25'";
    assert_eq!(story.count(told), 1);
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'"), 1, "and nobody else");
    // Others go on.
    sees_goals(&story.hub.worker("ces-1").asks_about("jas", "JOINT_PLANNING", GOALS));
}

#[test]
fn what_was_stopped_never_comes_back_but_by_a_yes_that_names_it() {
    let story = story();
    let pa = || story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS);
    let person = story.hub.id("jas").to_owned();
    does(&story.hub.worker("lha-1"), "stop", &json!({"personId": person, "scope": {"all": true}}), LIST);
    sees_no_goals(&pa());
    story.passes(TimeDelta::hours(1));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let yes = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES");
    assert_eq!(refusal(&chooses(&ces, &session, std::slice::from_ref(&yes)), "recordChoices"), "CONFLICT");
    sees_no_goals(&pa());
    // For a week only; when that yes is over, the one from before the stop is not alive again.
    let mut for_a_week = yes;
    for_a_week["endsOn"] = json!("2026-11-30");
    let named = says_yes_by_name(&ces, &session, &for_a_week);
    named.must_see("recordChoices.choices.0.id");
    sees_goals(&pa());
    // The stop still stands for everybody else.
    story
        .hub
        .worker("ces-1")
        .asks_about("jas", "JOINT_PLANNING", "id safeContact { preferredRoute }")
        .must_not_see("person.safeContact.preferredRoute");
    story.passes(TimeDelta::days(8));
    sees_no_goals(&pa());
}

#[test]
fn a_stop_by_typed_number_answers_the_same_whether_or_not_she_is_here() {
    let story = story();
    let stops = |worker: &str, reference: &str, name: &str| {
        let input = json!({"reference": reference, "knownAs": name, "scope": {"all": true}, "sheWantsTheList": true});
        does(&story.hub.worker(worker), "stop", &input, LIST).text
    };
    let here = stops("daw-1", "A1001JN", "Jas");
    assert_eq!(here, stops("daw-1", "A9999XX", "Jas"));
    assert_eq!(here, stops("daw-1", "A1001JN", "Somebody"));
    let unknown = json!({"personId": "nobody-at-all", "scope": {"all": true}, "sheWantsTheList": true});
    assert_eq!(here, does(&story.hub.worker("daw-1"), "stop", &unknown, LIST).text);
    let not_theirs = json!({"personId": story.hub.id("jas"), "scope": {"all": true}, "sheWantsTheList": true});
    let before = story.count("SELECT COUNT(*) FROM consent_statement");
    assert_eq!(here, does(&story.hub.worker("daw-1"), "stop", &not_theirs, LIST).text);
    assert_eq!(story.count("SELECT COUNT(*) FROM consent_statement"), before, "by an id alone nobody stops for her");
    // It did stop.
    sees_no_goals(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS));
    let scope = json!({"personId": story.hub.id("jas"), "scope": {"all": true, "topics": ["T4_HOME"]}});
    assert_eq!(does(&story.hub.worker("pa-1"), "stop", &scope, LIST).code(), Some("INVALID_INPUT"));
    assert_eq!(does(&story.hub.worker("dpo-1"), "stop", &not_theirs, LIST).code(), Some("FORBIDDEN"));
}

#[test]
fn a_stop_entered_late_lists_who_looked_meanwhile() {
    let story = story();
    let pa = story.hub.worker("pa-1");
    let said = story.now();
    story.passes(TimeDelta::hours(3));
    sees_goals(&pa.asks_about("jas", "JOINT_PLANNING", GOALS));
    story.passes(TimeDelta::hours(3));
    let keyw = story.hub.worker("keyw-1");
    let input = json!({
        "sessionId": talks(&keyw, "A1001JN", "Jas", true), "saidOn": said, "sheWantsTheList": true, "method": "SIGNED",
        "scope": {"topics": ["T2_PLAN_TEAM_RELEASE"]},
    });
    let stopped = does(&keyw, "stop", &input, LIST);
    assert_eq!(stopped.at("stop.list.lookedBetween"), &json!([{"organisation": "Northshire leaving care"}]), "{}", stopped.text);
    let ahead = json!({"personId": story.hub.id("jas"), "saidOn": story.now() + TimeDelta::hours(1), "scope": {"all": true}});
    assert_eq!(does(&story.hub.worker("keyw-1"), "stop", &ahead, LIST).code(), Some("INVALID_INPUT"));
}

#[test]
fn a_list_for_who_passes_a_stop_on_is_no_window_on_her_team() {
    let story = story();
    story.hub.worker("idva-1").asks_about("em", "JOINT_PLANNING", "domesticAbuse { safetyNote }");
    let landlord = story.hub.worker("hpw-1");
    for person in ["abuse-service/nobody-here", "abuse-service/idva-1", "recovery-service/daw-1"] {
        let input = json!({"personId": story.hub.id("em"), "sheWantsTheList": true, "scope": {"people": [person]}});
        let stopped = does(&landlord, "stop", &input, LIST);
        assert_eq!(stopped.at("stop.passedOn"), &json!(true), "{}", stopped.text);
        for word in ["Harbourlight", "probation", "prison", "release", "personal adviser"] {
            stopped.never_says(word);
        }
    }
}

#[test]
fn a_talk_that_is_over_is_no_window_either() {
    let story = story();
    let em = story.hub.id("em").to_owned();
    let request = json!({"personId": em, "topic": "T8_HURT_OR_CONTROL"});
    does(&story.hub.worker("idva-1"), "requestToSee", &request, "passedOn");
    let landlord = story.hub.worker("hpw-1");
    let session = talks(&landlord, "RH-31", "Em", true);
    let waiting =
        || landlord.asks(&format!("{{ choicesSession(id: \"{session}\") {{ requests {{ topic organisation }} toConfirm {{ id }} }} }}"));
    waiting().never_says("abuse-service").never_says("T8_HURT");
    assert!(waiting().at("choicesSession.requests").is_array(), "{}", waiting().text);
    does(&landlord, "closeChoicesSession", &json!({"sessionId": session}), "done");
    assert_eq!(waiting().code(), Some("NOT_FOUND"), "a talk that was closed");
}

#[test]
fn no_cover_outlasts_the_place_it_covers_and_nobody_covers_for_himself() {
    let story = story();
    let jas = story.hub.id("jas").to_owned();
    let colleague = story.hub.actor("northshire-leaving-care", connections_hub::vocabulary::Role::Pa, "pa-7");
    let covers = |by: &crate::support::Actor<'_>, worker: &str, days: i64| {
        let input = json!({"personId": jas, "worker": worker, "until": story.now() + TimeDelta::days(days)});
        does(by, "coverFor", &input, "placeId")
    };
    let pa = story.hub.worker("pa-1");
    assert_eq!(covers(&pa, "pa-1", 1).code(), Some("INVALID_INPUT"), "for oneself");
    covers(&pa, "pa-7", 2).must_see("coverFor.placeId");
    assert_eq!(covers(&colleague, "pa-7", 80).code(), Some("INVALID_INPUT"), "a cover that covers itself");
    assert_eq!(covers(&colleague, "pa-8", 80).code(), Some("INVALID_INPUT"), "a cover that hands it on for longer");
    colleague.asks_about("jas", "JOINT_PLANNING", "id").must_see("person.id");
    let leave = json!({"personId": jas, "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-1", "reason": "ROLE_ENDED"});
    does(&pa, "endMembership", &leave, "done");
    assert_eq!(colleague.asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"), "a cover ends with the place it covers");
}

#[test]
fn she_stops_one_person_and_the_colleagues_go_on() {
    let story = story();
    let scope = json!({"personId": story.hub.id("jas"), "scope": {"people": ["northshire-leaving-care/pa-1"]}});
    does(&story.hub.worker("ces-1"), "stop", &scope, LIST);
    sees_no_goals(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS));
    let cover = json!({"personId": story.hub.id("jas"), "worker": "pa-7", "until": story.now() + TimeDelta::days(1)});
    does(&story.hub.worker("pa-1"), "coverFor", &cover, "placeId").must_see("coverFor.placeId");
    let colleague = story.hub.actor("northshire-leaving-care", connections_hub::vocabulary::Role::Pa, "pa-7");
    sees_goals(&colleague.asks_about("jas", "JOINT_PLANNING", GOALS));
}

#[test]
fn a_stop_passes_by_whom_she_has_blocked_and_while_her_record_is_closed() {
    let story = story();
    let pa = || story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS);
    let keyw = story.hub.worker("keyw-1");
    let input = json!({"reference": "A1001JN", "knownAs": "Jas", "scope": {"all": true}, "sheWantsTheList": true});
    let unheard =
        does(&keyw, "stop", &json!({"reference": "A9999XX", "knownAs": "Jas", "scope": {"all": true}, "sheWantsTheList": true}), LIST);
    let ces = story.hub.worker("ces-1");
    let block = json!({"sessionId": talks(&ces, "A1001JN", "Jas", true), "worker": "hmp-northmoor/*"});
    does(&ces, "blockWorker", &block, "done").must_see("blockWorker.done");
    sees_goals(&pa());
    assert_eq!(does(&keyw, "stop", &input, LIST).text, unheard.text, "nothing of her is told to whom she blocked");
    sees_no_goals(&pa());
    let stops = "SELECT COUNT(*) FROM consent_statement WHERE decision = 'NO' AND taken_by_agency = 'hmp-northmoor'";
    assert_eq!(story.count(stops), 1);
    // By her team, blocked meanwhile; and while her record answers as unknown.
    let by_id = json!({"personId": story.hub.id("jas"), "scope": {"all": true}, "sheWantsTheList": true});
    assert_eq!(does(&keyw, "stop", &by_id, LIST).text, unheard.text);
    assert_eq!(story.count(stops), 2);
    story.runs(&format!("UPDATE enrolment SET record_status = 'PAUSED' WHERE person_id = '{}'", story.hub.id("jas")));
    assert_eq!(does(&keyw, "stop", &input, LIST).text, unheard.text);
    assert_eq!(story.count(stops), 3);
    assert_eq!(does(&story.hub.worker("ete-1"), "stop", &by_id, LIST).text, unheard.text);
    assert_eq!(story.count("SELECT COUNT(*) FROM consent_statement WHERE taken_by_agency = 'ete-provider'"), 0, "by an id alone nobody");
}

#[test]
fn a_stop_that_names_everybody_there_reaches_everybody_there() {
    let story = story();
    let scope = |people: &str| json!({"personId": story.hub.id("jas"), "scope": {"people": [people]}});
    for nobody in ["northshire-leaving-care/pa 1", "northshire-leaving-care/", "northshire-leaving-care", "nowhere/*"] {
        assert_eq!(does(&story.hub.worker("ces-1"), "stop", &scope(nobody), LIST).code(), Some("INVALID_INPUT"), "{nobody}");
    }
    sees_goals(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS));
    does(&story.hub.worker("ces-1"), "stop", &scope("northshire-leaving-care/*"), LIST).must_see("stop.passedOn");
    sees_no_goals(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", GOALS));
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING' AND agency_id = 'northshire-leaving-care'"), 1);
}

#[test]
fn a_cover_of_a_cover_ends_with_the_place_that_both_rest_on() {
    let story = story();
    let jas = story.hub.id("jas").to_owned();
    let colleague = |worker: &str| story.hub.actor("northshire-leaving-care", connections_hub::vocabulary::Role::Pa, worker);
    let covers = |by: &str, worker: &str| {
        let input = json!({"personId": jas, "worker": worker, "until": story.now() + TimeDelta::days(2)});
        does(&colleague(by), "coverFor", &input, "placeId").must_see("coverFor.placeId");
    };
    covers("pa-1", "pa-7");
    covers("pa-7", "pa-8");
    covers("pa-8", "pa-9");
    colleague("pa-9").asks_about("jas", "JOINT_PLANNING", "id").must_see("person.id");
    let leave = json!({"personId": jas, "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-1", "reason": "HER_CHOICE"});
    does(&story.hub.worker("ces-1"), "endMembership", &leave, "done").must_see("endMembership.done");
    for worker in ["pa-1", "pa-7", "pa-8", "pa-9"] {
        assert_eq!(colleague(worker).asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"), "{worker}");
    }
}

#[test]
fn a_yes_to_one_worker_ends_when_that_worker_leaves() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let mut yes = choice("T10_LEARN_WORK_MONEY", "northshire-leaving-care", "YES");
    yes["worker"] = json!("pa-1");
    says_yes_by_name(&ces, &session, &yes).must_see("recordChoices.choices.0.id");
    let mut all = choice("T4_HOME", "northshire-leaving-care", "YES");
    all["role"] = json!("PA");
    says_yes_by_name(&ces, &session, &all).must_see("recordChoices.choices.0.id");
    let open = |topic: &str| {
        let today = story.now().date_naive();
        story.count(&format!(
            "SELECT COUNT(*) FROM consent_statement WHERE topic = '{topic}' AND session = '{session}' AND ends_on >= '{today}'"
        ))
    };
    assert_eq!((open("T10_LEARN_WORK_MONEY"), open("T4_HOME")), (1, 1));
    let leave = json!({
        "personId": story.hub.id("jas"), "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-1", "reason": "ROLE_ENDED",
    });
    does(&ces, "endMembership", &leave, "done").must_see("endMembership.done");
    assert_eq!((open("T10_LEARN_WORK_MONEY"), open("T4_HOME")), (0, 1), "what was for the whole team goes on");
}
