//! Several hubs on one database: what one of them acknowledged, every one of them keeps to, at once.

use crate::support::DemoHub;
use entity::{agreement, enrolment, membership};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

const PRISON: &str = "custodyStatus { currentPrison }";

#[test]
fn a_stop_on_one_hub_is_kept_to_by_another_from_the_next_question_on() {
    let hub = DemoHub::fresh();
    let other = hub.another();
    let worker = || hub.worker("pa-1").at(&other);
    worker().asks_about("jas", "JOINT_PLANNING", PRISON).must_see("person.custodyStatus.currentPrison");
    let store = &hub.loaded.hub.store;
    hub.wait_for(async {
        let writing = store.writing_about(&[hub.id("jas").to_owned()]).await.unwrap();
        let pause = enrolment::Entity::update_many().col_expr(enrolment::Column::RecordStatus, Expr::value("PAUSED"));
        pause.filter(enrolment::Column::PersonId.eq(hub.id("jas"))).exec(writing.db()).await.unwrap();
        writing.commit().await.unwrap();
    });
    assert_eq!(worker().asks_about("jas", "JOINT_PLANNING", PRISON).code(), Some("NOT_FOUND"));
    hub.wait_for(async {
        let writing = store.writing_about(&[hub.id("em").to_owned()]).await.unwrap();
        let end = membership::Entity::delete_many().filter(membership::Column::PersonId.eq(hub.id("em")));
        end.exec(writing.db()).await.unwrap();
        writing.commit().await.unwrap();
    });
    let caseload = worker().asks("{ caseload(purpose: JOINT_PLANNING) { edges { node { id } } } }");
    caseload.never_says(hub.id("jas")).never_says(hub.id("em"));
}

#[test]
fn an_agreement_that_ended_on_one_hub_has_ended_on_every_hub() {
    let hub = DemoHub::fresh();
    let other = hub.another();
    let worker = || hub.worker("pa-1").at(&other);
    worker().asks_about("jas", "JOINT_PLANNING", PRISON).must_see("person.custodyStatus.currentPrison");
    hub.wait_for(async {
        let writing = hub.loaded.hub.store.writing_agreed().await.unwrap();
        let end = agreement::Entity::update_many().col_expr(agreement::Column::State, Expr::value("ENDED"));
        end.exec(writing.db()).await.unwrap();
        writing.commit().await.unwrap();
    });
    worker().asks_about("jas", "JOINT_PLANNING", PRISON).must_not_see("person.custodyStatus.currentPrison");
}

#[test]
fn what_every_hub_recorded_is_whole() {
    let hub = DemoHub::fresh();
    let other = hub.another();
    for _ in 0..5 {
        hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", PRISON);
        hub.worker("pa-1").at(&other).asks_about("jas", "JOINT_PLANNING", PRISON);
    }
    let found = hub.wait_for(async {
        let snapshot = hub.loaded.hub.store.snapshot().await.unwrap();
        let trusted = connections_hub::audit::Trusted::default();
        connections_hub::audit::verify(&snapshot, &trusted, connections_hub::audit::Extent::Whole, None, &|_| {}).await.unwrap()
    });
    assert_eq!(found.records, 10);
}

#[test]
fn a_hub_that_can_answer_says_so_and_what_should_be_looked_after() {
    let hub = DemoHub::fresh();
    let ready = || {
        let response = reqwest::blocking::get(format!("{}/health/ready", hub.url)).unwrap();
        (response.status().as_u16(), response.text().unwrap())
    };
    assert_eq!(ready(), (200, r#"{"status":"ready","warnings":["CHECKPOINT_KEY"]}"#.to_owned()), "tests sign nothing");
    let busy = hub.wait_for(hub.loaded.hub.store.writing_agreed()).unwrap();
    assert_eq!(ready(), (503, r#"{"status":"not ready","reason":"AUDIT_LOG"}"#.to_owned()), "nobody can record just now");
    hub.wait_for(busy.rollback()).unwrap();
    assert_eq!(ready().0, 200);
    hub.wait_for(async {
        let writing = hub.loaded.hub.store.writing_agreed().await.unwrap();
        entity::policy::Entity::delete_many().exec(writing.db()).await.unwrap();
        writing.commit().await.unwrap();
    });
    assert_eq!(ready(), (503, r#"{"status":"not ready","reason":"POLICY"}"#.to_owned()));
}
