//! A stop that nobody acknowledges becomes somebody's task, by the clock; and she is told.

use super::{council, lines, page};
use crate::choices::story::{Story, does, story};
use chrono::TimeDelta;
use serde_json::{Value, json};

/// The tasks of a worker about stops.
fn tasks(story: &Story, worker: &str) -> Vec<Value> {
    let answer = story.hub.worker(worker).asks("{ worklist { tasks { personId kind due organisation } } }");
    assert_eq!(answer.code(), None, "{}", answer.text);
    answer.never_says("Goal").never_says("T2_");
    answer.at("worklist.tasks").as_array().unwrap().iter().filter(|task| task["kind"] == "STOP_USING").cloned().collect()
}

fn told_to_her(story: &Story) -> String {
    story.hub.herself("jas").asks("{ myChoices { stops } }").at("myChoices.stops").to_string()
}

#[test]
fn a_stop_that_is_not_acknowledged_goes_from_the_worker_to_the_officers_and_to_her() {
    let story = story();
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }").must_see("person.plans");
    council(&story).asks_about("jas", "JOINT_PLANNING", "knownAs");
    let stop = json!({
        "personId": story.hub.id("jas"), "scope": {"organisations": ["northshire-leaving-care"], "topics": ["T2_PLAN_TEAM_RELEASE"]},
    });
    does(&story.hub.worker("ces-1"), "stop", &stop, "passedOn").must_see("stop.passedOn");
    // Monday: it is due on Wednesday, and is the worker's who had it.
    let own = tasks(&story, "pa-1");
    assert_eq!(own, [json!({"personId": story.hub.id("jas"), "kind": "STOP_USING", "due": "2026-11-25", "organisation": null})]);
    assert_eq!(tasks(&story, "dpo-2"), [json!(null); 0]);
    assert!(told_to_her(&story).contains("They have not said yet that they did."), "{}", told_to_her(&story));
    story.passes(TimeDelta::days(2));
    assert_eq!(tasks(&story, "dpo-2"), [json!(null); 0], "Wednesday counts whole");
    story.passes(TimeDelta::days(1));
    assert_eq!(tasks(&story, "dpo-2").len(), 1, "Thursday: its own officer");
    assert_eq!(tasks(&story, "dpo-2")[0]["organisation"], "northshire-leaving-care");
    assert_eq!(tasks(&story, "dpo-1"), [json!(null); 0], "and no other");
    assert!(told_to_her(&story).contains("It was due on 25 November 2026."), "{}", told_to_her(&story));
    story.passes(TimeDelta::days(5));
    assert_eq!(tasks(&story, "dpo-1").len(), 1, "after five working days every officer");
    assert!(tasks(&story, "ces-1").is_empty(), "it is nobody else's");

    let waiting = lines(&page(&story.hub.worker("pa-1"), "JOINT_PLANNING", None, 10));
    let input = json!({"changeId": waiting[0]["id"], "keptUnderLaw": "OWN_STATUTORY_RECORD"});
    does(&story.hub.worker("pa-1"), "acknowledge", &input, "done").must_see("acknowledge.done");
    for worker in ["pa-1", "dpo-1", "dpo-2"] {
        assert_eq!(tasks(&story, worker), [json!(null); 0], "{worker}");
    }
    let told = told_to_her(&story);
    assert!(told.contains("Northshire leaving care") && told.contains("They keep some of it: their own record by law."), "{told}");
    assert!(!told_to_her_of(&story, "em").contains("Northshire"), "and nobody else is told");
}

fn told_to_her_of(story: &Story, label: &str) -> String {
    story.hub.herself(label).asks("{ myChoices { stops } }").text
}
