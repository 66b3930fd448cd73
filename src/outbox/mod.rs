//! What organisations have to learn, written in the transaction that causes it and read by the change feed.
//!
//! Architecture invariant: what is written here is never given out as it stands: who may learn of it is decided when it is read.

mod secret;
mod stops;

pub use secret::secret;
pub use stops::{Stop, of_person, overdue, unanswered};

use crate::{
    error::Error,
    vocabulary::{ChangeKind, Coded, Purpose, Role},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::outbox;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Stands for every organisation on her team.
pub const EVERYBODY: &str = "*";
/// Stands for every field.
pub const EVERYTHING: &str = "*";
/// Stands, first among the fields of a row, for its being taken back.
pub const GONE: &str = "-";
/// Stands, first among the fields of a row, for its being met otherwise than before: whoever had it and meets it no more drops it. It says
/// nothing to anybody else.
pub const CLOSED: &str = "<";
/// Days for which news is kept.
pub const DAYS: i64 = 90;
/// Rows in one statement.
const CHUNK: usize = 500;
/// News that is forgotten at once.
const FORGOTTEN_AT_ONCE: u64 = 10_000;

/// Something an organisation has to learn.
#[derive(Clone, Debug)]
pub struct News {
    /// What kind of news it is.
    pub kind: ChangeKind,
    /// About whom.
    pub person: String,
    /// Which organisation; [`EVERYBODY`] for all on her team.
    pub agency: String,
    /// In which role; every role if not said.
    pub role: Option<Role>,
    /// The only worker there whom it concerns, by the organisation's own id; nobody in particular if not said.
    pub only_worker: Option<String>,
    /// The workers there who had what is stopped; systems are never named.
    pub workers: Vec<String>,
    /// Which fields, `Entity.field`, or [`EVERYTHING`]; never why.
    pub fields: Vec<String>,
    /// Which rows changed, by id, and in which fields; nothing where it is not about rows.
    pub rows: BTreeMap<String, Vec<String>>,
    /// For whom it is who reads for this purpose alone; for every purpose if not said.
    pub purpose: Option<Purpose>,
    /// The hub's own note of what caused it; never given out.
    pub cause: Option<String>,
    /// By when it must be acknowledged.
    pub due_on: Option<NaiveDate>,
}

impl News {
    /// Of this kind, about this person, to this organisation, and nothing more.
    pub fn new(kind: ChangeKind, person: &str, agency: &str) -> Self {
        Self {
            kind,
            person: person.to_owned(),
            agency: agency.to_owned(),
            role: None,
            only_worker: None,
            workers: Vec::new(),
            fields: Vec::new(),
            rows: BTreeMap::new(),
            purpose: None,
            cause: None,
            due_on: None,
        }
    }

    fn row(self, now: DateTime<Utc>) -> outbox::ActiveModel {
        outbox::ActiveModel {
            news_id: Set(Some(Uuid::new_v4().to_string())),
            kind: Set(self.kind.code().to_owned()),
            person_id: Set(self.person),
            agency_id: Set(self.agency),
            role: Set(self.role.map(|role| role.code().to_owned())),
            only_worker: Set(self.only_worker),
            workers: Set((!self.workers.is_empty()).then(|| json!(self.workers))),
            fields: Set(json!(self.fields)),
            rows: Set((!self.rows.is_empty()).then(|| json!(self.rows))),
            purpose: Set(self.purpose.map(|purpose| purpose.code().to_owned())),
            cause: Set(self.cause),
            at: Set(now),
            due_on: Set(self.due_on),
            ..Default::default()
        }
    }
}

/// Puts news where feeds find it, in the transaction that caused it.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn tell(db: &impl ConnectionTrait, news: Vec<News>, now: DateTime<Utc>) -> Result<(), Error> {
    let mut rows = news.into_iter().map(|news| news.row(now)).peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        outbox::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Forgets news that no cursor reaches any more; gives back how much. Who was told to stop using what is kept: she may ask.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn forget(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<usize, Error> {
    use outbox::Column;
    // A day longer than a cursor holds, so that none points at what is gone.
    let old = now - TimeDelta::days(DAYS + 1);
    let query = outbox::Entity::find().select_only().column(Column::Id).filter(Column::At.lt(old));
    let query = query.filter(Column::Kind.ne(ChangeKind::StopUsing.code())).order_by_asc(Column::Id).limit(FORGOTTEN_AT_ONCE);
    let ids: Vec<i64> = query.into_tuple().all(db).await?;
    for chunk in ids.chunks(CHUNK) {
        outbox::Entity::delete_many().filter(Column::Id.is_in(chunk.iter().copied())).exec(db).await?;
    }
    Ok(ids.len())
}
