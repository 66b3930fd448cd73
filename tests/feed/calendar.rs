//! What days that pass open and close is told to those whom it concerns, for the purpose that turned, and to nobody else.

use super::{Follower, told};
use crate::choices::story::{Story, story};
use chrono::TimeDelta;
use connections_hub::choices::sweep;
use serde_json::{Value, json};

fn sweeps(story: &Story) -> usize {
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap().windows
}

fn line(story: &Story, entity: &str, reference: &str, person: &str, fields: &Value) -> Value {
    json!({"entity": entity, "ref": reference, "person": person, "recordedAt": story.now(), "fields": fields})
}

/// Lizzie's earliest release, as the prison and probation say it.
fn earliest_release(story: &Story, day: &str) {
    story.sends("hmp-northmoor", &[line(story, "CustodyStatus", "A1003EP-custody", "A1003EP", &json!({"earliestReleaseDate": day}))]);
}

#[test]
fn a_purpose_that_a_day_opens_is_told_to_whoever_reads_for_it() {
    let story = story();
    let ces = || story.hub.worker("ces-1");
    // Ten months before her release is the first of December.
    earliest_release(&story, "2027-10-01");
    sweeps(&story);
    let closed = ces().asks_about("lizzie", "RELEASE_PREP", "id plans { goals { title } }");
    let mut follow = Follower::from_now(&ces(), "RELEASE_PREP");
    let mut planning = Follower::from_now(&ces(), "JOINT_PLANNING");
    let mut stranger = Follower::from_now(&story.hub.worker("ete-1"), "RELEASE_PREP");
    story.passes(TimeDelta::days(7));
    assert_eq!((sweeps(&story), follow.follows(&ces())), (0, Vec::new()), "a day before");
    story.passes(TimeDelta::days(1));
    let open = ces().asks_about("lizzie", "RELEASE_PREP", "id plans { goals { title } }");
    assert_ne!(closed.at("person.plans"), open.at("person.plans"), "the day opens it, swept or not: {}", open.text);
    assert_eq!(sweeps(&story), 1);
    let read = told(&follow.follows(&ces()));
    assert_eq!(read.len(), 1, "{read:?}");
    assert!(read[0].0 == "CHANGED" && read[0].1.contains(&"Goal.title".to_owned()), "{read:?}");
    assert_eq!(planning.follows(&ces()), [Value::Null; 0], "whoever plans with her learns nothing of the day");
    assert_eq!(stranger.follows(&story.hub.worker("ete-1")), [Value::Null; 0]);
    // Once, however often and by however many hubs it is swept.
    assert_eq!((sweeps(&story), sweeps(&story)), (0, 0));
    assert_eq!(follow.follows(&ces()), [Value::Null; 0]);
}

#[test]
fn a_purpose_that_a_new_date_opens_is_told_as_well() {
    let story = story();
    let ces = || story.hub.worker("ces-1");
    earliest_release(&story, "2028-10-01");
    sweeps(&story);
    let mut follow = Follower::from_now(&ces(), "RELEASE_PREP");
    story.passes(TimeDelta::hours(1));
    earliest_release(&story, "2027-08-01");
    assert_eq!(sweeps(&story), 1);
    let read = told(&follow.follows(&ces()));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
}

#[test]
fn what_a_day_closes_is_told_to_those_who_had_it() {
    let story = story();
    let housing = || story.hub.worker("lha-1");
    let asks = |purpose: &str| housing().asks_about("em", purpose, "id knownAs housingNeed { needLevel mustHaves }");
    let before = asks("HOUSING_REFERRAL");
    before.must_see("person.housingNeed.mustHaves");
    let mut follow = Follower::from_now(&housing(), "HOUSING_REFERRAL");
    // Everybody says that her home is sorted; four weeks later there is nothing to refer.
    story.passes(TimeDelta::hours(1));
    story.sends("northshire-housing", &[line(&story, "HousingNeed", "NH-31-home", "NH-31", &json!({"needLevel": "SORTED"}))]);
    story.sends("northshire-leaving-care", &[line(&story, "HousingNeed", "LC-31-home", "LC-31", &json!({"needLevel": "SORTED"}))]);
    sweeps(&story);
    follow.follows(&housing());
    let stops = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'";
    story.passes(TimeDelta::days(28));
    sweeps(&story);
    assert_eq!(story.count(stops), 0, "the last day");
    story.passes(TimeDelta::days(1));
    asks("HOUSING_REFERRAL").must_not_see("person.housingNeed.mustHaves");
    assert!(sweeps(&story) >= 1);
    let read = follow.follows(&housing());
    let all = told(&read);
    assert!(all.len() == 1 && all[0].0 == "STOP_USING", "{read:?}");
    assert!(all[0].1.contains(&"HousingNeed.mustHaves".to_owned()), "{read:?}");
    // Of the level it has an account of its own, which it keeps.
    for field in all[0].1.iter().filter(|field| *field != "HousingNeed.needLevel") {
        // Nothing that may still be read for another purpose is to be stopped.
        let open = ["JOINT_PLANNING", "THROUGH_GATE", "RELEASE_PREP", "REVIEW_HANDOVER"];
        let (entity, leaf) = field.split_once('.').unwrap();
        let selection = match entity {
            "Person" => leaf.to_owned(),
            "HousingNeed" => format!("housingNeed {{ {leaf} }}"),
            other => panic!("she was asked about nothing of {other}"),
        };
        for purpose in open {
            let answer = housing().asks_about("em", purpose, &selection);
            let path = if entity == "Person" { format!("person.{leaf}") } else { format!("person.housingNeed.{leaf}") };
            answer.must_not_see(&path);
        }
    }
    assert_eq!(story.count(&format!("{stops} AND agency_id = 'northshire-housing' AND due_on IS NOT NULL")), 1);
    sweeps(&story);
    assert_eq!(story.count(stops), 1, "once");
}

#[test]
fn a_block_that_begins_on_a_day_is_told_on_that_day() {
    let story = story();
    let pa = || story.hub.worker("pa-1");
    pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }");
    let block = json!({
        "entity": "AccessBlock", "ref": "B-1", "person": "WC-17", "recordedAt": story.now(), "recordedBy": "ces-1",
        "forHer": {"by": "ces-1", "readBack": true},
        "fields": {"blockedWorker": "northshire-leaving-care/pa-1", "from": "2026-11-25", "to": "2026-11-30"},
    });
    story.sends("womens-centre", &[block]);
    sweeps(&story);
    let mut follow = Follower::from_now(&pa(), "JOINT_PLANNING");
    let stops = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'";
    assert_eq!(story.count(stops), 0, "not before its day");
    story.passes(TimeDelta::days(2));
    assert_eq!((sweeps(&story), sweeps(&story)), (1, 0));
    let read = follow.follows(&pa());
    assert_eq!((read.len(), &read[0]["kind"]), (1, &json!("STOP_USING")), "{read:?}");
    story.passes(TimeDelta::days(6));
    assert_eq!((sweeps(&story), sweeps(&story)), (1, 0));
    let read = told(&follow.follows(&pa()));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
    assert_eq!(story.count(stops), 1);
}

#[test]
fn a_date_that_moves_or_is_cleared_closes_nothing_that_it_has_opened() {
    let story = story();
    let ces = || story.hub.worker("ces-1");
    let opens = |purpose: &str| !ces().asks_about("lizzie", purpose, "id plans { goals { title } }").at("person.plans").is_null();
    earliest_release(&story, "2026-12-10");
    sweeps(&story);
    assert!(opens("THROUGH_GATE") && opens("RELEASE_PREP"));
    let stops = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'";
    for day in [json!("2028-12-10"), json!(null)] {
        story.passes(TimeDelta::hours(1));
        story.sends("hmp-northmoor", &[line(&story, "CustodyStatus", "A1003EP-custody", "A1003EP", &json!({"earliestReleaseDate": day}))]);
        assert!(opens("THROUGH_GATE") && opens("RELEASE_PREP"), "{day}");
        sweeps(&story);
        assert!(opens("THROUGH_GATE") && opens("RELEASE_PREP"), "{day}");
    }
    assert_eq!(story.count(stops), 0);
    // What such a date has not opened, it does not.
    let other = super::super::choices::story::story();
    earliest_release(&other, "2028-12-10");
    sweeps(&other);
    assert!(other.hub.worker("ces-1").asks_about("lizzie", "THROUGH_GATE", "id plans { goals { title } }").at("person.plans").is_null());
}

#[test]
fn what_is_computed_follows_the_account_that_was_written_last() {
    let story = story();
    let home = || {
        let answer = story.hub.worker("lha-1").asks_about("em", "HOUSING_REFERRAL", "housingNeed { homeNowPlain }");
        answer.at("person.housingNeed.homeNowPlain").clone()
    };
    let says = |agency: &str, person: &str, home: &str| {
        story.passes(TimeDelta::hours(1));
        story.sends(agency, &[line(&story, "HousingNeed", &format!("{person}-home"), person, &json!({"homeNow": home}))]);
    };
    says("probation-northshire", "X100002", "PRIVATE_RENTED_HOUSING");
    assert_eq!(home(), json!("RENTED"));
    says("northshire-leaving-care", "LC-31", "NO_PERMANENT_OR_FIXED");
    assert_eq!(home(), json!("NOWHERE_FIXED"));
    says("probation-northshire", "X100002", "FAMILY_OR_FRIENDS");
    assert_eq!(home(), json!("FAMILY_OR_FRIENDS"), "an account that was begun first and corrected since");
}
