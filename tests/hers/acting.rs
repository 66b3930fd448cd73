//! What she does by her own sign-in: it works as if a worker had taken it, and never on anybody else.

use super::{change, holding::keep};
use crate::{
    choices::story::{Story, choice, does, records, refusal, says_yes_by_name, shows_goals_of_others, story, talks},
    feed::{Follower, council},
    support::{Answer, DemoHub},
};
use chrono::TimeDelta;
use serde_json::{Value, json};

const LIST: &str = "passedOn list { goesOn breaks hadIt { organisation } lookedBetween { organisation } }";
const STATEMENTS: &str = "SELECT COUNT(*) FROM consent_statement";

/// Batches of hers, in private and looked at again.
fn batch(choices: &[Value]) -> Value {
    json!({"method": "DIGITAL", "readBack": true, "private": true, "choices": choices})
}

/// Whether her personal adviser sees goals that others hold.
fn adviser_sees(story: &Story) -> bool {
    let seen = story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "id plans { goals { title } }");
    seen.must_see("person.id");
    shows_goals_of_others(&seen)
}

fn sentences(hub: &DemoHub, label: &str) -> (String, String) {
    let hers = hub.herself(label);
    (hers.asks("{ myChoices { answers { sentence } stops } }").text, hers.asks("{ whoLooked(first: 100) { looks { sentence } } }").text)
}

#[test]
fn her_own_stop_wins_at_once_is_told_to_whoever_had_it_and_stands_in_her_history() {
    let story = story();
    let council = council(&story);
    let mut follower = Follower::from_now(&council, "JOINT_PLANNING");
    assert!(adviser_sees(&story));
    let input = json!({"scope": {"topics": ["T2_PLAN_TEAM_RELEASE"]}, "sheWantsTheList": true, "idempotencyKey": "mine"});
    let stopped = does(&story.hub.herself("jas"), "stop", &input, LIST);
    assert_eq!(stopped.at("stop.passedOn"), &json!(true), "{}", stopped.text);
    assert!(stopped.at("stop.list.hadIt").to_string().contains("Northshire leaving care"), "{}", stopped.text);
    assert!(stopped.at("stop.list.goesOn").to_string().contains("prison offender manager can see"), "{}", stopped.text);
    assert!(!adviser_sees(&story));
    let told = follower.follows(&council);
    let stops: Vec<&Value> = told.iter().filter(|line| line["kind"] == "STOP_USING").collect();
    assert_eq!(stops.len(), 1, "{told:?}");
    assert!(stops[0]["fields"].to_string().contains("Goal.title") && stops[0]["due"] == "2026-11-25", "{told:?}");
    let (chose, looked) = sentences(&story.hub, "jas");
    assert!(chose.contains("On 23 November 2026 you said no yourself. Nobody may see"), "{chose}");
    assert!(chose.contains("we told Northshire leaving care to stop using"), "{chose}");
    assert!(looked.contains("You said stop yourself on 23 November 2026."), "{looked}");
    // Twice under one key is once; no key passes for another stop.
    let before = story.count(STATEMENTS);
    does(&story.hub.herself("jas"), "stop", &input, LIST).must_see("stop.list");
    let other = json!({"scope": {"all": true}, "idempotencyKey": "mine"});
    assert_eq!(does(&story.hub.herself("jas"), "stop", &other, LIST).code(), Some("INVALID_INPUT"));
    assert_eq!(story.count(STATEMENTS), before);
    // A worker's yes over it needs it by name, as over any no of hers.
    story.passes(TimeDelta::hours(1));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let yes = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES");
    let input = json!({"sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": true, "choices": [yes]});
    assert_eq!(refusal(&records(&ces, &input), "recordChoices"), "CONFLICT");
    assert!(!adviser_sees(&story));
}

#[test]
fn a_key_of_something_else_never_passes_for_a_stop_by_a_worker_either() {
    let story = story();
    let keyw = story.hub.worker("keyw-1");
    let stop = |scope: Value| json!({"personId": story.hub.id("jas"), "scope": scope, "idempotencyKey": "k"});
    does(&keyw, "stop", &stop(json!({"topics": ["T4_HOME"]})), LIST).must_see("stop.passedOn");
    let other = does(&keyw, "stop", &stop(json!({"all": true})), LIST);
    assert_eq!(other.code(), Some("INVALID_INPUT"), "{}", other.text);
    assert!(adviser_sees(&story), "nothing was stopped, and she was not told that it was");
}

#[test]
fn her_token_names_nobody_hers_or_anothers_or_a_workers_talk() {
    let story = story();
    let hub = &story.hub;
    let session = talks(&hub.worker("ces-1"), "A1001JN", "Jas", true);
    let before = story.count(STATEMENTS);
    let errors = |answer: &Answer| answer.json["errors"].clone();
    let stop = |more: Value| {
        let mut input = json!({"scope": {"all": true}});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        does(&hub.herself("em"), "stop", &input, LIST)
    };
    // Another's id, her own and one of nobody: the same.
    let anothers = stop(json!({"personId": hub.id("jas")}));
    assert_eq!((anothers.code(), &errors(&anothers)[0]["extensions"]["field"]), (Some("INVALID_INPUT"), &json!("personId")));
    for id in [hub.id("em"), "nobody-at-all"] {
        assert_eq!(errors(&stop(json!({"personId": id}))), errors(&anothers), "{id}");
    }
    let talk = stop(json!({"sessionId": session}));
    assert_eq!((talk.code(), &errors(&talk)), (Some("INVALID_INPUT"), &errors(&stop(json!({"sessionId": "no-talk"})))));
    for more in [
        json!({"reference": "A1001JN", "knownAs": "Jas"}),
        json!({"saidOn": story.now() - TimeDelta::days(1)}),
        json!({"method": "VERBAL_WITH_WORKER"}),
        json!({"scope": {"all": true, "topics": ["T4_HOME"]}}),
        json!({"scope": {"organisations": ["nowhere"]}}),
    ] {
        let refused = stop(more.clone());
        assert_eq!(refused.code(), Some("INVALID_INPUT"), "{more}: {}", refused.text);
    }
    let no = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "NO");
    for more in [json!({"sessionId": session}), json!({"capacityConcern": false}), json!({"method": "SIGNED"})] {
        let mut input = batch(std::slice::from_ref(&no));
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let refused = records(&hub.herself("em"), &input);
        assert_eq!(refused.code(), Some("INVALID_INPUT"), "{more}: {}", refused.text);
    }
    // What is a worker's stays a worker's, and what is hers hers.
    for (root, input, back) in [
        ("enrol", json!({"reference": "X-1", "knownAs": "Jas"}), "id"),
        (
            "noticeGiven",
            json!({"sessionId": session, "organisation": "hmp-northmoor", "version": "v", "format": "READ_ALOUD", "language": "en", "copyGiven": true}),
            "noticeId",
        ),
        ("receipt", json!({"sessionId": session}), "title"),
        ("requestToSee", json!({"personId": hub.id("jas"), "topic": "T4_HOME"}), "passedOn"),
    ] {
        let refused = does(&hub.herself("em"), root, &input, back);
        assert_eq!(refused.code(), Some("FORBIDDEN"), "{root}: {}", refused.text);
    }
    let ces = hub.worker("ces-1");
    let mut input = json!({"sessionId": session, "method": "DIGITAL", "readBack": true, "choices": [no]});
    assert_eq!(records(&ces, &input).code(), Some("INVALID_INPUT"), "a worker is not she");
    input["method"] = json!("VERBAL_WITH_WORKER");
    input["private"] = json!(true);
    assert_eq!(records(&ces, &input).code(), Some("INVALID_INPUT"), "a talk says itself whether it was private");
    assert_eq!(story.count(STATEMENTS), before);
    assert!(adviser_sees(&story));
}

#[test]
fn nobody_and_a_record_that_is_paused_stop_and_choose_nothing() {
    let hub = DemoHub::fresh();
    let acts = |hub: &DemoHub, actor: &crate::support::Actor<'_>| {
        let stop = does(actor, "stop", &json!({"scope": {"all": true}}), "passedOn");
        let chosen = records(actor, &batch(&[choice("T4_HOME", "northshire-leaving-care", "NO")]));
        let confirmed = does(actor, "confirmChoice", &json!({"choiceId": "x", "readBack": true, "private": true}), "refusal { code }");
        let codes = [stop, chosen, confirmed].map(|answer| answer.code().unwrap_or("none").to_owned());
        let id = hub.id("jas");
        let said = hub.wait_for(async {
            use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
            let hers = entity::consent_statement::Column::PersonId.eq(id);
            let day = entity::consent_statement::Column::TakenByAgency.eq("HERSELF");
            entity::consent_statement::Entity::find().filter(hers).filter(day).all(hub.loaded.hub.store.reader()).await.unwrap().len()
        });
        (codes, said)
    };
    let (her, nobody) = (hub.herself("jas"), hub.bearer(None));
    assert_eq!(acts(&hub, &nobody), (["UNAUTHENTICATED"; 3].map(str::to_owned), 0));
    change(&hub, &format!("UPDATE enrolment SET record_status = 'PAUSED' WHERE person_id = '{}'", hub.id("jas")));
    assert_eq!(acts(&hub, &her), (["NOT_FOUND"; 3].map(str::to_owned), 0));
    change(&hub, "DELETE FROM own_sign_in WHERE subject = 'jas'");
    assert_eq!(acts(&hub, &her), (["UNAUTHENTICATED"; 3].map(str::to_owned), 0));
}

#[test]
fn a_look_that_is_kept_from_her_is_not_told_by_her_own_stop_either() {
    let story = story();
    let hub = &story.hub;
    hub.worker("idva-1").asks_about("em", "JOINT_PLANNING", "knownAs plans { goals { title } }");
    hub.worker("ces-1").asks_about("em", "JOINT_PLANNING", "knownAs plans { goals { title } }");
    let looked = hub.herself("em").asks("{ whoLooked { looks { id sentence } } }");
    let looks = looked.at("whoLooked.looks").as_array().unwrap().clone();
    let look = looks.iter().find(|l| l["sentence"].as_str().unwrap().contains("abuse support")).unwrap();
    keep(hub, "idva-1", "com-1", &json!({"look": look["id"]}));
    let stopped = does(&hub.herself("em"), "stop", &json!({"scope": {"all": true}, "sheWantsTheList": true}), LIST);
    let had = stopped.at("stop.list.hadIt").to_string();
    assert!(had.contains("organisation"), "{}", stopped.text);
    stopped.never_says("Harbourlight");
    // She named it in answers of hers, and is told neither that it looked nor that it was told to stop.
    let (chose, looked) = sentences(hub, "em");
    assert!(!chose.contains("we told Harbourlight") && !looked.contains("Harbourlight"), "{chose} {looked}");
    assert!(chose.contains("we told The Lantern Women's Centre to stop"), "{chose}");
    // It was told to stop like everybody else.
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING' AND agency_id = 'abuse-service'";
    assert!(story.count(told) > 0, "the organisation is told whether or not she is");
}

#[test]
fn a_yes_she_gives_herself_waits_for_nobody_and_passes_the_other_guards() {
    let story = story();
    let hub = &story.hub;
    let jas = || hub.herself("jas");
    let care = choice("T3_CARE", "northshire-housing", "YES");
    let mut seen = batch(std::slice::from_ref(&care));
    seen["private"] = json!(false);
    assert_eq!(refusal(&records(&jas(), &seen), "recordChoices"), "NOT_PRIVATE");
    seen.as_object_mut().unwrap().remove("private");
    assert_eq!(refusal(&records(&jas(), &seen), "recordChoices"), "NOT_PRIVATE", "not said is not private");
    let mut unread = batch(std::slice::from_ref(&care));
    unread["readBack"] = json!(false);
    assert_eq!(refusal(&records(&jas(), &unread), "recordChoices"), "READ_BACK_NEEDED");
    let two = batch(&[choice("T9_CHILDREN", "northshire-leaving-care", "YES"), care.clone()]);
    assert_eq!(refusal(&records(&jas(), &two), "recordChoices"), "ASKED_ALONE");
    let group = records(&jas(), &batch(&[choice("T4_HOME", "health", "YES")]));
    assert_eq!(group.code(), Some("INVALID_INPUT"), "a group is never recorded");
    // Her own no stands against her own yes until she names it.
    does(&jas(), "stop", &json!({"scope": {"organisations": ["northshire-leaving-care"]}}), "passedOn").must_see("stop.passedOn");
    assert!(!adviser_sees(&story));
    story.passes(TimeDelta::minutes(5));
    let mut yes = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES");
    let against = records(&jas(), &batch(std::slice::from_ref(&yes)));
    assert_eq!(refusal(&against, "recordChoices"), "CONFLICT");
    let conflicts = against.at("recordChoices.conflicts").as_array().unwrap().clone();
    yes["replaces"] = conflicts.iter().map(|c| c["refusalId"].clone()).collect();
    let recorded = records(&jas(), &batch(std::slice::from_ref(&yes)));
    assert_eq!(recorded.at("recordChoices.choices.0.status"), &json!("LIVE"), "{}", recorded.text);
    assert!(adviser_sees(&story));
    let (chose, looked) = sentences(hub, "jas");
    assert!(chose.contains("you said yes yourself. Northshire leaving care can see"), "{chose}");
    assert!(looked.contains("You chose yourself what others see on"), "{looked}");
}

#[test]
fn she_says_herself_what_a_recipients_own_worker_heard_and_only_her_own() {
    let story = story();
    let hub = &story.hub;
    let wcw = hub.worker("wcw-1");
    let session = talks(&wcw, "WC-66", "Gail", true);
    let yes = says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES"));
    assert_eq!(yes.at("recordChoices.choices.0.status"), &json!("PROVISIONAL"), "{}", yes.text);
    let confirms = |label: &str, choice: &Value, more: Value| {
        let mut input = json!({"choiceId": choice, "readBack": true, "private": true});
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        does(&hub.herself(label), "confirmChoice", &input, "choice { status } refusal { code }")
    };
    let id = yes.at("recordChoices.choices.0.id").clone();
    let nothing = json!({});
    let anothers = confirms("em", &id, nothing.clone());
    assert_eq!(refusal(&anothers, "confirmChoice"), "NOTHING_TO_CONFIRM");
    assert_eq!(anothers.text, confirms("em", &json!("no-choice"), nothing.clone()).text, "as if it were not there");
    assert_eq!(refusal(&confirms("gail", &id, json!({"private": false})), "confirmChoice"), "NOT_PRIVATE");
    assert_eq!(refusal(&confirms("gail", &id, json!({"readBack": false})), "confirmChoice"), "READ_BACK_NEEDED");
    assert_eq!(confirms("gail", &id, json!({"sessionId": session})).code(), Some("INVALID_INPUT"));
    let heard = confirms("gail", &id, nothing.clone());
    assert_eq!(heard.at("confirmChoice.choice.status"), &json!("LIVE"), "{}", heard.text);
    assert_eq!(refusal(&confirms("gail", &id, nothing), "confirmChoice"), "NOTHING_TO_CONFIRM", "it is heard");
    let (chose, _) = sentences(hub, "gail");
    assert!(!chose.contains("does not count yet"), "{chose}");
}
