//! What comes in a file closes and opens like what she tells a worker, and those who had it are told.

use super::{Follower, council, told};
use crate::choices::story::{Story, shows_goals_of_others, story};
use chrono::TimeDelta;
use serde_json::{Value, json};

const COUNCIL: &str = "northshire-leaving-care";

/// An answer of Jas's about her plan, as the women's centre's system sends it, and to whom it was read.
fn answer(story: &Story, reference: &str, decision: &str, more: &Value) -> [Value; 2] {
    let line = |entity: &str, reference: String, fields: Value| {
        json!({
            "entity": entity, "ref": reference, "person": "WC-17", "recordedAt": story.now(), "recordedBy": "ces-1", "fields": fields,
        })
    };
    let mut said = json!({
        "categories": ["PLAN_ACTIONS"], "purposes": if decision == "YES" { json!(["JOINT_PLANNING"]) } else { json!([]) },
        "decision": decision, "method": "VERBAL_WITH_WORKER", "readBack": true, "saidOn": story.now(), "privateSetting": true,
    });
    said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let mut to = line("ConsentRecipient", format!("{reference}-to"), json!({"agency": COUNCIL}));
    to["parentRef"] = json!(reference);
    [line("ConsentStatement", reference.to_owned(), said), to]
}

fn adviser_sees(story: &Story) -> bool {
    shows_goals_of_others(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "id plans { goals { title } }"))
}

#[test]
fn a_no_in_a_file_tells_those_who_had_it_to_stop_and_nobody_else() {
    let story = story();
    let (stops, at) = ("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'", story.now());
    assert_eq!(story.count(stops), 0, "of what was there before anybody looked nobody is told");
    let council = council(&story);
    let mut follower = Follower::from_now(&council, "JOINT_PLANNING");
    assert!(adviser_sees(&story));
    story.passes(TimeDelta::hours(1));
    let no = answer(&story, "N-1", "NO", &json!({}));
    story.sends("womens-centre", &no);
    assert!(!adviser_sees(&story));
    let read = told(&follower.follows(&council));
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].0 == "STOP_USING" && read[0].1.contains(&"Goal.title".to_owned()), "{read:?}");
    let due = format!("{stops} AND agency_id = '{COUNCIL}' AND due_on = '2026-11-25' AND at > '{}'", at.format("%Y-%m-%d"));
    assert_eq!((story.count(stops), story.count(&due)), (1, 1));
    let mine = story.hub.herself("jas").asks("{ myChoices { stops } }").text;
    assert!(mine.contains("we told Northshire leaving care to stop using your goals and steps"), "{mine}");
    // The same file again says nothing new.
    story.sends("womens-centre", &no);
    assert_eq!(story.count(stops), 1);
}

#[test]
fn what_another_answer_in_the_file_opens_is_not_told_as_closed() {
    let story = story();
    assert!(adviser_sees(&story));
    story.passes(TimeDelta::hours(1));
    // Years of answers come at once: a no, and after it the yes that took its place.
    let [no, to] = answer(&story, "N-1", "NO", &json!({}));
    story.passes(TimeDelta::hours(1));
    let [yes, to_yes] = answer(&story, "Y-1", "YES", &json!({"supersedes": "N-1"}));
    story.sends("womens-centre", &[no, to, yes, to_yes]);
    assert!(adviser_sees(&story));
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING' AND CAST(fields AS TEXT) LIKE '%Goal.title%'"), 0);
}

#[test]
fn a_yes_in_a_file_tells_whom_it_names_to_read_again() {
    let story = story();
    let council = council(&story);
    assert!(adviser_sees(&story));
    story.passes(TimeDelta::hours(1));
    story.sends("womens-centre", &answer(&story, "N-1", "NO", &json!({})));
    let mut follower = Follower::from_now(&council, "JOINT_PLANNING");
    let mut work = Follower::from_now(&story.hub.worker("ete-1"), "JOINT_PLANNING");
    story.passes(TimeDelta::hours(1));
    story.sends("womens-centre", &answer(&story, "Y-1", "YES", &json!({"supersedes": "N-1"})));
    assert!(adviser_sees(&story));
    let read = told(&follower.follows(&council));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
    assert_eq!(work.follows(&story.hub.worker("ete-1")), [Value::Null; 0], "nobody else learns that she said anything");
}

#[test]
fn a_block_in_a_file_tells_whom_it_blocks_and_its_end_lets_them_read_again() {
    let story = story();
    let worker = || story.hub.worker("pa-1");
    assert!(adviser_sees(&story));
    let mut follower = Follower::from_now(&worker(), "JOINT_PLANNING");
    story.passes(TimeDelta::hours(1));
    let block = |fields: &Value| {
        json!({
            "entity": "AccessBlock", "ref": "B-1", "person": "WC-17", "recordedAt": story.now(), "recordedBy": "ces-1",
            "forHer": {"by": "ces-1", "readBack": true}, "fields": fields,
        })
    };
    story.sends("womens-centre", &[block(&json!({"blockedWorker": format!("{COUNCIL}/pa-1"), "from": "2026-11-23"}))]);
    assert_eq!(worker().asks_about("jas", "JOINT_PLANNING", "id").code(), Some("NOT_FOUND"));
    let stops = follower.follows(&worker());
    assert_eq!((stops.len(), &stops[0]["kind"], &stops[0]["worker"]), (1, &json!("STOP_USING"), &json!("pa-1")), "{stops:?}");
    // A change of its words alone is no new block.
    story.passes(TimeDelta::minutes(5));
    story.sends("womens-centre", &[block(&json!({"reason": "I want somebody else."}))]);
    assert_eq!(story.count("SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'"), 1);
    story.passes(TimeDelta::hours(1));
    let mut lifted = block(&json!({}));
    lifted["retracted"] = json!(true);
    story.sends("womens-centre", &[lifted]);
    assert!(adviser_sees(&story));
    let read = told(&follower.follows(&worker()));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
}
