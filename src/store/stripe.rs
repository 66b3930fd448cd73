//! Stripes: the locks by which whoever changes something and whoever records what was released take turns on `PostgreSQL`.
//!
//! A change takes the stripes of its persons for itself; a record takes them together with other records. `SQLite` has one writer, so
//! that nobody has to take anything.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// How many stripes the persons are spread over.
pub const STRIPES: u8 = 64;
/// The stripe of registry, agreements and policies: the last one, for stripes are taken in ascending order.
const AGREED: u8 = STRIPES;
/// The first key of the hub's advisory locks on stripes, so that they meet no lock of anybody else.
const CLASS: i32 = 0x4855_4253;

/// The first key of the locks on the logs of records.
const LOG_CLASS: i32 = 0x4855_424c;
/// How many logs of records there are: as many hubs can append at once without waiting for each other.
pub const LOGS: i32 = 4;

/// How stripes are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// Alone, to change something.
    Alone,
    /// Together with others who record.
    Shared,
}

/// A set of stripes, in the order in which they are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stripes(BTreeSet<u8>);

impl Stripes {
    /// The stripes of these persons and, if so said, the one of what is agreed.
    pub fn of<'a>(persons: impl IntoIterator<Item = &'a str>, agreed: bool) -> Self {
        let mut stripes: BTreeSet<u8> = persons.into_iter().map(stripe).collect();
        stripes.extend(agreed.then_some(AGREED));
        Self(stripes)
    }

    /// Takes them until the transaction ends, in one statement.
    pub async fn take(&self, db: &impl ConnectionTrait, taking: Taking) -> Result<(), DbErr> {
        if self.0.is_empty() || db.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let lock = match taking {
            Taking::Alone => "pg_advisory_xact_lock",
            Taking::Shared => "pg_advisory_xact_lock_shared",
        };
        // The rows of a list come in its order, so the stripes are taken in ascending order; and any of them by one prepared statement.
        let take = format!("SELECT {lock}({CLASS}, stripe) FROM unnest(CAST($1 AS text)::int[]) AS stripe");
        let stripes: Vec<String> = self.0.iter().map(u8::to_string).collect();
        let stripes = format!("{{{}}}", stripes.join(","));
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, take, [stripes.into()])).await.map(|_| ())
    }
}

/// A log that no other hub appends to until this transaction ends: the preferred one, if it is free. Where all are taken, it waits.
/// Stripes are taken before: whoever has a log waits for nobody.
pub async fn claim_log(db: &impl ConnectionTrait, preferred: i32) -> Result<i32, DbErr> {
    if db.get_database_backend() != DbBackend::Postgres {
        return Ok(preferred);
    }
    for log in (0..LOGS).map(|n| (preferred + n) % LOGS) {
        let claim = Statement::from_string(DbBackend::Postgres, format!("SELECT pg_try_advisory_xact_lock({LOG_CLASS}, {log})"));
        let claimed = db.query_one_raw(claim).await?.map_or(Ok(false), |row| row.try_get_by_index(0))?;
        if claimed {
            return Ok(log);
        }
    }
    let wait = format!("SELECT pg_advisory_xact_lock({LOG_CLASS}, {preferred})");
    db.execute_raw(Statement::from_string(DbBackend::Postgres, wait)).await?;
    Ok(preferred)
}

/// The stripe of a person: the same on every hub and in every release.
fn stripe(person: &str) -> u8 {
    Sha256::digest(person.as_bytes()).first().map_or(0, |byte| byte % STRIPES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_has_the_same_stripe_for_ever() {
        assert_eq!([stripe("jas"), stripe("em"), stripe("")], [9, 4, 35]);
    }

    #[test]
    fn stripes_are_taken_once_each_and_what_is_agreed_last() {
        let persons: Vec<String> = (0..1_000).map(|n| format!("person-{n}")).collect();
        let stripes = Stripes::of(persons.iter().map(String::as_str), true);
        assert_eq!(stripes.0.iter().copied().collect::<Vec<_>>(), (0..=STRIPES).collect::<Vec<_>>());
    }
}
