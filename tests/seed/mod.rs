//! Invented people: the same in every run, taken in like anybody else's, and never among anybody else's.

use chrono::{DateTime, TimeZone, Utc};
use connections_hub::{
    seed::{self, Plan},
    store::Store,
};
use entity::{consent_statement, goal, membership};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use tempfile::TempDir;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap()
}

async fn planted(people: u64, seed: u64) -> (Store, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite://{}", dir.path().join("hub.sqlite").display())).await.unwrap();
    store.migrate().await.unwrap();
    plant(&store, people, seed).await;
    (store, dir)
}

async fn plant(store: &Store, people: u64, seed: u64) {
    let plan = Plan { people, seed, today: now().date_naive() };
    seed::plant(store, &plan, now(), &()).await.expect("invented people are taken in");
}

/// What is told of goals, without ids, which are the hub's own.
async fn goals(store: &Store) -> Vec<(String, Option<String>, Option<String>, Option<chrono::NaiveDate>)> {
    let rows = goal::Entity::find().all(store.reader()).await.unwrap().into_iter();
    let mut rows: Vec<_> = rows.map(|g| (g.source_ref, g.title, g.status, g.target_date)).collect();
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_makes_the_same_people_and_the_second_time_changes_nothing() {
    let (store, _dir) = planted(60, 7).await;
    let first = goals(&store).await;
    assert_eq!(first.len(), 180);
    plant(&store, 60, 7).await;
    assert_eq!(goals(&store).await, first);
    let (other, _dir) = planted(60, 8).await;
    assert_ne!(goals(&other).await.into_iter().map(|g| g.1).collect::<Vec<_>>(), first.into_iter().map(|g| g.1).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_has_at_most_fifty_people_and_every_one_of_them_has_answered() {
    let (store, _dir) = planted(60, 7).await;
    let of = |worker: &str| {
        membership::Entity::find()
            .filter(membership::Column::AgencyId.eq(seed::LEAVING_CARE))
            .filter(membership::Column::Worker.eq(worker))
            .count(store.reader())
    };
    assert_eq!((of("pa-1").await.unwrap(), of("pa-2").await.unwrap()), (50, 10));
    let answers = consent_statement::Entity::find().count(store.reader()).await.unwrap();
    assert!(answers >= 60 * 5, "{answers} answers");
}

#[tokio::test(flavor = "multi_thread")]
async fn invented_people_never_stand_among_others() {
    let (store, _dir) = planted(1, 7).await;
    let row = entity::enrolment::Entity::find().one(store.reader()).await.unwrap().unwrap();
    let somebody =
        entity::enrolment::Model { person_id: "another".into(), label: "another".into(), enrolled_by: seed::PRISON.into(), ..row };
    let somebody = sea_orm::IntoActiveModel::into_active_model(somebody);
    entity::enrolment::Entity::insert(somebody).exec_without_returning(store.writer()).await.unwrap();
    let plan = Plan { people: 1, seed: 9, today: now().date_naive() };
    assert_eq!(seed::plant(&store, &plan, now(), &()).await.unwrap_err().code(), "CONFLICT");
}
