//! What decisions are made from: whether she is enrolled, her team, her answers, her blocks and her phase.

use super::{Hub, decide::Decision, newest::Newest};
use crate::{
    audit::{NOT_ENROLLED, Seen},
    consent::{self, Statement},
    error::Error,
    record::{EntitySet, Rows},
    restriction,
    team::{self, Member},
    vocabulary::{Coded, Purpose, RecordStatus},
};
use chrono::{DateTime, Utc};
use entity::{enrolment, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::{collections::HashMap, sync::Arc};

/// Everything about a page of persons that decisions rest on.
#[derive(Debug, Default)]
pub struct State {
    /// Versions to compare again when the disclosure is recorded.
    pub seen: Seen,
    /// Of each who is enrolled.
    pub persons: HashMap<String, OfPerson>,
    loaded: EntitySet,
}

/// What is known of one person before anything is decided.
#[derive(Clone, Debug)]
pub struct OfPerson {
    /// Whether her record is open; `None` when its status cannot be read.
    pub status: Option<RecordStatus>,
    /// What else decisions about her rest on.
    pub control: Arc<Control>,
}

/// What decisions about one person rest on, beside her version and her record's status.
#[derive(Debug, Default)]
pub struct Control {
    /// Her team.
    pub members: Vec<Member>,
    /// Her answers.
    pub statements: Vec<Statement>,
    /// Rows of the entities that open and close things.
    pub rows: Rows,
}

impl State {
    /// Whether this person's record may be met at all.
    pub fn is_open(&self, person: &str) -> bool {
        restriction::is_open(self.persons.get(person).and_then(|her| her.status))
    }
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
    let loaded = control_rows(purpose);
    // Whoever does not exist is asked for as often as whoever does: the time it takes tells nothing, and enrolling her meanwhile counts.
    let mut teams = team::load(db, persons).await?;
    let mut statements = consent::load(db, persons).await?;
    let mut rows = Rows::load(db, persons, &loaded).await?.by_person();
    let mut state = State { seen: unseen(agreed, persons), persons: HashMap::with_capacity(enrolled.len()), loaded };
    for enrolment::Model { person_id: person, version, record_status, .. } in enrolled {
        let control = Control {
            members: teams.remove(&person).unwrap_or_default(),
            statements: statements.remove(&person).unwrap_or_default(),
            rows: rows.remove(&person).unwrap_or_default(),
        };
        state.seen.persons.insert(person.clone(), version);
        state.persons.insert(person, OfPerson { status: RecordStatus::parse(&record_status), control: Arc::new(control) });
    }
    Ok(state)
}

/// What was seen when none of these persons was found.
fn unseen(agreed: i64, persons: &[String]) -> Seen {
    Seen { agreed, persons: persons.iter().map(|person| (person.clone(), NOT_ENROLLED)).collect() }
}

/// The same as [`load`] from what is kept under the newest versions; `None` when anything of it is not kept.
pub fn kept(hub: &Hub, persons: &[String], newest: &Newest, purpose: Purpose, now: DateTime<Utc>) -> Option<State> {
    let loaded = control_rows(purpose);
    let mut state = State { seen: unseen(newest.agreed, persons), persons: HashMap::with_capacity(persons.len()), loaded };
    for (person, her) in persons.iter().filter_map(|person| Some((person, newest.enrolled.get(person)?))) {
        let control = hub.kept.control(person, her.version, loaded, now)?;
        state.seen.persons.insert(person.clone(), her.version);
        state.persons.insert(person.clone(), OfPerson { status: RecordStatus::parse(&her.status), control });
    }
    Some(state)
}

/// Keeps what the decisions about these persons rested on.
pub fn keep(hub: &Hub, state: &State, decisions: &[Decision]) {
    let now = hub.clock.now();
    for person in decisions.iter().map(|decision| decision.person.as_str()) {
        if let (Some(her), Some(version)) = (state.persons.get(person), state.seen.persons.get(person)) {
            hub.kept.put_control(person, *version, state.loaded, Arc::clone(&her.control), now);
        }
    }
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

/// Her rows, and everybody else's, of the entities that the decisions let through and of those that what they let through is computed
/// from; only for the persons for whom anything is let through at all.
pub async fn load_rows(hub: &Hub, db: &impl ConnectionTrait, state: &State, decisions: &[Decision]) -> Result<AllRows, Error> {
    let (wanted, persons) = wanted(decisions);
    rows(hub, db, state, persons, wanted).await
}

/// The same from what is kept; `None` when anything of it is not kept.
pub fn kept_rows(hub: &Hub, state: &State, decisions: &[Decision], now: DateTime<Utc>) -> Option<AllRows> {
    let (wanted, persons) = wanted(decisions);
    let (all, missing) = of_kept(hub, state, persons, wanted | state.loaded, now);
    missing.is_empty().then_some(all)
}

/// Entities that are let through for somebody, and for whom anything is.
fn wanted(decisions: &[Decision]) -> (EntitySet, impl Iterator<Item = &str>) {
    let wanted = decisions.iter().fold(EntitySet::default(), |all, d| all | d.entities);
    (wanted, decisions.iter().filter(|d| d.entities != EntitySet::default()).map(|d| d.person.as_str()))
}

/// Rows by person, shared with what the hub keeps.
pub type AllRows = HashMap<String, Arc<Rows>>;

/// Rows of these entities, and of those that were loaded to decide, about these persons: from what is kept as of her version, else one
/// query an entity.
pub async fn rows<'a>(
    hub: &Hub,
    db: &impl ConnectionTrait,
    state: &State,
    persons: impl Iterator<Item = &'a str>,
    wanted: EntitySet,
) -> Result<AllRows, Error> {
    let (shape, now) = (wanted | state.loaded, hub.clock.now());
    let (mut all, missing) = of_kept(hub, state, persons, shape, now);
    if missing.is_empty() {
        return Ok(all);
    }
    let mut loaded = Rows::load(db, &missing, &wanted.without(state.loaded)).await?.by_person();
    for person in missing {
        let mut rows = loaded.remove(&person).unwrap_or_default();
        if let Some(her) = state.persons.get(&person) {
            rows.absorb(her.control.rows.clone());
        }
        let rows = Arc::new(rows);
        if let Some(version) = state.seen.persons.get(&person) {
            hub.kept.put_rows(&person, *version, shape, Arc::clone(&rows), now);
        }
        all.insert(person, rows);
    }
    Ok(all)
}

/// What is kept of the rows of these persons, and those of whom it is not.
fn of_kept<'a>(
    hub: &Hub,
    state: &State,
    persons: impl Iterator<Item = &'a str>,
    shape: EntitySet,
    now: DateTime<Utc>,
) -> (AllRows, Vec<String>) {
    let (mut all, mut missing) = (AllRows::new(), Vec::new());
    for person in persons {
        let version = state.seen.persons.get(person);
        match version.and_then(|version| hub.kept.rows(person, *version, shape, now)) {
            Some(rows) => drop(all.insert(person.to_owned(), rows)),
            None => missing.push(person.to_owned()),
        }
    }
    (all, missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use migration::MigratorTrait as _;
    use sea_orm::Statement;
    use sea_orm::{ActiveModelTrait, Database, DatabaseConnection, DbBackend, DbErr, ExecResult, IntoActiveModel, QueryResult};
    use std::sync::Mutex;

    /// A connection that writes down what it is asked.
    struct Overheard(DatabaseConnection, Mutex<Vec<String>>);

    impl Overheard {
        fn note(&self, statement: Statement) -> Statement {
            self.1.lock().unwrap().push(statement.sql.clone());
            statement
        }
    }

    #[async_trait::async_trait]
    impl ConnectionTrait for Overheard {
        fn get_database_backend(&self) -> DbBackend {
            self.0.get_database_backend()
        }

        async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
            self.0.execute_raw(self.note(statement)).await
        }

        async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
            self.0.execute_unprepared(sql).await
        }

        async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
            self.0.query_one_raw(self.note(statement)).await
        }

        async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
            self.0.query_all_raw(self.note(statement)).await
        }
    }

    #[tokio::test]
    async fn a_stranger_costs_as_many_queries_as_somebody_who_is_here() {
        let db = Database::connect("sqlite::memory:").await.unwrap();
        migration::Migrator::up(&db, None).await.unwrap();
        let her = enrolment::Model {
            person_id: "her".into(),
            label: "her".into(),
            enrolled_by: "prison".into(),
            enrolled_on: chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
            record_status: RecordStatus::Active.code().into(),
            version: 1,
        };
        her.into_active_model().insert(&db).await.unwrap();
        let overheard = Overheard(db, Mutex::default());
        let mut asked = Vec::new();
        for person in ["her", "a stranger", ""] {
            let state = load(&overheard, 1, &[person.to_owned()], Purpose::ThroughGate).await.unwrap();
            crate::audit::versions(&overheard, &state.seen.persons.into_keys().collect::<Vec<_>>()).await.unwrap();
            asked.push(std::mem::take(&mut *overheard.1.lock().unwrap()));
        }
        assert!(asked[0].len() > 5, "{asked:?}");
        assert!(asked.iter().all(|queries| *queries == asked[0]), "{asked:?}");
    }
}
