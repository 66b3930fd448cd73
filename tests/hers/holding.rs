//! What is kept from her for now looks like nothing, until it is released; then she is told that it was.

use super::history;
use crate::{
    choices::story::{does, story},
    support::{Actor, Answer, DemoHub},
};
use chrono::{Days, TimeDelta};
use connections_hub::audit;
use entity::{area_to_avoid, custody_status, goal};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

/// A day so many days ahead.
fn ahead(hub: &DemoHub, days: u64) -> String {
    hub.loaded.hub.clock.now().date_naive().checked_add_days(Days::new(days)).unwrap().to_string()
}

/// Asks to keep something from Em.
fn asks(hub: &DemoHub, by: &Actor<'_>, item: &Value, days: u64) -> Answer {
    let input = json!({
        "personId": hub.id("em"), "item": item, "ground": "COULD_PUT_SOMEONE_IN_DANGER", "reason": "he reads her post",
        "reviewOn": ahead(hub, days),
    });
    does(by, "keepFromHer", &input, "holdId")
}

fn agrees(by: &Actor<'_>, hold: &str) -> Answer {
    by.asks_with("mutation($input: HoldInput!) { agreeToKeep(input: $input) { done } }", &json!({"input": {"holdId": hold}}))
}

fn shows(by: &Actor<'_>, hold: &str) -> Answer {
    by.asks_with("mutation($input: HoldInput!) { showHer(input: $input) { done } }", &json!({"input": {"holdId": hold}}))
}

/// Keeps it from Em, by one worker with another's word.
pub fn keep(hub: &DemoHub, by: &str, with: &str, item: &Value) -> String {
    let asked = asks(hub, &hub.worker(by), item, 14);
    let hold = asked.at("keepFromHer.holdId").as_str().unwrap_or_else(|| panic!("{}", asked.text)).to_owned();
    agrees(&hub.worker(with), &hold).must_see("agreeToKeep.done");
    hold
}

#[test]
fn a_held_look_leaves_no_gap_no_count_and_no_cursor_and_is_told_when_it_is_released() {
    let hub = DemoHub::fresh();
    for worker in ["pa-1", "idva-1", "ces-1", "com-1", "wcw-1"] {
        hub.worker(worker).asks_about("em", "JOINT_PLANNING", "knownAs");
    }
    let (all, page) = history(&hub, "em", 100);
    let looks = page.at("whoLooked.looks").as_array().unwrap().clone();
    let hers = looks.iter().find(|l| l["sentence"].as_str().unwrap().contains("abuse support")).unwrap_or_else(|| panic!("{}", page.text));
    let held = hers["id"].as_str().unwrap().to_owned();
    let hold = keep(&hub, "idva-1", "com-1", &json!({"look": held}));
    for size in [1, 2, 3, 100] {
        let (ids, page) = history(&hub, "em", size);
        let without: Vec<_> = all.iter().filter(|id| **id != held).collect();
        assert!(!ids.contains(&held) && without.iter().all(|id| ids.contains(id)), "{}", page.text);
        page.never_says("kept something");
    }
    // A cursor that was given out at the held look goes on where it was.
    let idva = hub.worker("idva-1");
    does(&idva, "reviewHold", &json!({"holdId": hold, "reviewOn": ahead(&hub, 3)}), "done").must_see("reviewHold.done");
    history(&hub, "em", 100).1.never_says("kept").never_says("agreed to keep");
    shows(&idva, &hold).must_see("showHer.done");
    let (ids, page) = history(&hub, "em", 100);
    assert!(ids.contains(&held));
    assert!(page.text.contains("kept something from you for a time"), "{}", page.text);
    assert!(page.text.contains("let you see what was kept from you"), "{}", page.text);
}

#[test]
fn what_is_held_stays_held_when_old_records_are_deleted() {
    let story = story();
    let hub = &story.hub;
    let store = &hub.loaded.hub.store;
    let query = "{ myPlan { housingNeed { areasToAvoid } } }";
    hub.herself("em").asks(query);
    let area = area_to_avoid::Entity::find().filter(area_to_avoid::Column::HeldBy.eq("abuse-service"));
    let area = hub.wait_for(area.filter(area_to_avoid::Column::PersonId.eq(hub.id("em"))).one(store.reader())).unwrap().unwrap();
    let hold = keep(hub, "idva-1", "com-1", &json!({"row": {"entity": "AreaToAvoid", "id": area.id}}));
    hub.herself("em").asks(query).never_says("Westhaven");
    story.passes(TimeDelta::days(1));
    let forgets = || {
        hub.wait_for(async {
            let but = connections_hub::holds::records_of_open(store.reader()).await.unwrap();
            audit::forget(store, &hub.loaded.hub.clock, hub.loaded.hub.clock.now(), &but).await.unwrap()
        })
    };
    assert!(forgets() > 0);
    hub.herself("em").asks(query).must_see("myPlan.housingNeed").never_says("Westhaven");
    story.passes(TimeDelta::days(1));
    shows(&hub.worker("idva-1"), &hold).must_see("showHer.done");
    assert!(hub.herself("em").asks(query).text.contains("Westhaven"));
    story.passes(TimeDelta::days(1));
    forgets();
    assert_eq!(story.count("SELECT COUNT(*) FROM access_log WHERE operation <> 'retention'"), 0, "then nothing rests on them");
}

#[test]
fn a_held_row_is_not_there_nor_is_what_hangs_under_it_or_follows_from_it() {
    let hub = DemoHub::fresh();
    let db = hub.loaded.hub.store.reader();
    let (area, goals) = hub.wait_for(async {
        let area = area_to_avoid::Entity::find().filter(area_to_avoid::Column::HeldBy.eq("abuse-service"));
        let area = area.filter(area_to_avoid::Column::PersonId.eq(hub.id("em"))).one(db).await.unwrap().unwrap();
        (area, goal::Entity::find().filter(goal::Column::PersonId.eq(hub.id("em"))).all(db).await.unwrap())
    });
    let query = "{ myPlan { housingNeed { areasToAvoid } plans { goals { id } steps { id goal { id } } } } }";
    let before = hub.herself("em").asks(query);
    assert!(before.text.contains("Westhaven"), "{}", before.text);
    let hold = keep(&hub, "idva-1", "com-1", &json!({"row": {"entity": "AreaToAvoid", "id": area.id}}));
    hub.herself("em").asks(query).never_says("Westhaven");
    let of_probation = |g: &&goal::Model| g.held_by == "probation-northshire" && before.text.matches(&g.id).count() > 1;
    let with_steps = goals.iter().find(of_probation).unwrap_or_else(|| panic!("{}", before.text));
    keep(&hub, "com-1", "idva-1", &json!({"row": {"entity": "Goal", "id": with_steps.id}}));
    let after = hub.herself("em").asks(query);
    after.never_says(&with_steps.id);
    let count = |answer: &crate::support::Answer| answer.at("myPlan.plans.0.steps").as_array().map_or(0, Vec::len);
    assert!(count(&after) < count(&before), "the steps of a held goal are held: {}", after.text);
    shows(&hub.worker("idva-1"), &hold).must_see("showHer.done");
    assert!(hub.herself("em").asks(query).text.contains("Westhaven"));
}

#[test]
fn a_held_field_is_held_of_that_organisations_rows_and_of_what_is_computed_from_them() {
    let hub = DemoHub::fresh();
    let db = hub.loaded.hub.store.reader();
    let held_by = hub.wait_for(async {
        let rows = custody_status::Entity::find().filter(custody_status::Column::PersonId.eq(hub.id("em"))).all(db).await.unwrap();
        rows.into_iter().map(|r| r.held_by).collect::<Vec<_>>()
    });
    let query = "{ myPlan { custodyStatus { custodyStage currentPrison legalStatus provenance { heldBy { id } } } custodyStatusAccounts { legalStatus } } }";
    hub.herself("em").asks(query).must_see("myPlan.custodyStatus.custodyStage");
    let worker = if held_by.iter().any(|h| h == "probation-northshire") { "com-1" } else { "reset-1" };
    keep(&hub, worker, "idva-1", &json!({"field": "CustodyStatus.legalStatus"}));
    hub.herself("em").asks(query).must_not_see("myPlan.custodyStatus.custodyStage");
}

#[test]
fn nobody_holds_alone_without_a_reason_or_for_long_and_nobody_else_ends_it() {
    let story = story();
    let hub = &story.hub;
    let (idva, com, pa) = (|| hub.worker("idva-1"), || hub.worker("com-1"), || hub.worker("pa-1"));
    pa().asks_about("em", "JOINT_PLANNING", "knownAs");
    idva().asks_about("em", "JOINT_PLANNING", "knownAs");
    let (ids, page) = history(hub, "em", 100);
    let looks = page.at("whoLooked.looks").as_array().unwrap().clone();
    let of = |who: &str| looks.iter().find(|l| l["sentence"].as_str().unwrap().contains(who)).unwrap()["id"].clone();
    let (own, others) = (json!({"look": of("abuse support")}), json!({"look": of("personal adviser")}));
    assert_eq!(asks(hub, &idva(), &own, 15).code(), Some("INVALID_INPUT"), "for too long");
    assert_eq!(asks(hub, &idva(), &others, 14).code(), Some("INVALID_INPUT"), "what another organisation did");
    assert_eq!(asks(hub, &idva(), &json!({"field": "Nothing.atAll"}), 14).code(), Some("INVALID_INPUT"));
    assert_eq!(asks(hub, &hub.worker("daw-1"), &own, 14).code(), Some("NOT_FOUND"), "not on her team");
    let asked = asks(hub, &idva(), &own, 14);
    let hold = asked.at("keepFromHer.holdId").as_str().unwrap_or_else(|| panic!("{}", asked.text)).to_owned();
    let waiting = history(hub, "em", 100);
    assert!(ids.iter().all(|id| waiting.0.contains(id)), "nothing is kept by one worker's word");
    waiting.1.never_says("kept something");
    assert_eq!(agrees(&idva(), &hold).code(), Some("NOT_FOUND"), "not by herself");
    assert_eq!(agrees(&hub.worker("daw-1"), &hold).code(), Some("NOT_FOUND"));
    story.passes(TimeDelta::hours(25));
    assert_eq!(agrees(&hub.worker("com-1"), &hold).code(), Some("NOT_FOUND"), "within a day");
    assert!(history(hub, "em", 100).1.text.contains("kept something from you"), "that it was asked for is told then");

    let asked = asks(hub, &hub.worker("idva-1"), &own, 14);
    let hold = asked.at("keepFromHer.holdId").as_str().unwrap().to_owned();
    agrees(&com(), &hold).must_see("agreeToKeep.done");
    assert_eq!(agrees(&pa(), &hold).code(), Some("NOT_FOUND"), "it was agreed to");
    assert!(!history(hub, "em", 100).0.contains(&own["look"].as_str().unwrap().to_owned()));
    assert_eq!(shows(&pa(), &hold).code(), Some("NOT_FOUND"));
    let far = json!({"holdId": hold, "reviewOn": ahead(hub, 15)});
    assert_eq!(does(&idva(), "reviewHold", &far, "done").code(), Some("INVALID_INPUT"));
    shows(&idva(), &hold).must_see("showHer.done");
    assert_eq!(shows(&idva(), &hold).code(), Some("NOT_FOUND"), "it ends once");
}
