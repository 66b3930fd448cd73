//! Several hubs on one database: what one of them acknowledged, every one of them keeps to, at once.

use crate::support::{Actor, DemoHub, monday};
use connections_hub::{
    cli::serve,
    clock::Clock,
    http::{self, HttpConfig, RateLimits, Ready},
    identity::Verifier,
    schema::Graph,
    store::Store,
    vocabulary::Role,
};
use entity::{access_record, agency, agreement, client, enrolment, issuer, membership, own_issuer, worker};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::{
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tokio::net::TcpListener;

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
        // It is looked at once a second for everybody who asks.
        thread::sleep(Duration::from_millis(1_100));
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

struct Always;

#[async_trait::async_trait]
impl Ready for Always {
    async fn ready(&self) -> Result<(), &'static str> {
        Ok(())
    }
}

/// The address of another hub that hears of no change of who may ask: its register stays as it is now.
fn deaf(hub: &DemoHub) -> String {
    hub.wait_for(async {
        let (store, clock) = (Store::open(&hub.database.url).await.unwrap(), Clock::fixed(monday()));
        let other = serve::hub(store, clock.clone());
        let registry = Arc::clone(&other.agreed.at(other.store.reader()).await.unwrap().registry);
        let config = HttpConfig { rate: RateLimits::UNHURRIED, ..HttpConfig::default() };
        let router = http::router(config, Arc::new(Graph::new(other)), Arc::new(Verifier::new(registry, clock)), Arc::new(Always));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(http::serve(listener, router, Duration::from_secs(10), std::future::pending()));
        url
    })
}

/// What somebody asks, each in a way of its own through the hub, and is refused with this code; or is answered.
fn meets(actor: &Actor<'_>, code: Option<&str>) {
    let page = "first: 1) { edges { node { id } } }";
    let questions = [
        format!("{{ person(id: \"$jas\", purpose: JOINT_PLANNING) {{ {PRISON} }} }}"),
        format!("{{ caseload(purpose: JOINT_PLANNING, {page} }}"),
        format!("{{ caseload(purpose: JOINT_PLANNING, orderBy: [{{key: PERSON_KNOWN_AS}}], {page} }}"),
        "{ changes(purpose: JOINT_PLANNING) { endCursor } }".to_owned(),
        "{ viewer { role } }".to_owned(),
    ];
    // Twice: what was read for the first may be kept for the second.
    for question in questions.iter().chain(&questions) {
        let answer = actor.asks(question);
        assert_eq!(answer.code(), code, "{question}: {}", answer.text);
    }
    let change = actor.asks("mutation { acknowledge(input: {changeId: \"none\"}) { done } }");
    assert_eq!(change.code(), code.or(Some("NOT_FOUND")), "{}", change.text);
}

#[test]
fn what_was_taken_away_counts_on_a_hub_that_has_not_heard_of_it() {
    let hub = DemoHub::fresh();
    let council = "northshire-leaving-care";
    let adviser = |url: &str| hub.worker("pa-1").at(url);
    let system = |url: &str| hub.actor(council, Role::Pa, "leaving-care-system").at(url);
    let hers = |url: &str| hub.herself("jas").at(url).asks("{ myPlan { id } }");
    let changes = |change: &mut dyn FnMut(&DatabaseTransaction) -> futures::future::BoxFuture<'_, ()>| {
        hub.wait_for(async {
            let writing = hub.loaded.hub.store.writing_agreed().await.unwrap();
            change(writing.db()).await;
            writing.commit().await.unwrap();
        });
    };
    let records = || hub.wait_for(access_record::Entity::find().count(hub.loaded.hub.store.reader())).unwrap();

    // What concerns somebody else concerns nobody here.
    let url = deaf(&hub);
    meets(&adviser(&url), None);
    changes(&mut |db| {
        let renamed = agency::Entity::update_many().col_expr(agency::Column::Name, Expr::value("Another name"));
        Box::pin(async move {
            renamed.exec(db).await.unwrap();
        })
    });
    meets(&adviser(&url), None);
    meets(&system(&url), None);
    assert_eq!(hers(&url).code(), None);

    // A system asks no more for itself, and her own issuer has other keys.
    let before = records();
    changes(&mut |db| {
        let gone = client::Entity::update_many().col_expr(client::Column::Role, Expr::value(Option::<String>::None));
        let gone = gone.filter(client::Column::Id.eq("leaving-care-system"));
        let keys = own_issuer::Entity::update_many().col_expr(own_issuer::Column::Keys, Expr::value(json!({"keys": []})));
        Box::pin(async move {
            gone.exec(db).await.unwrap();
            keys.exec(db).await.unwrap();
        })
    });
    meets(&system(&url), Some("UNAUTHENTICATED"));
    assert_eq!(hers(&url).code(), Some("UNAVAILABLE"));
    assert_eq!(records(), before, "nothing is recorded for whoever is no longer registered");

    // The agency has lost the role.
    let url = deaf(&hub);
    meets(&adviser(&url), None);
    let before = records();
    changes(&mut |db| {
        let roles = agency::Entity::update_many().col_expr(agency::Column::Roles, Expr::value(json!([])));
        let roles = roles.filter(agency::Column::Id.eq(council));
        let workers = worker::Entity::delete_many().filter(worker::Column::AgencyId.eq(council));
        Box::pin(async move {
            workers.exec(db).await.unwrap();
            roles.exec(db).await.unwrap();
        })
    });
    meets(&adviser(&url), Some("UNAUTHENTICATED"));
    assert_eq!(records(), before);

    // The issuer has other keys: only the token can tell whether it is still good.
    let url = deaf(&hub);
    let other = || hub.worker("pom-1").at(&url);
    meets(&other(), None);
    changes(&mut |db| {
        let keys = issuer::Entity::update_many().col_expr(issuer::Column::Keys, Expr::value(json!({"keys": []})));
        Box::pin(async move {
            keys.exec(db).await.unwrap();
        })
    });
    meets(&other(), Some("UNAVAILABLE"));
}
