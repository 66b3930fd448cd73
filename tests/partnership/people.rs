//! First enrolments: stable ids, versions that move, and endings that stay.

use super::northshire::{database, file, imported};
use entity::{enrolment, membership, person_reference};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};

async fn jas(db: &DatabaseConnection) -> enrolment::Model {
    enrolment::Entity::find().one(db).await.unwrap().unwrap()
}

fn team(file: &mut Value) -> &mut Value {
    &mut file["enrolments"][0]["team"]
}

#[tokio::test]
async fn a_person_keeps_her_id_and_gets_a_new_version_only_when_something_changed() {
    let db = database().await;
    let outcome = imported(&db, &file()).await;
    let first = jas(&db).await;
    assert_eq!((first.version, outcome.people.get("jas")), (1, Some(&first.person_id)));
    imported(&db, &file()).await;
    assert_eq!(jas(&db).await, first);
    let mut changed = file();
    team(&mut changed)[1]["to"] = json!("2026-12-01T00:00:00Z");
    imported(&db, &changed).await;
    assert_eq!(jas(&db).await, enrolment::Model { version: 2, ..first.clone() });
    changed["enrolments"][0]["references"]["hmp-northmoor"] = json!("A9999ZZ");
    imported(&db, &changed).await;
    assert_eq!(jas(&db).await.version, 3);
    let references = person_reference::Entity::find().all(&db).await.unwrap();
    assert!(references.iter().all(|r| r.reference != "A1234AA"), "the old number of the agency is given up");
}

#[tokio::test]
async fn a_membership_that_the_file_no_longer_names_is_left_alone() {
    let db = database().await;
    imported(&db, &file()).await;
    let mut shorter = file();
    team(&mut shorter).as_array_mut().unwrap().remove(1);
    let outcome = imported(&db, &shorter).await;
    assert!(outcome.is_unchanged());
    assert_eq!(membership::Entity::find().all(&db).await.unwrap().len(), 2);
}

/// Ends the specialist's membership, as she may at any time.
async fn she_ends_it(db: &DatabaseConnection) {
    let all = membership::Entity::find().all(db).await.unwrap();
    let mut row = all.into_iter().find(|m| m.role == "CES").unwrap().into_active_model();
    row.state = Set("ENDED".into());
    row.to = Set(Some("2026-06-20T00:00:00Z".parse().unwrap()));
    row.update(db).await.unwrap();
}

#[tokio::test]
async fn what_she_ended_stays_ended_when_the_file_comes_again() {
    let db = database().await;
    imported(&db, &file()).await;
    she_ends_it(&db).await;
    let outcome = imported(&db, &file()).await;
    assert_eq!(outcome.kept, 1);
    assert!(outcome.is_unchanged(), "{outcome:?}");
    assert_eq!(jas(&db).await.version, 1);
}

#[tokio::test]
async fn a_worker_who_came_back_later_has_a_new_membership() {
    let db = database().await;
    imported(&db, &file()).await;
    she_ends_it(&db).await;
    let mut later = file();
    team(&mut later)[0]["from"] = json!("2026-06-25T09:00:00Z");
    assert_eq!(imported(&db, &later).await.added, 1);
    assert!(imported(&db, &later).await.is_unchanged());
}

#[tokio::test]
async fn a_file_never_reopens_a_record() {
    let db = database().await;
    imported(&db, &file()).await;
    let mut row = jas(&db).await.into_active_model();
    row.record_status = Set("DECEASED_LOCKED".into());
    row.update(&db).await.unwrap();
    let outcome = imported(&db, &file()).await;
    assert_eq!((outcome.kept, outcome.is_unchanged()), (1, true));
    assert_eq!(jas(&db).await.record_status, "DECEASED_LOCKED");
}

#[tokio::test]
async fn two_people_may_have_had_each_others_reference() {
    let db = database().await;
    let with_em = |jas: &str, em: &str| {
        let mut both = file();
        both["enrolments"][0]["references"]["hmp-northmoor"] = json!(jas);
        let second = json!({"label": "em", "enrolledBy": "hmp-northmoor", "enrolledOn": "2026-06-02", "references": {"hmp-northmoor": em}});
        both["enrolments"].as_array_mut().unwrap().push(second);
        both
    };
    let people = imported(&db, &with_em("A1", "A2")).await.people;
    assert_eq!(imported(&db, &with_em("A2", "A1")).await.people, people);
    let rows = person_reference::Entity::find().all(&db).await.unwrap();
    let of = |reference: &str| rows.iter().find(|r| r.reference == reference).map(|r| r.person_id.clone());
    assert_eq!((of("A2").as_ref(), of("A1").as_ref()), (people.get("jas"), people.get("em")));
}
