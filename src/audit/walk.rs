//! Walking through the logs, leaf by leaf, in memory that does not grow with them.

use super::{
    canonical, group, leaves,
    retention::Emptied,
    tree::{Frontier, Hash},
};
use crate::error::{DatabaseFault, Error};
use entity::{access_record, audit_head};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QueryResult, QueryTrait, Select,
    Statement,
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt};

/// Leaves that are read at once.
const PAGE: u64 = 250;

/// What is wrong with the logs: the first thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The log.
    pub log: Option<i32>,
    /// The place in it.
    pub position: Option<u64>,
    /// The record's id.
    pub record: Option<String>,
    /// What is wrong, in a sentence.
    pub what: String,
}

impl Fault {
    /// A fault of no single record.
    pub(super) fn of(log: Option<i32>, what: String) -> Self {
        Self { log, position: None, record: None, what }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// Why a walk ended before its end.
#[derive(Debug)]
pub enum Stop {
    /// The logs are not as they were written.
    Bad(Fault),
    /// The hub could not go on.
    Hub(Error),
}

impl Stop {
    /// The same for whoever was asked for something else than whether all is well.
    pub(super) fn into_error(self) -> Error {
        match self {
            Self::Bad(fault) => Error::Conflict(format!("{fault}: run `hub audit verify`")),
            Self::Hub(error) => error,
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Bad(fault)
    }
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(cause: E) -> Self {
        Self::Hub(cause.into())
    }
}

/// A walk: how far it has come in each log.
pub(super) struct Walk<'a, C> {
    db: &'a C,
    /// The frontier that was recomputed from the records, by log.
    pub(super) logs: BTreeMap<i32, Frontier>,
    /// Records that were hashed again.
    pub(super) records: u64,
    emptied: Emptied,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl<'a, C: ConnectionTrait> Walk<'a, C> {
    /// Begins where the logs had grown so far.
    pub(super) async fn begin(db: &'a C, logs: BTreeMap<i32, Frontier>, progress: &'a (dyn Fn(u64) + Sync)) -> Result<Self, Stop> {
        Ok(Self { emptied: Emptied::load(db).await?, db, logs, records: 0, progress })
    }

    /// Hashes the records of a log up to this size again; `named_by` says who claims that it is so long.
    pub(super) async fn advance(&mut self, log: i32, to: u64, named_by: &str) -> Result<&Frontier, Stop> {
        let frontier = self.logs.entry(log).or_default();
        while frontier.size() < to {
            let (from, until) = (frontier.size(), to.min(frontier.size() + PAGE));
            let page = Page::load(self.db, log, from, until).await?;
            for position in from..until {
                let Some(leaf) = page.leaves.get(&position) else {
                    return Err(lost(self.db, log, position, to, named_by).await?.into());
                };
                let hash = match page.records.get(&position) {
                    None if self.emptied.has(log, position) => *leaf,
                    record => check(log, position, leaf, record)?,
                };
                frontier.push(hash);
            }
            self.records += until - from;
            (self.progress)(until - from);
        }
        Ok(frontier)
    }

    /// Goes on to the heads as they are stored, and finds that each is what its records lead to.
    pub(super) async fn reach_heads(&mut self) -> Result<(), Stop> {
        let heads = rows(self.db, audit_head::Entity::find().order_by_asc(audit_head::Column::Log)).await?;
        for log in self.logs.keys() {
            if !heads.iter().any(|head| head.log == *log) {
                return Err(Fault::of(Some(*log), format!("log {log} has lost its head")).into());
            }
        }
        for head in heads {
            let log = head.log;
            let unlike = |what: &str| Fault::of(Some(log), format!("the head of log {log} {what}"));
            let stored = group::read(&head).ok_or_else(|| unlike("cannot be read"))?;
            let walked = self.advance(log, stored.size(), "its head").await?;
            if *walked != stored {
                return Err(unlike("is not what its records lead to: records were swapped, or written anew").into());
            }
        }
        Ok(())
    }
}

/// Leaves and records of a part of a log, by their places.
struct Page {
    leaves: BTreeMap<u64, Hash>,
    records: BTreeMap<u64, access_record::Model>,
}

impl Page {
    async fn load(db: &impl ConnectionTrait, log: i32, from: u64, until: u64) -> Result<Self, Stop> {
        let leaves = leaves::between(db, log, from, until).await?;
        let (from, until) = (i64::try_from(from).map_err(Error::internal)?, i64::try_from(until).map_err(Error::internal)?);
        let place = |position: i64| u64::try_from(position).unwrap_or_default();
        let records = access_record::Entity::find().filter(access_record::Column::Log.eq(log));
        let records = records.filter(access_record::Column::Position.gte(from)).filter(access_record::Column::Position.lt(until));
        let found = rows(db, records).await?;
        as_written(db, log, from, until).await?;
        let mut records = BTreeMap::new();
        for record in found {
            let Some(position) = record.position.map(place) else { continue };
            if let Some(other) = records.insert(position, record) {
                let what = format!("two records stand at position {position} of log {log}: `{}` and another", other.id);
                return Err(Fault { log: Some(log), position: Some(position), record: Some(other.id), what }.into());
            }
        }
        Ok(Self { leaves, records })
    }
}

/// The rows of a statement; the first that cannot be read is named.
pub(super) async fn rows<E: EntityTrait>(db: &impl ConnectionTrait, select: Select<E>) -> Result<Vec<E::Model>, Stop> {
    let found = db.query_all(&select.into_query()).await?;
    found.iter().map(|row| E::Model::from_query_result(row, "").map_err(|cause| unreadable::<E>(row, &cause).into())).collect()
}

/// A row that holds what cannot be read, which nothing but the hub was to write: named as far as that can be.
pub(super) fn unreadable<E: EntityTrait>(row: &QueryResult, cause: &DbErr) -> Fault {
    let log = row.try_get("", "log").ok();
    let position = row.try_get::<i64>("", "position").ok().and_then(|position| u64::try_from(position).ok());
    let record: Option<String> = row.try_get("", "id").ok();
    let number: Option<i64> = row.try_get("", "number").ok();
    let mut what = record.as_ref().map_or_else(|| format!("a row of `{}`", E::default().table_name()), |id| format!("the record `{id}`"));
    let places = [
        number.map(|number| format!(" of number {number}")),
        position.map(|position| format!(" at position {position}")),
        log.map(|log: i32| format!(" of log {log}")),
    ];
    what.extend(places.into_iter().flatten());
    what.push_str(" cannot be read");
    if let Some(column) = DatabaseFault::from(cause).column {
        what.extend([": the hub never wrote what stands in `", column.trim_matches('"'), "`"]);
    }
    Fault { log, position, record, what }
}

/// Finds that records are stored in the very form in which the hub writes them. `SQLite` keeps whatever it is given, and reads a 2 as
/// true and a number as a moment: the record would read the same, and whoever searches for what is true, or for a day, would not meet it.
async fn as_written(db: &impl ConnectionTrait, log: i32, from: i64, until: i64) -> Result<(), Stop> {
    // An agreement may last into a year of five digits, which has a sign.
    const FORM: &str = "known IN (0, 1) AND system_copy IN (0, 1) AND at GLOB '????-??-??T??:??:??*+00:00' \
        AND (valid_until IS NULL OR valid_until GLOB '????-??-??T??:??:??*+00:00' OR valid_until GLOB '+*?-??-??T??:??:??*+00:00')";
    if db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let places = "log = $1 AND position >= $2 AND position < $3";
    let asked = format!("SELECT id, position FROM access_log WHERE {places} AND NOT ({FORM}) ORDER BY position LIMIT 1");
    let values = [log.into(), from.into(), until.into()];
    let Some(row) = db.query_one_raw(Statement::from_sql_and_values(DbBackend::Sqlite, asked, values)).await? else { return Ok(()) };
    let (id, position): (String, i64) = (row.try_get("", "id")?, row.try_get("", "position")?);
    let what = format!("the record `{id}` at position {position} of log {log} does not stand there as it was written");
    Err(Fault { log: Some(log), position: u64::try_from(position).ok(), record: Some(id), what }.into())
}

/// The hash of a leaf, if it is that of the record at its place.
fn check(log: i32, position: u64, leaf: &Hash, record: Option<&access_record::Model>) -> Result<Hash, Fault> {
    let at = format!("position {position} of log {log}");
    let fault = |record: Option<&access_record::Model>, what: String| Fault {
        log: Some(log),
        position: Some(position),
        record: record.map(|r| r.id.clone()),
        what,
    };
    let Some(record) = record else {
        return Err(fault(None, format!("the record at {at} is missing")));
    };
    let hash = canonical::leaf(record);
    if hash == *leaf {
        return Ok(hash);
    }
    Err(fault(Some(record), format!("the record `{}` at {at} is not the one that was written there", record.id)))
}

/// Why there is no leaf at a place: one is missing, the rest of the log, or the whole log.
async fn lost(db: &impl ConnectionTrait, log: i32, position: u64, to: u64, named_by: &str) -> Result<Fault, Stop> {
    let what = match (position, leaves::end(db, log).await?) {
        (_, end) if end > position => format!("the leaf at position {position} of log {log} is missing"),
        (0, _) => format!("log {log} is gone: {named_by} names {to} records"),
        _ => format!("log {log} was cut off at position {position}: {named_by} names {to} records"),
    };
    Ok(Fault { log: Some(log), position: Some(position), record: None, what })
}
