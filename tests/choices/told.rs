//! Who is told of what she changes: those whom it concerns, and nobody else.

use super::story::{Story, choice, chooses, does, says_yes_by_name, story, talks};
use chrono::TimeDelta;
use connections_hub::choices::sweep;
use serde_json::json;

/// How much news of a kind there is, as far as it fits.
fn told(story: &Story, kind: &str, and: &str) -> i64 {
    story.count(&format!("SELECT COUNT(*) FROM outbox WHERE kind = '{kind}' AND {and}"))
}

fn sweeps(story: &Story) -> sweep::Swept {
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap()
}

#[test]
fn the_old_prison_has_left_a_day_after_the_move_and_not_before() {
    let story = story();
    let gail = story.hub.id("gail").to_owned();
    story.runs(&format!(
        "INSERT INTO membership (id, person_id, agency_id, role, worker, state, \"from\") \
         VALUES ('old', '{gail}', 'hmp-old', 'POM', 'pom-1', 'LIVE', '2026-01-01T00:00:00+00:00')"
    ));
    let input = json!({"personId": gail, "toPrison": "hmp-northmoor", "movedAt": story.now()});
    does(&story.hub.worker("com-1"), "recordMove", &input, "placeId").must_see("recordMove.placeId");
    let left = || told(&story, "LEFT", "agency_id = 'hmp-old'");
    assert_eq!(left(), 0, "they stay for a day");
    story.passes(TimeDelta::hours(23));
    sweeps(&story);
    assert_eq!(left(), 0);
    story.passes(TimeDelta::hours(2));
    assert!(sweeps(&story).places >= 1);
    assert_eq!((left(), story.count("SELECT COUNT(*) FROM membership WHERE id = 'old' AND state = 'ENDED'")), (1, 1));
    assert_eq!(sweeps(&story).places, 0, "once");
    assert_eq!(left(), 1);
}

#[test]
fn a_cover_that_is_over_has_left_and_several_hubs_write_it_down_once() {
    let story = story();
    let cover = json!({"personId": story.hub.id("jas"), "worker": "pa-7", "until": story.now() + TimeDelta::days(1)});
    does(&story.hub.worker("pa-1"), "coverFor", &cover, "placeId").must_see("coverFor.placeId");
    sweeps(&story);
    let left = || told(&story, "LEFT", "only_worker = 'pa-7'");
    assert_eq!(left(), 0);
    story.passes(TimeDelta::days(2));
    let hub = &story.hub.loaded.hub;
    let rounds = story.hub.wait_for(async { tokio::join!(sweep::round(hub), sweep::round(hub), sweep::round(hub)) });
    let places = [rounds.0.unwrap(), rounds.1.unwrap(), rounds.2.unwrap()].map(|swept| swept.places);
    assert_eq!((left(), places.iter().sum::<usize>()), (1, 1), "{places:?}");
}

#[test]
fn stopping_one_worker_concerns_nobody_who_is_not_named() {
    let story = story();
    let (pa, person) = (story.hub.worker("pa-1"), story.hub.id("jas").to_owned());
    let cover = json!({"personId": person, "worker": "pa-7", "until": story.now() + TimeDelta::days(9)});
    does(&pa, "coverFor", &cover, "placeId").must_see("coverFor.placeId");
    let colleague = story.hub.actor("northshire-leaving-care", connections_hub::vocabulary::Role::Pa, "pa-7");
    let stops = |worker: &str| {
        let input = json!({
            "personId": person, "sheWantsTheList": true, "scope": {"people": [format!("northshire-leaving-care/{worker}")]},
        });
        does(&story.hub.worker("ces-1"), "stop", &input, "list { hadIt { organisation } }")
    };
    colleague.asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }");
    let unread = stops("pa-1");
    assert_eq!(unread.at("stop.list.hadIt"), &json!([]), "only the colleague looked");
    assert_eq!(told(&story, "STOP_USING", "TRUE"), 0);
    let read = stops("pa-7");
    assert_eq!(read.at("stop.list.hadIt"), &json!([{"organisation": "Northshire leaving care"}]), "{}", read.text);
    assert_eq!(told(&story, "STOP_USING", "only_worker = 'pa-7' AND CAST(workers AS TEXT) = '[\"pa-7\"]'"), 1);
    assert_eq!(told(&story, "STOP_USING", "TRUE"), 1);
}

#[test]
fn a_system_looks_for_every_worker_and_is_told_of_each_stop() {
    let story = story();
    let system = story.hub.actor("northshire-leaving-care", connections_hub::vocabulary::Role::Pa, "leaving-care-system");
    system.asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    let input = json!({"personId": story.hub.id("jas"), "scope": {"people": ["northshire-leaving-care/pa-1"]}});
    does(&story.hub.worker("ces-1"), "stop", &input, "passedOn");
    assert_eq!(told(&story, "STOP_USING", "only_worker = 'pa-1' AND workers IS NULL"), 1);
}

#[test]
fn whom_she_blocks_is_told_to_stop_using_what_he_had_and_not_why() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    let session = talks(&ces, "A1001JN", "Jas", true);
    let block = |worker: &str| does(&ces, "blockWorker", &json!({"sessionId": session, "worker": worker}), "done");
    block("northshire-leaving-care/pa-2");
    assert_eq!(told(&story, "STOP_USING", "TRUE"), 0, "who never looked has nothing to stop");
    block("northshire-leaving-care/pa-1");
    let row = "agency_id = 'northshire-leaving-care' AND only_worker = 'pa-1' AND CAST(fields AS TEXT) LIKE '%Goal.title%' \
               AND due_on IS NOT NULL";
    assert_eq!(told(&story, "STOP_USING", row), 1);
    block("northshire-leaving-care/pa-1");
    assert_eq!(told(&story, "STOP_USING", "TRUE"), 1, "twice is once");
}

#[test]
fn whoever_leaves_by_her_choice_is_stopped_from_a_yes_said_a_moment_before() {
    let story = story();
    let person = story.hub.id("jas").to_owned();
    let store = story.hub.loaded.hub.store.clone();
    // Somebody else is changing something about her; the change below waits for them.
    let busy = story.hub.wait_for(store.writing_about(std::slice::from_ref(&person))).unwrap();
    let said = (story.now() - TimeDelta::hours(1)).to_rfc3339();
    std::thread::scope(|scope| {
        let leaves = scope.spawn(|| {
            let input = json!({
                "personId": person, "organisation": "northshire-leaving-care", "role": "PA", "reason": "HER_CHOICE",
            });
            does(&story.hub.worker("ces-1"), "endMembership", &input, "done refusal { code }")
        });
        std::thread::sleep(std::time::Duration::from_millis(700));
        story.hub.wait_for(async {
            use sea_orm::ConnectionTrait;
            let yes = format!(
                "INSERT INTO consent_statement (id, person_id, categories, items, fields, purposes, decision, separate, status, read_back, \
                 said_on, entered_on, capacity_concern, taken_by_agency, private_setting, source_ref) VALUES ('between', '{person}', \
                 '[\"PLAN_ACTIONS\"]', '[]', '[]', '[\"JOINT_PLANNING\"]', 'YES', FALSE, 'LIVE', TRUE, '{said}', '{said}', FALSE, \
                 'womens-centre', TRUE, 'between')"
            );
            let to = format!(
                "INSERT INTO consent_recipient (id, person_id, statement_id, agency_id, recorded_by, source_ref) \
                 VALUES ('between', '{person}', 'between', 'northshire-leaving-care', 'womens-centre', 'between')"
            );
            busy.db().execute_unprepared(&yes).await.unwrap();
            busy.db().execute_unprepared(&to).await.unwrap();
            busy.commit().await.unwrap();
        });
        let left = leaves.join().unwrap();
        assert_eq!(left.at("endMembership.done"), &json!(true), "{}", left.text);
    });
    assert_eq!(story.count("SELECT COUNT(*) FROM consent_statement WHERE id = 'between' AND status = 'WITHDRAWN'"), 1);
}

#[test]
fn an_answer_that_ended_is_written_down_and_whoever_had_it_is_told_to_stop() {
    let story = story();
    let ces = story.hub.worker("ces-1");
    let session = talks(&ces, "A1001JN", "Jas", true);
    // For a week only, in place of whatever she had said.
    let mut yes = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES");
    chooses(&ces, &session, &[choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "NO")]).must_see("recordChoices.choices.0.id");
    story.passes(TimeDelta::minutes(1));
    yes["endsOn"] = json!("2026-11-30");
    says_yes_by_name(&ces, &session, &yes).must_see("recordChoices.choices.0.id");
    let before = told(&story, "STOP_USING", "TRUE");
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    story.passes(TimeDelta::days(7));
    sweeps(&story);
    assert_eq!(told(&story, "STOP_USING", "TRUE"), before, "its last day counts whole");
    story.passes(TimeDelta::days(1));
    assert!(sweeps(&story).answers >= 1);
    let stop = "agency_id = 'northshire-leaving-care' AND CAST(fields AS TEXT) LIKE '%Goal.title%'";
    assert_eq!(told(&story, "STOP_USING", stop), 1);
    let expired = "SELECT COUNT(*) FROM consent_statement WHERE status = 'EXPIRED' AND ends_on = '2026-11-30'";
    assert_eq!(story.count(expired), 1);
    assert_eq!(sweeps(&story), sweep::Swept::default(), "once");
    assert_eq!(told(&story, "STOP_USING", stop), 1);
}

#[test]
fn a_request_that_she_did_not_answer_is_closed_after_a_week() {
    let story = story();
    let input = json!({"personId": story.hub.id("jas"), "topic": "T5_HEALTH"});
    does(&story.hub.worker("pa-1"), "requestToSee", &input, "passedOn");
    let open = || story.count("SELECT COUNT(*) FROM sight_request WHERE answered_at IS NULL");
    story.passes(TimeDelta::days(6));
    sweeps(&story);
    assert_eq!(open(), 1);
    story.passes(TimeDelta::days(1));
    assert_eq!((sweeps(&story).requests, open()), (1, 0));
    assert_eq!(sweeps(&story).requests, 0);
}
