//! Stops that were told, as those look at them who see to it that they are obeyed.

use crate::{
    error::Error,
    team::{self, Who},
    vocabulary::{ChangeKind, Coded, KeptUnderLaw},
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::outbox::{self, Column};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

/// Stops that are looked at together, the oldest first.
const MOST: u64 = 1_000;

/// That an organisation was told to stop using something.
#[derive(Clone, Debug)]
pub struct Stop {
    /// About whom.
    pub person: String,
    /// Which organisation.
    pub agency: String,
    /// Which fields, `Entity.field`.
    pub fields: Vec<String>,
    /// When it was told.
    pub at: DateTime<Utc>,
    /// By when it must answer.
    pub due_on: Option<NaiveDate>,
    /// When it answered, and what it keeps by law.
    pub answered: Option<(DateTime<Utc>, KeptUnderLaw)>,
    only_worker: Option<String>,
    workers: Vec<String>,
}

impl Stop {
    fn read(row: outbox::Model) -> Self {
        let list = |json: serde_json::Value| serde_json::from_value(json).unwrap_or_default();
        let kept = row.kept_under_law.as_deref().and_then(KeptUnderLaw::parse).unwrap_or(KeptUnderLaw::Nothing);
        Self {
            person: row.person_id,
            agency: row.agency_id,
            fields: list(row.fields),
            at: row.at,
            due_on: row.due_on,
            answered: row.acknowledged_at.map(|at| (at, kept)),
            only_worker: row.only_worker,
            workers: row.workers.map(list).unwrap_or_default(),
        }
    }

    /// Whether it is this worker who must stop, or had what is stopped.
    pub fn concerns(&self, worker: &str) -> bool {
        self.only_worker.as_deref().map_or_else(|| self.workers.iter().any(|had| had == worker), |only| only == worker)
    }
}

async fn all(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Stop>, Error> {
    let query = outbox::Entity::find().filter(Column::Kind.eq(ChangeKind::StopUsing.code())).filter(condition);
    let rows = query.order_by_asc(Column::DueOn).order_by_asc(Column::Id).limit(MOST).all(db).await?;
    Ok(rows.into_iter().map(Stop::read).collect())
}

/// Stops that an organisation has not answered in a role.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn unanswered(db: &impl ConnectionTrait, who: &Who<'_>) -> Result<Vec<Stop>, Error> {
    let theirs = Condition::all().add(Column::AgencyId.eq(who.agency)).add(Column::Role.eq(who.role.code()));
    all(db, theirs.add(Column::AcknowledgedAt.is_null())).await
}

/// Stops that nobody answered and that were due before this day, of these organisations and of others about women on whose team these
/// are or were.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn overdue(db: &impl ConnectionTrait, today: NaiveDate, agencies: &[String]) -> Result<Vec<Stop>, Error> {
    let theirs = Condition::any().add(Column::AgencyId.is_in(agencies)).add(Column::PersonId.in_subquery(team::ever_with(agencies)));
    all(db, Condition::all().add(Column::DueOn.lt(today)).add(Column::AcknowledgedAt.is_null()).add(theirs)).await
}

/// Every stop of hers.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn of_person(db: &impl ConnectionTrait, person: &str) -> Result<Vec<Stop>, Error> {
    all(db, Condition::all().add(Column::PersonId.eq(person))).await
}
