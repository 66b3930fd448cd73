//! The schema: which migrations stand, and how the others are applied.
//!
//! A release only adds to what the one before it reads, so a hub goes on beside a newer schema: hubs are replaced one by one after
//! `hub migrate up`.

use super::{Url, options};
use crate::error::Error;
use migration::{Migrator, MigratorTrait, applied};
use sea_orm::{Database, DatabaseConnection};
use std::{collections::BTreeSet, time::Duration};

/// How long a migration waits for a lock. Whoever asks for the same table meanwhile stands behind it, so it is short.
const LOCK: (&str, &str) = ("lock_timeout", "2s");
/// How often a migration tries again after that, and how long it leaves the table to others in between.
const TRIES: usize = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// Names of this release's migrations that are still to be applied.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub(super) async fn pending(db: &DatabaseConnection) -> Result<Vec<String>, Error> {
    let applied = applied(db).await?;
    Ok(own().filter(|name| !applied.contains(name)).collect())
}

/// Names of this release's migrations, oldest first.
fn own() -> impl Iterator<Item = String> {
    Migrator::migrations().into_iter().map(|migration| migration.name().to_owned())
}

/// Applies what is still to be applied. What has been applied before a failure stands.
///
/// # Errors
/// `CONFLICT` for a schema of a later release; `UNAVAILABLE` when the database fails, or others keep a table from it.
pub(super) async fn migrate(url: &Url) -> Result<(), Error> {
    // Without the time limits of answers: a large table takes its time.
    let mut patient = options(&url.0, 1);
    patient.map_sqlx_postgres_opts(|o| o.application_name("connections-hub").options([LOCK]));
    let patient = Database::connect(patient).await?;
    let migrated = apply(&patient).await;
    patient.close().await?;
    migrated
}

async fn apply(db: &DatabaseConnection) -> Result<(), Error> {
    if let Some(later) = applied(db).await?.difference(&own().collect::<BTreeSet<_>>()).next() {
        return Err(Error::Conflict(format!(
            "the schema is of a later release, which added `{later}`: run `hub migrate up` of that release"
        )));
    }
    for _ in 0..TRIES {
        match Migrator::up(db, None).await.map_err(Error::from) {
            Err(error) if error.of_database().is_some_and(|fault| fault.code.as_deref() == Some("55P03")) => {
                tracing::warn!("others are at a table that is to be changed: trying again");
                tokio::time::sleep(PAUSE).await;
            }
            done => return done,
        }
    }
    Err(Error::unavailable("others keep a table that is to be changed: end `hub audit` and whatever else reads for long, then try again"))
}
