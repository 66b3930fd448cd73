//! First enrolments: stable ids, versions that move, and endings that stay.

use super::northshire::{database, file, imported};
use entity::{enrolment, membership, person_reference};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel, QueryOrder, Set};
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

/// The membership of this role, changed behind the file's back.
async fn since(db: &DatabaseConnection, role: &str, change: impl FnOnce(&mut membership::ActiveModel)) {
    let mut row = of_role(db, role).await.remove(0).into_active_model();
    change(&mut row);
    row.update(db).await.unwrap();
}

async fn of_role(db: &DatabaseConnection, role: &str) -> Vec<membership::Model> {
    let all = membership::Entity::find().order_by_asc(membership::Column::From).all(db).await.unwrap();
    all.into_iter().filter(|m| m.role == role).collect()
}

/// She moves, and the prison's workers stay for a day.
async fn she_moves(db: &DatabaseConnection) {
    since(db, "POM", |row| {
        row.to = Set(Some("2026-07-02T08:00:00Z".parse().unwrap()));
        row.end_reason = Set(Some("MOVED_PRISON".into()));
    })
    .await;
}

#[tokio::test]
async fn an_end_that_was_set_since_is_never_put_off() {
    let db = database().await;
    imported(&db, &file()).await;
    she_moves(&db).await;
    let before = of_role(&db, "POM").await;
    let mut later = file();
    for to in [json!(null), json!("2026-12-01T00:00:00Z")] {
        team(&mut later)[1]["to"] = to;
        let outcome = imported(&db, &later).await;
        assert!(outcome.kept == 1 && outcome.is_unchanged(), "{outcome:?}");
        assert_eq!(of_role(&db, "POM").await, before);
    }
    let mut sooner = file();
    team(&mut sooner)[1]["to"] = json!("2026-07-01T12:00:00Z");
    assert_eq!(imported(&db, &sooner).await.changed, 1);
    assert_eq!(of_role(&db, "POM").await[0].to, Some("2026-07-01T12:00:00Z".parse().unwrap()));
    // She comes back: that is another place, and the old one ends all the same.
    let mut back = file();
    team(&mut back)[1]["from"] = json!("2026-08-01T09:00:00Z");
    assert_eq!(imported(&db, &back).await.added, 1);
    assert!(imported(&db, &back).await.is_unchanged());
    let ends: Vec<_> = of_role(&db, "POM").await.iter().map(|m| m.to.is_some()).collect();
    assert_eq!(ends, [true, false]);
}

/// The file with an invitation of the personal adviser, or of their mailbox.
fn inviting(worker: Option<&str>) -> Value {
    let mut inviting = file();
    inviting["enrolments"][0]["references"]["northshire-leaving-care"] = json!("LC-1");
    let member =
        json!({"agency": "northshire-leaving-care", "role": "PA", "worker": worker, "state": "INVITED", "from": "2026-06-10T09:00:00Z"});
    team(&mut inviting).as_array_mut().unwrap().push(member);
    inviting
}

/// A worker takes the invitation up, under the organisation's own number for her.
async fn taken_up(db: &DatabaseConnection, number: &str) {
    since(db, "PA", |row| {
        row.state = Set("LIVE".into());
        row.worker = Set(Some("pa-1".into()));
        row.accepted_by = Set(Some("northshire-leaving-care/pa-1".into()));
        row.from = Set("2026-06-12T09:00:00Z".parse().unwrap());
        row.source_ref = Set(Some(number.into()));
    })
    .await;
    let person_id = jas(db).await.person_id;
    let row = person_reference::Model { agency_id: "northshire-leaving-care".into(), reference: number.into(), person_id };
    row.into_active_model().insert(db).await.unwrap();
}

#[tokio::test]
async fn an_invitation_that_was_taken_up_stays_so_until_the_file_ends_it() {
    for worker in [Some("pa-1"), None] {
        let db = database().await;
        imported(&db, &inviting(worker)).await;
        taken_up(&db, "LC-9").await;
        let before = of_role(&db, "PA").await;
        let outcome = imported(&db, &inviting(worker)).await;
        assert!(outcome.is_unchanged(), "{worker:?}: {outcome:?}");
        assert_eq!(outcome.kept, 2, "the place, and the number under which it was taken up");
        assert_eq!(of_role(&db, "PA").await, before, "{worker:?}");
        let mut ended = inviting(worker);
        team(&mut ended)[2]["state"] = json!("ENDED");
        team(&mut ended)[2]["to"] = json!("2026-06-30T09:00:00Z");
        assert_eq!(imported(&db, &ended).await.changed, 1, "{worker:?}");
        assert!(imported(&db, &ended).await.is_unchanged() && imported(&db, &inviting(worker)).await.is_unchanged(), "{worker:?}");
        let states: Vec<_> = of_role(&db, "PA").await.into_iter().map(|m| m.state).collect();
        assert_eq!(states, ["ENDED"], "{worker:?}");
        // Invited again after that: a new place.
        let mut again = inviting(worker);
        team(&mut again)[2]["from"] = json!("2026-07-01T09:00:00Z");
        assert_eq!(imported(&db, &again).await.added, 1, "{worker:?}");
        assert!(imported(&db, &again).await.is_unchanged(), "{worker:?}");
    }
}

#[tokio::test]
async fn a_mailbox_beside_a_worker_whom_the_file_names_is_a_place_of_its_own() {
    let db = database().await;
    imported(&db, &inviting(Some("pa-1"))).await;
    taken_up(&db, "LC-1-9").await;
    let mut both = inviting(Some("pa-1"));
    let mailbox = inviting(None)["enrolments"][0]["team"][2].clone();
    team(&mut both).as_array_mut().unwrap().push(mailbox);
    assert_eq!(imported(&db, &both).await.added, 1);
    assert!(imported(&db, &both).await.is_unchanged());
}

#[tokio::test]
async fn an_earlier_place_that_the_file_states_ended_ends_no_later_one() {
    let db = database().await;
    let mut stated = inviting(Some("pa-1"));
    team(&mut stated)[2]["state"] = json!("ENDED");
    team(&mut stated)[2]["to"] = json!("2026-06-11T09:00:00Z");
    imported(&db, &stated).await;
    let again = membership::Model {
        id: "again".into(),
        invited_on: Some("2026-06-20T09:00:00Z".parse().unwrap()),
        ..of_role(&db, "PA").await[0].clone()
    };
    let again = membership::Model { state: "LIVE".into(), from: "2026-06-21T09:00:00Z".parse().unwrap(), to: None, ..again };
    again.clone().into_active_model().insert(&db).await.unwrap();
    let outcome = imported(&db, &stated).await;
    assert!(outcome.is_unchanged(), "{outcome:?}");
    assert_eq!(of_role(&db, "PA").await[1], again);
}

#[tokio::test]
async fn the_number_under_which_a_place_was_taken_up_goes_only_to_another_woman() {
    let db = database().await;
    imported(&db, &inviting(Some("pa-1"))).await;
    taken_up(&db, "LC-9").await;
    let numbers = async || {
        let all = person_reference::Entity::find().order_by_asc(person_reference::Column::Reference).all(&db).await.unwrap();
        let here = all.into_iter().filter(|r| r.agency_id == "northshire-leaving-care");
        here.map(|r| (r.reference, r.person_id)).collect::<Vec<_>>()
    };
    let her = jas(&db).await.person_id;
    let mut other = inviting(Some("pa-1"));
    other["enrolments"][0]["references"]["northshire-leaving-care"] = json!("LC-2");
    assert_eq!(imported(&db, &other).await.removed, 1, "the file's own");
    assert_eq!(numbers().await, [("LC-2".to_owned(), her.clone()), ("LC-9".to_owned(), her.clone())]);
    let em = json!({"label": "em", "enrolledBy": "hmp-northmoor", "enrolledOn": "2026-06-02", "references": {"northshire-leaving-care": "LC-9"}});
    other["enrolments"].as_array_mut().unwrap().push(em);
    let people = imported(&db, &other).await.people;
    assert_eq!(numbers().await, [("LC-2".to_owned(), her), ("LC-9".to_owned(), people["em"].clone())]);
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
