use crate::database::TestDatabase;
use chrono::NaiveDate;
use connections_hub::{
    audit::{Seen, versions},
    store::{Store, Writing},
};
use entity::enrolment;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, DbBackend, EntityTrait, IntoActiveModel, Statement};

async fn store() -> (Store, TestDatabase) {
    let database = TestDatabase::fresh().await;
    let store = Store::open(&database.url).await.unwrap();
    store.migrate().await.unwrap();
    for label in ["jas", "em"] {
        let day = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        let model = enrolment::Model {
            person_id: label.to_owned(),
            label: label.to_owned(),
            enrolled_by: "womens-centre".into(),
            enrolled_on: day,
            record_status: "ACTIVE".into(),
            version: 1,
        };
        model.into_active_model().insert(store.writer()).await.unwrap();
    }
    (store, database)
}

async fn seen(store: &Store) -> Seen {
    versions(store.reader(), &["jas".into(), "em".into()]).await.unwrap()
}

fn as_of(agreed: i64, jas: i64, em: i64) -> Seen {
    Seen { agreed, persons: [("jas".into(), jas), ("em".into(), em)].into() }
}

async fn pause(writing: &Writing, person: &str) {
    let change = enrolment::ActiveModel { person_id: Set(person.into()), record_status: Set("PAUSED".into()), ..Default::default() };
    enrolment::Entity::update(change).exec(writing.db()).await.unwrap();
}

#[tokio::test]
async fn what_is_written_about_a_person_raises_her_version_and_nobody_elses() {
    let (store, _database) = store().await;
    let writing = store.writing_about(&["jas".into()]).await.unwrap();
    pause(&writing, "jas").await;
    assert_eq!(seen(&store).await, as_of(0, 1, 1), "nothing stands before the commit");
    writing.commit().await.unwrap();
    assert_eq!(seen(&store).await, as_of(0, 2, 1));
}

#[tokio::test]
async fn what_is_dropped_changes_nothing() {
    let (store, _database) = store().await;
    let writing = store.writing_about(&["jas".into()]).await.unwrap();
    pause(&writing, "jas").await;
    drop(writing);
    assert_eq!(seen(&store).await, as_of(0, 1, 1));
    let row = enrolment::Entity::find_by_id("jas").one(store.reader()).await.unwrap().unwrap();
    assert_eq!(row.record_status, "ACTIVE");
    store.writing_about(&["em".into()]).await.unwrap().commit().await.unwrap();
    assert_eq!(seen(&store).await, as_of(0, 1, 2), "the writer's place is free again");
}

#[tokio::test]
async fn what_is_agreed_has_a_version_of_its_own() {
    let (store, _database) = store().await;
    for agreed in 1..=2 {
        store.writing_agreed().await.unwrap().commit().await.unwrap();
        assert_eq!(seen(&store).await, as_of(agreed, 1, 1));
    }
}

#[tokio::test]
async fn a_file_says_at_its_end_whom_it_concerned() {
    let (store, _database) = store().await;
    let writing = Writing::at_large(store.writer()).await.unwrap();
    writing.commit_about(&["em", "nobody"], true).await.unwrap();
    assert_eq!(seen(&store).await, as_of(1, 1, 2));
}

#[tokio::test]
async fn a_write_sees_what_was_committed_before_each_of_its_statements_whatever_the_server_is_told() {
    let (store, database) = store().await;
    if !database.is_postgres() {
        return; // One writer at a time.
    }
    let name = "SELECT current_database()";
    let row = store.reader().query_one_raw(Statement::from_string(DbBackend::Postgres, name)).await.unwrap().unwrap();
    let name: String = row.try_get_by_index(0).unwrap();
    let strict = format!("ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'");
    store.writer().execute_unprepared(&strict).await.unwrap();
    let fresh = Store::open(&database.url).await.unwrap();
    let writing = fresh.writing_about(&["jas".into()]).await.unwrap();
    let asked = Statement::from_string(DbBackend::Postgres, "SHOW transaction_isolation");
    let row = writing.db().query_one_raw(asked).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<String>(0).unwrap(), "read committed");
}
