//! What is kept from her for now looks like nothing, until it is released; then she is told that it was.

use super::{caller, history};
use crate::support::DemoHub;
use chrono::{Days, NaiveDate};
use connections_hub::{
    hers::hold::{keep_from_her, review, show_her},
    holds::{Ask, Item},
    vocabulary::NotToldBecause,
};
use entity::{area_to_avoid, custody_status, goal};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

fn today(hub: &DemoHub) -> NaiveDate {
    hub.loaded.hub.clock.now().date_naive()
}

fn ask(hub: &DemoHub, item: Item) -> Ask {
    let review_on = today(hub).checked_add_days(Days::new(14)).unwrap();
    Ask { item, ground: NotToldBecause::CouldPutSomeoneInDanger, reason: "he reads her post".into(), review_on }
}

/// Keeps it from Em, by her abuse support worker with her probation worker's word.
fn keep(hub: &DemoHub, item: Item) -> String {
    let (idva, com) = (caller(hub, "idva-1"), caller(hub, "com-1"));
    let held = hub.wait_for(keep_from_her(&hub.loaded.hub, &idva, &com, hub.id("em"), &ask(hub, item), "trace"));
    held.unwrap().id
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
    let hold = keep(&hub, Item::Look(held.clone()));
    for size in [1, 2, 3, 100] {
        let (ids, page) = history(&hub, "em", size);
        let without: Vec<_> = all.iter().filter(|id| **id != held).collect();
        assert!(!ids.contains(&held) && without.iter().all(|id| ids.contains(id)), "{}", page.text);
        page.never_says("kept something");
    }
    // A cursor that was given out at the held look goes on where it was.
    let idva = caller(&hub, "idva-1");
    hub.wait_for(review(&hub.loaded.hub, &idva, &hold, today(&hub).checked_add_days(Days::new(3)).unwrap(), "trace")).unwrap();
    history(&hub, "em", 100).1.never_says("kept");
    hub.wait_for(show_her(&hub.loaded.hub, &idva, &hold, "trace")).unwrap();
    let (ids, page) = history(&hub, "em", 100);
    assert!(ids.contains(&held));
    assert!(page.text.contains("kept something from you for a time"), "{}", page.text);
    assert!(page.text.contains("let you see what was kept from you"), "{}", page.text);
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
    let hold = keep(&hub, Item::Row(area.id));
    hub.herself("em").asks(query).never_says("Westhaven");
    let with_steps = goals.iter().find(|g| before.text.matches(&g.id).count() > 1).unwrap_or_else(|| panic!("{}", before.text));
    keep(&hub, Item::Row(with_steps.id.clone()));
    let after = hub.herself("em").asks(query);
    after.never_says(&with_steps.id);
    let count = |answer: &crate::support::Answer| answer.at("myPlan.plans.0.steps").as_array().map_or(0, Vec::len);
    assert!(count(&after) < count(&before), "the steps of a held goal are held: {}", after.text);
    hub.wait_for(show_her(&hub.loaded.hub, &caller(&hub, "idva-1"), &hold, "trace")).unwrap();
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
    let (by, with) = (caller(&hub, worker), caller(&hub, "idva-1"));
    let item = Item::Field("CustodyStatus.legalStatus".into());
    hub.wait_for(keep_from_her(&hub.loaded.hub, &by, &with, hub.id("em"), &ask(&hub, item), "trace")).unwrap();
    hub.herself("em").asks(query).must_not_see("myPlan.custodyStatus.custodyStage");
}

#[test]
fn nobody_holds_alone_without_a_reason_or_for_long_and_nobody_else_ends_it() {
    let hub = DemoHub::fresh();
    let (idva, com, pa) = (caller(&hub, "idva-1"), caller(&hub, "com-1"), caller(&hub, "pa-1"));
    let sound = ask(&hub, Item::Look("x".into()));
    let long = Ask { review_on: today(&hub).checked_add_days(Days::new(15)).unwrap(), ..sound.clone() };
    let silent = Ask { reason: String::new(), ..sound.clone() };
    for (approved, asked) in [(&idva, &sound), (&com, &long), (&com, &silent)] {
        let refused = hub.wait_for(keep_from_her(&hub.loaded.hub, &idva, approved, hub.id("em"), asked, "trace"));
        assert_eq!(refused.unwrap_err().code(), "INVALID_INPUT");
    }
    let hold = keep(&hub, Item::Look("x".into()));
    assert_eq!(hub.wait_for(show_her(&hub.loaded.hub, &pa, &hold, "trace")).unwrap_err().code(), "NOT_FOUND");
    let far = today(&hub).checked_add_days(Days::new(15)).unwrap();
    assert_eq!(hub.wait_for(review(&hub.loaded.hub, &idva, &hold, far, "trace")).unwrap_err().code(), "INVALID_INPUT");
    hub.wait_for(show_her(&hub.loaded.hub, &idva, &hold, "trace")).unwrap();
    assert_eq!(hub.wait_for(show_her(&hub.loaded.hub, &idva, &hold, "trace")).unwrap_err().code(), "NOT_FOUND", "it ends once");
}
