//! The disclosure record: written, and on disk, before anything that it names leaves the hub.
//!
//! Architecture invariant: there is no answer without its record. Where the record cannot be written, nothing is released; where
//! what it rests on changed meanwhile, it is not written and the question is decided again.

mod entry;

pub use entry::{Decided, Entry, HERSELF, Names, OWN_VIEW, Party};

use crate::{
    error::Error,
    store::{AGREED, Store, Stripes, Taking},
};
use entity::{access_log, enrolment, hub_version};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect};
use std::collections::HashMap;

/// Entries in one statement: well under the parameters either database takes.
const BATCH: usize = 500;

/// What a decision saw. It is compared again when the decision is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Version of everything that is agreed.
    pub agreed: i64,
    /// Version of each person that exists.
    pub persons: HashMap<String, i64>,
}

/// Whether a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Recorded {
    /// It is on disk.
    Stands,
    /// Something it rests on was changed meanwhile: nothing was recorded, decide again.
    Stale,
}

/// Records a disclosure, if nothing that it rests on was changed since it was decided.
///
/// # Errors
/// `UNAVAILABLE` when the record cannot be written; then nothing may be released.
pub async fn record(store: &Store, entries: Vec<access_log::Model>, seen: &Seen) -> Result<Recorded, Error> {
    let writing = store.recording().await?;
    let persons: Vec<String> = seen.persons.keys().cloned().collect();
    Stripes::of(persons.iter().map(String::as_str), true).take(&writing, Taking::Shared).await?;
    if versions(&writing, &persons).await? != *seen {
        return Ok(Recorded::Stale);
    }
    for batch in entries.chunks(BATCH) {
        let models = batch.iter().cloned().map(IntoActiveModel::into_active_model);
        access_log::Entity::insert_many(models).exec_without_returning(&writing).await?;
    }
    writing.commit().await?;
    Ok(Recorded::Stands)
}

/// The versions as they are: of what is agreed, and of these persons, as far as they exist.
pub async fn versions(db: &impl ConnectionTrait, persons: &[String]) -> Result<Seen, Error> {
    let agreed = hub_version::Entity::find_by_id(AGREED).one(db).await?.map_or(0, |v| v.version);
    if persons.is_empty() {
        return Ok(Seen { agreed, persons: HashMap::new() });
    }
    let query = enrolment::Entity::find().select_only().column(enrolment::Column::PersonId).column(enrolment::Column::Version);
    let found: Vec<(String, i64)> = query.filter(enrolment::Column::PersonId.is_in(persons)).into_tuple().all(db).await?;
    Ok(Seen { agreed, persons: found.into_iter().collect() })
}
