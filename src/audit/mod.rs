//! The disclosure record: written, and on disk, before anything that it names leaves the hub.
//!
//! Architecture invariant: there is no answer without its record. Where the record cannot be written, nothing is released; where
//! what it rests on changed meanwhile, it is not written and the question is decided again.

mod addition;
mod canonical;
mod checkpoint;
mod copies;
mod entry;
mod export;
mod group;
mod keeper;
mod key;
mod leaves;
mod prove;
mod retention;
mod tree;
mod verify;
mod walk;
mod wording;
mod writer;

pub use checkpoint::{Checkpoint, Head, Statement, checkpoint};
pub use entry::{Decided, Entry, HERSELF, LONGEST_ID, Names, OWN_VIEW, Party};
pub use export::{export, unwritable};
pub use keeper::{Keeper, Keeping};
pub use key::{Signer, Trusted};
pub use prove::{Proof, prove};
pub use retention::forget;
pub use verify::{Extent, Verified, verify};
pub use walk::{Fault, Stop};
pub use writer::Recorder;

use crate::{error::Error, store::AGREED};
use entity::{enrolment, hub_version};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select, sea_query::Expr};
use std::collections::HashMap;

/// Persons in one statement.
const CHUNK: usize = 1_000;

/// The version of a person that does not exist.
pub const NOT_ENROLLED: i64 = -1;

/// What a decision saw. It is compared again when the decision is recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Version of everything that is agreed.
    pub agreed: i64,
    /// Version of each person; [`NOT_ENROLLED`] of one that was asked for and does not exist.
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

/// These ids, the last one again until they are a power of two: so many lists are of few lengths, and a connection keeps their statements
/// prepared.
pub fn padded(ids: &[String]) -> impl Iterator<Item = &str> {
    let last = ids.last().into_iter().cycle();
    ids.iter().chain(last).take(ids.len().next_power_of_two()).map(String::as_str)
}

/// Asks in one statement, for each of these persons as far as she exists: her id, her version, the version of what is agreed, and the moment
/// by the clock that all hubs share, where the database has one.
pub fn with_the_moment(backend: DbBackend, persons: &[String]) -> Select<enrolment::Entity> {
    use enrolment::Column::{PersonId, Version};
    let agreed = hub_version::Entity::find().select_only().column(hub_version::Column::Version);
    let agreed = agreed.filter(hub_version::Column::Name.eq(AGREED)).into_query();
    let clock = if backend == DbBackend::Postgres { "clock_timestamp()" } else { "NULL" };
    let query = enrolment::Entity::find().select_only().columns([PersonId, Version]);
    let query = query.expr(Expr::SubQuery(None, Box::new(agreed.into()))).expr(Expr::cust(clock));
    query.filter(PersonId.is_in(padded(persons)))
}

/// The versions as they are: of what is agreed, and of these persons, as far as they exist.
pub async fn versions(db: &impl ConnectionTrait, persons: &[String]) -> Result<Seen, Error> {
    let agreed = hub_version::Entity::find_by_id(AGREED).one(db).await?.map_or(0, |v| v.version);
    let mut found = HashMap::with_capacity(persons.len());
    for chunk in persons.chunks(CHUNK) {
        let query = enrolment::Entity::find().select_only().column(enrolment::Column::PersonId).column(enrolment::Column::Version);
        let versions: Vec<(String, i64)> = query.filter(enrolment::Column::PersonId.is_in(padded(chunk))).into_tuple().all(db).await?;
        found.extend(versions);
    }
    Ok(Seen { agreed, persons: found })
}
