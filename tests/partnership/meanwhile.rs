//! What changes while a file is being read, on a server that lets both write at once.

use super::northshire::{file, imported};
use crate::database::{TestDatabase, somebody_waits};
use connections_hub::store::Store;
use entity::enrolment;
use sea_orm::{ConnectionTrait, EntityTrait, TransactionTrait};
use serde_json::json;

/// Jas, once a file that says something new about her was read up to her team, this was done meanwhile, and the file went on; nothing
/// where files and changes take turns.
async fn meanwhile(these: &[&str]) -> Option<enrolment::Model> {
    let database = TestDatabase::fresh().await;
    if !database.is_postgres() {
        return None;
    }
    let store = Store::open(&database.url).await.unwrap();
    store.migrate().await.unwrap();
    imported(store.writer(), &file()).await;
    let mut changed = file();
    changed["enrolments"][0]["enrolledOn"] = json!("2026-06-03");
    let team = store.writer().begin().await.unwrap();
    team.execute_unprepared("SELECT id FROM membership FOR UPDATE").await.unwrap();
    let (importer, jas) = (store.clone(), async || enrolment::Entity::find().one(store.reader()).await.unwrap().unwrap());
    let import = tokio::spawn(async move { imported(importer.writer(), &changed).await });
    somebody_waits(store.reader()).await;
    for change in these {
        let writing = store.writing_about(&[jas().await.person_id]).await.unwrap();
        writing.db().execute_unprepared(change).await.unwrap();
        writing.commit().await.unwrap();
    }
    team.rollback().await.unwrap();
    assert_eq!(import.await.unwrap().changed, 1);
    Some(jas().await)
}

#[tokio::test]
async fn her_version_never_goes_back() {
    let Some(jas) = meanwhile(&["SELECT 1", "SELECT 1"]).await else { return };
    assert_eq!(
        (jas.version, jas.enrolled_on.to_string().as_str()),
        (4, "2026-06-03"),
        "one of the first file, two since, one of this file"
    );
}

#[tokio::test]
async fn a_record_that_is_closed_stays_closed() {
    let Some(jas) = meanwhile(&["UPDATE enrolment SET record_status = 'DECEASED_LOCKED'"]).await else { return };
    assert_eq!((jas.version, jas.record_status.as_str()), (3, "DECEASED_LOCKED"));
}
