//! Places that a partnership file states: the organisation learns of them as of any other.

use super::{Follower, council};
use crate::{
    choices::story::{Story, does, story},
    compiled::Compiled,
    support::Actor,
};
use chrono::TimeDelta;
use connections_hub::{
    agreement::{File, apply},
    record::catalogue,
    vocabulary::Role,
};
use serde_json::{Value, json};

/// Applies a file that states one more place on Jas's team, in the council's leaving care.
fn states(story: &Story, worker: &str, state: &str, from: &str, to: Option<&str>) {
    let member = json!({"agency": "northshire-leaving-care", "role": "PA", "worker": worker, "state": state, "from": from, "to": to});
    let jas = json!({"label": "jas", "enrolledBy": "womens-centre", "enrolledOn": "2026-04-13", "team": [member]});
    let file = File::read(&json!({"enrolments": [jas]}).to_string(), std::path::Path::new(".")).unwrap();
    let db = story.hub.loaded.hub.store.writer();
    story.hub.wait_for(apply(db, &file, &Compiled, catalogue(), story.now())).unwrap_or_else(|refused| panic!("{refused:?}"));
}

fn kinds(lines: &[Value]) -> Vec<&str> {
    lines.iter().map(|line| line["kind"].as_str().unwrap()).collect()
}

#[test]
fn an_invitation_and_an_end_that_a_file_states_are_told() {
    let story = story();
    let adviser = || story.hub.actor("northshire-leaving-care", Role::Pa, "pa-8");
    let (mut follower, mut system) =
        (Follower::from_now(&adviser(), "JOINT_PLANNING"), Follower::from_now(&council(&story), "JOINT_PLANNING"));
    let meets = || adviser().asks_about("jas", "JOINT_PLANNING", "id").code().is_none();
    states(&story, "pa-8", "INVITED", "2026-11-23T08:00:00Z", None);
    let read = follower.follows(&adviser());
    assert_eq!(kinds(&read), ["INVITED"]);
    assert_eq!(read[0]["personId"], json!(null), "who is invited learns who she is when the invitation is taken up");
    assert_eq!(kinds(&system.follows(&council(&story))), ["INVITED"]);
    let input = json!({"invitationId": read[0]["placeId"], "reference": "LC-2041"});
    does(&adviser(), "acceptInvitation", &input, "personId").must_see("acceptInvitation.personId");
    assert_eq!(kinds(&follower.follows(&adviser())), ["CHANGED"]);

    // The same file again: nothing is taken back, and nothing is told.
    story.passes(TimeDelta::minutes(1));
    states(&story, "pa-8", "INVITED", "2026-11-23T08:00:00Z", None);
    assert!(meets() && follower.follows(&adviser()).is_empty());

    states(&story, "pa-8", "ENDED", "2026-11-23T08:00:00Z", Some("2026-11-23T10:01:00Z"));
    let read = follower.follows(&adviser());
    assert_eq!((kinds(&read), &read[0]["personId"]), (vec!["LEFT"], &json!(story.hub.id("jas"))));
    assert!(!meets());
}

#[test]
fn whoever_a_file_puts_on_her_team_is_told_to_read_her() {
    let story = story();
    let follows = |adviser: &Actor<'_>, follower: &mut Follower| follower.follows(adviser);
    let [now, later] = ["pa-8", "pa-9"].map(|worker| story.hub.actor("northshire-leaving-care", Role::Pa, worker));
    let (mut here, mut ahead) = (Follower::from_now(&now, "JOINT_PLANNING"), Follower::from_now(&later, "JOINT_PLANNING"));
    states(&story, "pa-8", "LIVE", "2026-11-23T08:00:00Z", None);
    let read = follows(&now, &mut here);
    assert_eq!((kinds(&read), &read[0]["personId"]), (vec!["CHANGED"], &json!(story.hub.id("jas"))));
    assert!(read[0]["fields"].to_string().contains("Person."), "{read:?}");
    states(&story, "pa-8", "LIVE", "2026-11-23T08:00:00Z", Some("2027-11-23T08:00:00Z"));
    assert!(follows(&now, &mut here).is_empty(), "an end ahead opens nothing");
    // A place that never began tells nobody who she is.
    states(&story, "pa-9", "LIVE", "2027-01-01T08:00:00Z", None);
    states(&story, "pa-9", "ENDED", "2027-01-01T08:00:00Z", Some("2027-01-01T08:00:00Z"));
    assert!(follows(&later, &mut ahead).is_empty());
}
