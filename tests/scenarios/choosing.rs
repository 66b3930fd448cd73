//! SC05, SC06, SC26 and SC28 as she and those around her live them through the API, and what `domain.md` D3 and D4 promise her.

use super::asking::never_learns;
use crate::{
    choices::story::{Story, choice, chooses, does, refusal, says_yes_by_name, story, talks},
    feed::{Follower, lines, page, told},
    support::{Actor, Answer},
};
use chrono::TimeDelta;
use connections_hub::choices::sweep;
use serde_json::{Value, json};

/// A line as an agency's own system sends it.
fn line(story: &Story, entity: &str, reference: &str, person: &str, fields: &Value) -> Value {
    json!({"entity": entity, "ref": reference, "person": person, "recordedAt": story.now(), "fields": fields})
}

#[test]
fn sc05_where_she_lives_is_told_by_name_of_field_to_those_who_may_read_it_and_to_nobody_else() {
    let story = story();
    let worker = |id: &str| story.hub.worker(id);
    let readers = ["pa-1", "wcw-1", "ces-1"];
    let others = ["ete-1", "hpw-1", "lha-1", "lha-2", "keyw-1"];
    let mut follow: Vec<_> = readers.iter().chain(&others).map(|id| (*id, Follower::from_now(&worker(id), "JOINT_PLANNING"))).collect();
    let fields = json!({"contactRoute": "Ring the garden gate twice", "area": "Quince Hill"});
    story.passes(TimeDelta::hours(1));
    story.sends("probation-northshire", &[line(&story, "Address", "X100002-addr-sister", "X100002", &fields)]);
    let mut told_to = Vec::new();
    for (id, follower) in &mut follow {
        let read = follower.follows(&worker(id));
        let text = json!(read).to_string();
        assert!(!text.contains("Quince") && !text.contains("garden"), "a line points and holds no value: {text}");
        told_to.extend((!read.is_empty()).then_some(*id));
        // Whoever is told may read it, and whoever may read it is told.
        let answer = worker(id).asks_about("em", "JOINT_PLANNING", "addresses { area contactRoute }");
        let sees = answer.text.contains("Quince Hill") || answer.text.contains("garden gate");
        assert_eq!(sees, !read.is_empty(), "{id}: {} {text}", answer.text);
    }
    assert!(!told_to.is_empty(), "somebody may read it, or this test could not fail");
    assert!(told_to.iter().all(|id| readers.contains(id)), "{told_to:?}");
    never_learns(&others.map(worker), "em", &["Ring the garden gate twice"], &[]);
}

#[test]
fn sc06_the_sentence_ends_and_with_it_what_she_said_to_prison_and_probation() {
    let story = story();
    let worker = |id: &str| story.hub.worker(id);
    let plan = |id: &str| worker(id).asks_about("jas", "JOINT_PLANNING", "id plans { goals { title } }");
    // Her licence ends in three weeks.
    let last = json!({"sentenceEndsOn": "2026-12-14", "licenceEndsOn": "2026-12-14"});
    story.sends("hmp-northmoor", &[line(&story, "CustodyStatus", "A1001JN-custody", "A1001JN", &last)]);
    let last = json!({"licenceEndsOn": "2026-12-14"});
    story.sends("probation-northshire", &[line(&story, "CustodyStatus", "X100001-custody", "X100001", &last)]);
    let ces = worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let yes = |to: &str| says_yes_by_name(&ces, &session, &choice("T2_PLAN_TEAM_RELEASE", to, "YES"));
    yes("probation-northshire").must_see("recordChoices.choices.0.id");
    yes("womens-centre").must_see("recordChoices.choices.0.id");
    let ends = "SELECT COUNT(*) FROM consent_statement WHERE end_event = 'SENTENCE_END' AND ends_on = '2026-12-14'";
    assert_eq!(story.count(ends), 1, "the yes to probation ends with it, the other does not");
    let tasks = worker("com-1").asks("{ worklist { tasks { personId kind due } } }");
    assert!(tasks.text.contains("CHOICE_ENDING"), "28 days before, whoever leads is asked to look at it: {}", tasks.text);

    story.passes(TimeDelta::days(21));
    plan("com-1").must_see("person.id");
    let ces = |story: &Story| story.hub.worker("ces-1").asks_about("jas", "JOINT_PLANNING", "id plans { goals { title } }");
    story.passes(TimeDelta::days(1));
    for id in ["com-1", "pom-1", "reset-1", "keyw-1"] {
        assert_eq!(plan(id).code(), Some("NOT_FOUND"), "{id}: from the next day");
    }
    ces(&story).must_see("person.plans");
    let before = ces(&story).text;
    // The sweep writes down what is over already, and tells them that they have left; nothing changes for those who stay.
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap();
    assert_eq!(story.count(&format!("{ends} AND status = 'EXPIRED'")), 1);
    let left = lines(&page(
        &story.hub.actor("probation-northshire", connections_hub::vocabulary::Role::Com, "com-1"),
        "JOINT_PLANNING",
        None,
        100,
    ));
    assert_eq!(left, [json!(null); 0], "whoever begins anew has no copy to take anything out of");
    let reasons = "SELECT COUNT(*) FROM membership WHERE state = 'ENDED' AND end_reason = 'SENTENCE_ENDED' AND agency_id IN \
                   ('probation-northshire', 'hmp-northmoor')";
    assert!(story.count(reasons) >= 4);
    assert_eq!(ces(&story).text, before);
}

#[test]
fn sc06_a_sentence_that_ended_early_brings_nothing_back_with_the_next_one() {
    let story = story();
    let safety = || story.hub.worker("com-1").asks_about("jas", "SUPERVISION", "id plans { goals { title } }");
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    says_yes_by_name(&ces, &session, &choice("T2_PLAN_TEAM_RELEASE", "probation-northshire", "YES")).must_see("recordChoices.choices.0.id");
    safety().must_see("person.id");
    let says = |status: &str| {
        story.passes(TimeDelta::hours(1));
        story
            .sends("probation-northshire", &[line(&story, "CustodyStatus", "X100001-custody", "X100001", &json!({"legalStatus": status}))]);
        story.sends("hmp-northmoor", &[line(&story, "CustodyStatus", "A1001JN-custody", "A1001JN", &json!({"legalStatus": status}))]);
    };
    says("SENTENCE_ENDED");
    assert_eq!(safety().code(), Some("NOT_FOUND"));
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap();
    says("COMMUNITY_SENTENCE");
    assert_eq!(safety().code(), Some("NOT_FOUND"), "the old place does not come back");
    let live = "SELECT COUNT(*) FROM consent_statement WHERE decision = 'YES' AND status = 'LIVE' AND ends_on >= '2026-11-23' AND id IN \
                (SELECT statement_id FROM consent_recipient WHERE agency_id = 'probation-northshire') AND id NOT IN \
                (SELECT statement_id FROM consent_recipient WHERE agency_id <> 'probation-northshire')";
    let hers = format!("{live} AND person_id = '{}'", story.hub.id("jas"));
    assert_eq!(story.count(&hers), 0, "nor does her yes");
    let told = story.hub.herself("jas").asks("{ myChoices { answers { sentence } } }");
    assert!(told.text.contains("It has ended") && !told.text.contains("took it back"), "she took nothing back: {}", told.text);
}

#[test]
fn sc26_the_feed_sets_none_of_the_three_apart() {
    let story = story();
    let landlord = || story.hub.worker("hpw-1");
    let mut follower = Follower::from_now(&landlord(), "HOUSING_REFERRAL");
    let quiet = page(&landlord(), "HOUSING_REFERRAL", follower.cursor.as_deref(), 100);
    // What is written down of the first and the third is kept from the landlord, of one by her no, of the other by its holder's rule.
    let safety = |story: &Story, person: &str| {
        line(story, "DomesticAbuse", &format!("{person}-abuse"), person, &json!({"safetyNote": "Two rings."}))
    };
    let sent = [("abuse-service", "HL-81"), ("abuse-service", "HL-83")];
    for (agency, person) in sent {
        story.passes(TimeDelta::minutes(5));
        story.sends(agency, &[safety(&story, person)]);
        let after = page(&landlord(), "HOUSING_REFERRAL", follower.cursor.as_deref(), 100);
        assert_eq!((after.at("changes.changes"), after.text.len()), (quiet.at("changes.changes"), quiet.text.len()), "{person}");
    }
    assert_eq!(follower.follows(&landlord()), [json!(null); 0]);
}

/// Gail, who tells her key worker that the women's centre shall no longer see one thing.
fn gail(story: &Story) -> Answer {
    story.hub.worker("wcw-1").asks_about("gail", "JOINT_PLANNING", "id substanceUse { inTreatment }")
}

#[test]
fn sc28_she_tells_her_key_worker_to_stop_and_the_womens_centre_stops() {
    let story = story();
    let keyw = || story.hub.worker("keyw-1");
    let session = talks(&keyw(), "A1008GO", "Gail", true);
    says_yes_by_name(&keyw(), &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")).must_see("recordChoices.choices.0.id");
    gail(&story).must_see("person.substanceUse.inTreatment");
    let mut follower = Follower::from_now(&story.hub.worker("wcw-1"), "JOINT_PLANNING");
    let stop = |said: Option<Value>| {
        let input = json!({
            "sessionId": talks(&keyw(), "A1008GO", "Gail", true), "sheWantsTheList": true, "saidOn": said, "method": if said.is_some() { "SIGNED" } else { "VERBAL_WITH_WORKER" },
            "scope": {"organisations": ["womens-centre"], "topics": ["T7_DRUGS_ALCOHOL"]},
        });
        does(&keyw(), "stop", &input, "list { stoppedOn lookedBetween { organisation } }")
    };
    stop(None).must_see("stop.list.stoppedOn");
    gail(&story).must_see("person.id").must_not_see("person.substanceUse.inTreatment");
    let read = follower.follows(&story.hub.worker("wcw-1"));
    let stops = told(&read);
    assert_eq!(stops.len(), 1, "{read:?}");
    assert!(stops[0].0 == "STOP_USING" && stops[0].1.contains(&"SubstanceUse.inTreatment".to_owned()), "{stops:?}");
    let text = json!(read).to_string();
    assert!(!text.contains("T7") && !text.contains("keyw") && !text.contains("hmp-northmoor"), "no reason, no topic, nobody else: {text}");

    // On paper it counts from when she said it, and who looked meanwhile is listed.
    story.passes(TimeDelta::hours(1));
    let session = talks(&keyw(), "A1008GO", "Gail", true);
    says_yes_by_name(&keyw(), &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")).must_see("recordChoices.choices.0.id");
    story.passes(TimeDelta::hours(1));
    let said = story.now();
    story.passes(TimeDelta::hours(1));
    gail(&story).must_see("person.substanceUse.inTreatment");
    story.passes(TimeDelta::hours(1));
    let late = stop(Some(json!(said)));
    assert_eq!(late.at("stop.list.lookedBetween"), &json!([{"organisation": "The Lantern Women's Centre"}]), "{}", late.text);
    gail(&story).must_not_see("person.substanceUse.inTreatment");
    let withdrawn = format!(
        "SELECT COUNT(*) FROM consent_statement WHERE person_id = '{}' AND status = 'WITHDRAWN' AND withdrawn_on < said_on",
        story.hub.id("gail")
    );
    assert_eq!(story.count(&withdrawn), 0, "a yes is never withdrawn before it was said");
}

#[test]
fn d3_small_steps_in_private_read_back_and_nobody_alone() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    does(&ces, "enrol", &json!({"reference": "WC-88", "knownAs": "Nia"}), "id").must_see("enrol.id");
    let talk = |actor: &Actor<'_>, private: bool| talks(actor, "WC-88", "Nia", private);
    let session = talk(&ces, true);
    for (organisation, role) in [("northshire-leaving-care", "PA"), ("northshire-housing", "LHA")] {
        let input = json!({"sessionId": session, "organisation": organisation, "role": role, "herYes": true});
        does(&ces, "inviteAgency", &input, "placeId").must_see("inviteAgency.placeId");
    }
    let yes = |topic: &str, to: &str| choice(topic, to, "YES");
    let refused = |answer: Answer| refusal(&answer, "recordChoices");
    // The first meeting is small, and never about what is hard to say.
    let too_much = chooses(&ces, &session, &[yes("T4_HOME", "northshire-housing")]);
    assert_eq!(refused(too_much), "FIRST_MEETING");
    chooses(&ces, &session, &[yes("T1_NAME_CONTACT", "northshire-leaving-care")]).must_see("recordChoices.choices.0.id");
    assert_eq!(refused(chooses(&ces, &session, &[yes("T6_SAFE_WHEN_LOW", "northshire-leaving-care")])), "TOO_SOON");
    story.passes(TimeDelta::hours(25));
    let ces = story.hub.worker("ces-1");
    let shared = talk(&ces, false);
    assert_eq!(refused(chooses(&ces, &shared, &[yes("T6_SAFE_WHEN_LOW", "northshire-leaving-care")])), "NOT_PRIVATE");
    chooses(&ces, &shared, &[choice("T6_SAFE_WHEN_LOW", "northshire-leaving-care", "NO")]).must_see("recordChoices.choices.0.id");
    // Her children are one question with one answer.
    let session = talk(&ces, true);
    let both = [yes("T9_CHILDREN", "northshire-leaving-care"), yes("T1_NAME_CONTACT", "northshire-housing")];
    assert_eq!(refused(chooses(&ces, &session, &both)), "ASKED_ALONE");
    // A yes over a no is a conflict until it names it.
    let over = chooses(&ces, &session, &[yes("T6_SAFE_WHEN_LOW", "northshire-leaving-care")]);
    assert_eq!(refused(over), "CONFLICT");
    says_yes_by_name(&ces, &session, &yes("T6_SAFE_WHEN_LOW", "northshire-leaving-care")).must_see("recordChoices.choices.0.id");
    let unread = json!({
        "sessionId": session, "method": "VERBAL_WITH_WORKER", "readBack": false, "choices": [yes("T10_LEARN_WORK_MONEY", "northshire-leaving-care")],
    });
    assert_eq!(refused(crate::choices::story::records(&ces, &unread)), "READ_BACK_NEEDED");
    // Her own organisation gains: the yes waits for another ear.
    let own = chooses(&ces, &session, &[yes("T6_SAFE_WHEN_LOW", "womens-centre")]);
    assert_eq!(own.at("recordChoices.choices.0.status"), "PROVISIONAL", "{}", own.text);
}

#[test]
fn d4_ask_me_each_time_is_a_no_until_she_is_asked_and_silence_is_a_no() {
    let story = story();
    let goals = |story: &Story| {
        crate::choices::story::shows_goals_of_others(&story.hub.worker("pa-1").asks_about(
            "jas",
            "JOINT_PLANNING",
            "plans { goals { title } }",
        ))
    };
    assert!(goals(&story));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let ask_me = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "ASK_ME_EACH_TIME");
    chooses(&ces, &session, &[ask_me]).must_see("recordChoices.choices.0.id");
    assert!(!goals(&story), "an answer that has to be asked for is a no until then");
    let asks = |person: &str| {
        does(&story.hub.worker("pa-1"), "requestToSee", &json!({"personId": person, "topic": "T2_PLAN_TEAM_RELEASE"}), "passedOn").text
    };
    assert_eq!(asks(story.hub.id("jas")), asks("nobody-at-all"), "passed on, whoever it is");
    let tasks = story.hub.worker("ces-1").asks("{ worklist { tasks { personId kind } } }");
    assert!(tasks.text.contains("ASK_HER"), "{}", tasks.text);
    story.passes(TimeDelta::days(8));
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap();
    assert_eq!(story.count("SELECT COUNT(*) FROM sight_request WHERE answered_at IS NULL"), 0, "seven days of silence are a no");
    assert!(!goals(&story));
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    says_yes_by_name(&ces, &session, &choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES"))
        .must_see("recordChoices.choices.0.id");
    assert!(goals(&story), "she was asked, and said yes");
    // For a year at most; then it is as if she had never been asked.
    story.passes(TimeDelta::days(366));
    assert!(!goals(&story));
}
