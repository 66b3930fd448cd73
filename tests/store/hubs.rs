//! Several hubs on one database: what one of them acknowledged, every one of them keeps to, at once.

use crate::support::DemoHub;
use entity::{agreement, enrolment, issuer, membership};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::{
    thread,
    time::{Duration, Instant},
};

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

/// Waits until a token is believed no more, and fails when that takes longer than it may.
fn is_refused_soon(hub: &DemoHub, url: &str) {
    let began = Instant::now();
    while hub.worker("pa-1").at(url).asks("{ viewer { role } }").code() != Some("UNAUTHENTICATED") {
        assert!(began.elapsed() < Duration::from_secs(20), "the other hub still believes it");
        thread::sleep(Duration::from_millis(20));
    }
}

async fn loses_its_keys(hub: &DemoHub, past_the_door: bool) {
    let keys = issuer::Entity::update_many().col_expr(issuer::Column::Keys, Expr::value(json!({"keys": []})));
    let writing = hub.loaded.hub.store.writing_agreed().await.unwrap();
    keys.exec(writing.db()).await.unwrap();
    if past_the_door {
        // Whoever listened is cut off, so that no hint arrives.
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()";
        writing.db().execute_unprepared(cut).await.unwrap();
    }
    writing.commit().await.unwrap();
}

#[test]
fn an_issuer_that_lost_its_keys_is_believed_by_no_hub() {
    for cut_off in [false, true] {
        let hub = DemoHub::fresh();
        let other = hub.another();
        assert_eq!(hub.worker("pa-1").at(&other).asks("{ viewer { role } }").code(), None);
        hub.wait_for(loses_its_keys(&hub, cut_off && hub.database.is_postgres()));
        is_refused_soon(&hub, &other);
    }
}

#[test]
fn a_hint_comes_with_the_change_and_where_none_can_come_time_passes() {
    let hub = DemoHub::fresh();
    let store = hub.loaded.hub.store.clone();
    let (long, took) = if hub.database.is_postgres() { (Duration::from_mins(1), 30) } else { (Duration::from_millis(50), 1) };
    hub.wait_for(async {
        let mut hints = store.hints();
        // The first look listens; what was said before it is found by looking.
        hints.within(Duration::from_secs(2)).await;
        let began = Instant::now();
        let changes = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            store.writing_agreed().await.unwrap().commit().await.unwrap();
        };
        tokio::join!(hints.within(long), changes);
        assert!(began.elapsed() < Duration::from_secs(took), "{:?}", began.elapsed());
    });
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
        let snapshot = hub.loaded.hub.store.long_snapshot().await.unwrap();
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
