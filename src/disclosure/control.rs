//! What decisions are made from, read in the snapshot: whether she is enrolled, her team, her answers, her blocks and her phase.

use super::decide::Decision;
use crate::{
    audit::Seen,
    consent::{self, Statement},
    error::Error,
    record::{EntitySet, Rows},
    team::{self, Member},
    vocabulary::{Coded, Purpose, RecordStatus},
};
use entity::{enrolment, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Everything about a page of persons that decisions rest on.
#[derive(Debug, Default)]
pub struct State {
    /// Versions to compare again when the disclosure is recorded.
    pub seen: Seen,
    /// Whether each record is open; `Some(None)` when its status cannot be read.
    pub status: HashMap<String, Option<RecordStatus>>,
    /// Teams by person.
    pub teams: HashMap<String, Vec<Member>>,
    /// Answers by person.
    pub statements: HashMap<String, Vec<Statement>>,
    /// Rows by person, of the entities loaded so far.
    pub rows: HashMap<String, Rows>,
    loaded: EntitySet,
}

/// The person whom an agency knows by this number.
pub async fn by_own_reference(db: &impl ConnectionTrait, agency: &str, reference: &str) -> Result<Option<String>, Error> {
    let known = person_reference::Entity::find_by_id((agency.to_owned(), reference.to_owned())).one(db).await?;
    Ok(known.map(|k| k.person_id))
}

/// Loads what decisions about these persons rest on, one query for each kind of thing.
pub async fn load(db: &impl ConnectionTrait, agreed: i64, persons: &[String], purpose: Purpose) -> Result<State, Error> {
    if persons.is_empty() {
        return Ok(State { seen: Seen { agreed, persons: HashMap::new() }, ..State::default() });
    }
    let enrolled = enrolment::Entity::find().filter(enrolment::Column::PersonId.is_in(persons)).all(db).await?;
    let known: Vec<String> = enrolled.iter().map(|e| e.person_id.clone()).collect();
    let control = control_rows(purpose);
    Ok(State {
        seen: Seen { agreed, persons: enrolled.iter().map(|e| (e.person_id.clone(), e.version)).collect() },
        status: enrolled.iter().map(|e| (e.person_id.clone(), RecordStatus::parse(&e.record_status))).collect(),
        teams: team::load(db, &known).await?,
        statements: consent::load(db, &known).await?,
        rows: Rows::load(db, &known, &control).await?.by_person(),
        loaded: control,
    })
}

/// Entities that open and close things: blocks and custody always, release and housing where the purpose depends on them.
fn control_rows(purpose: Purpose) -> EntitySet {
    EntitySet {
        access_block: true,
        custody_status: true,
        release_day: matches!(purpose, Purpose::ReleasePrep | Purpose::ThroughGate),
        housing_need: purpose == Purpose::HousingReferral,
        ..EntitySet::default()
    }
}

/// Loads the entities that the decisions let through, and those that what they let through is computed from, for the persons
/// for whom anything is let through at all.
pub async fn load_rows(db: &impl ConnectionTrait, state: &mut State, decisions: &[Decision]) -> Result<(), Error> {
    let wanted = decisions.iter().fold(EntitySet::default(), |all, d| all | d.entities);
    let persons: Vec<String> = decisions.iter().filter(|d| d.entities != EntitySet::default()).map(|d| d.person.clone()).collect();
    load_entities(db, state, &persons, wanted).await
}

/// Loads what is not loaded yet of these entities.
pub async fn load_entities(db: &impl ConnectionTrait, state: &mut State, persons: &[String], wanted: EntitySet) -> Result<(), Error> {
    if persons.is_empty() {
        return Ok(());
    }
    for (person, rows) in Rows::load(db, persons, &wanted.without(state.loaded)).await?.by_person() {
        state.rows.entry(person).or_default().absorb(rows);
    }
    Ok(())
}
