//! The database: a pool to read from, one place to write through, and snapshots.

mod hint;
mod hung;
mod schema;
mod snapshot;
mod stripe;
mod writing;

pub use hint::Hints;
pub use hung::{SILENT, answered};
pub use snapshot::Snapshot;
pub use stripe::{LOGS, STRIPES, Stripes, Taking, claim_log};
pub use writing::Writing;

use snapshot::Places;

use crate::{clock::Clock, error::Error};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement};
use std::{fmt, time::Duration};

/// Name of the version that counts every change of registry, agreements and policies.
pub const AGREED: &str = "agreed";

/// Connections that read at once from a server, when nobody says otherwise; as many may change something.
pub const CONNECTIONS: u32 = 16;
/// Rows that a thread of `SQLite` reads ahead of who takes them: a page of people without stopping.
const ROWS_AHEAD: usize = 1_000;
/// How long a connection to a server lies idle before it is asked whether it is still there.
const QUIET: Duration = Duration::from_secs(1);
/// How long a question waits for a connection before the hub says that it cannot answer now.
const PATIENCE: Duration = Duration::from_secs(5);
/// What `PostgreSQL` ends by itself, so that nothing waits for ever: a statement, a wait for a lock, a transaction that was forgotten.
/// And how it isolates what writes ([`writing::begin`]), and that nothing is acknowledged before it is on disk, whatever is usual there.
const LIMITS: [(&str, &str); 5] = [
    ("statement_timeout", "10s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "60s"),
    ("default_transaction_isolation", "read committed"),
    ("synchronous_commit", "on"),
];

/// The hub's database. Readers see snapshots; writers take turns.
#[derive(Clone, Debug)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    // On `PostgreSQL` connections of the recorder's own, so that readers and changes never keep a record waiting: one, and another for
    // when the first hangs. On `SQLite` the one that writes, where each takes its turn.
    record: DatabaseConnection,
    places: Places,
    url: Url,
}

/// The database's address. It may hold a password, so it does not print.
#[derive(Clone)]
struct Url(String);

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Url")
    }
}

impl Store {
    /// Opens `sqlite://PATH` or `postgres://…`.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database cannot be reached.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let is_file = url.starts_with("sqlite:");
        Self::open_with(url, if is_file { readers_of_a_file() } else { CONNECTIONS }).await
    }

    /// The same for a database that must be there already.
    ///
    /// # Errors
    /// `INVALID_INPUT` where there is no such file; nothing is made then.
    pub async fn open_existing(url: &str) -> Result<Self, Error> {
        must_be_there(url)?;
        Self::open(url).await
    }

    /// The same with so many connections that read at once.
    pub async fn open_with(url: &str, connections: u32) -> Result<Self, Error> {
        let known = ["sqlite://", "sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme));
        if !known || file_of(url) == Some("") {
            return Err(Error::invalid(URL, "`HUB_DATABASE_URL` must be `sqlite://PATH` or `postgres://USER@HOST/DATABASE`"));
        }
        if url.starts_with("sqlite:") {
            let write = Database::connect(options(url, 1)).await?;
            // One file, readers beside one writer, and nothing acknowledged before it is on disk.
            for pragma in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA busy_timeout = 5000"] {
                write.query_all_raw(Statement::from_string(DbBackend::Sqlite, pragma)).await?;
            }
            let read = Database::connect(options(url, connections)).await?;
            return Ok(Self { read, record: write.clone(), write, places: Places::of(connections), url: Url(url.to_owned()) });
        }
        let pool = |connections| Database::connect(limited(options(url, connections)));
        let (read, write, record) = (pool(connections).await?, pool(connections).await?, pool(2).await?);
        Ok(Self { read, write, record, places: Places::of(connections), url: Url(url.to_owned()) })
    }

    /// Brings the schema up to date.
    ///
    /// # Errors
    /// `CONFLICT` for a schema of a later release; `UNAVAILABLE` when the database fails, or others keep a table from it.
    pub async fn migrate(&self) -> Result<(), Error> {
        schema::migrate(&self.url).await
    }

    /// Names of this release's migrations that are still to be applied. Those of a later release are none of its business.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, Error> {
        schema::pending(&self.read).await
    }

    /// Refuses a schema that lacks what this release reads.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the first migration and the mend.
    pub async fn must_be_migrated(&self) -> Result<(), Error> {
        match self.pending_migrations().await?.first() {
            Some(first) => Err(Error::invalid(URL, format!("the database lacks migration `{first}`: run `hub migrate up`"))),
            None => Ok(()),
        }
    }

    /// One view of the whole database, from the first read in it on.
    ///
    /// # Errors
    /// `UNAVAILABLE` when too many read at once, or the database does not let it begin in time.
    pub async fn snapshot(&self) -> Result<Snapshot, Error> {
        self.places.begin(&self.read).await
    }

    /// The same for a command that reads for minutes.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database does not let it begin in time.
    pub async fn long_snapshot(&self) -> Result<DatabaseTransaction, Error> {
        let snapshot = snapshot::begin(&self.read).await?;
        if snapshot.get_database_backend() == DbBackend::Postgres {
            // Whoever takes what is read may be slow: a pipe, a person.
            snapshot.execute_unprepared("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0").await?;
        }
        Ok(snapshot)
    }

    /// A transaction that changes something about these persons. It takes their stripes for itself, in ascending order, and on commit
    /// raises each person's version, so that every decision that saw the old state is made again.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database does not let it begin in time.
    pub async fn writing_about(&self, persons: &[String]) -> Result<Writing, Error> {
        Writing::about(&self.write, persons, false).await
    }

    /// The same for registry, agreements and policies.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database does not let it begin in time.
    pub async fn writing_agreed(&self) -> Result<Writing, Error> {
        Writing::about(&self.write, &[], true).await
    }

    /// The transaction in which disclosures are recorded: it changes nothing that a decision rests on.
    pub(crate) async fn recording(&self) -> Result<DatabaseTransaction, Error> {
        Ok(writing::begin(&self.record).await?)
    }

    /// Hints from other hubs that what is agreed has changed.
    pub fn hints(&self) -> Hints {
        Hints::from(self.url.clone())
    }

    /// The connection that writes, for imports and migrations.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// The pool that reads, for what needs no snapshot.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.read
    }
}

/// Readers of a file: each is a thread, which waits for its next statement as often as it computes.
fn readers_of_a_file() -> u32 {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    u32::try_from(processors * 3).unwrap_or(CONNECTIONS).clamp(6, CONNECTIONS)
}

/// The moment by the clock of the database, which all its hubs share. A clock that is imposed stands for it, and on `SQLite` it is the
/// system's.
pub async fn moment(db: &impl ConnectionTrait, clock: &Clock) -> Result<DateTime<Utc>, DbErr> {
    if clock.imposed().is_some() || db.get_database_backend() != DbBackend::Postgres {
        return Ok(clock.now());
    }
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, "SELECT clock_timestamp()")).await?;
    row.ok_or_else(|| DbErr::RecordNotFound("the database tells no time".into()))?.try_get_by_index(0)
}

fn limited(mut options: ConnectOptions) -> ConnectOptions {
    options.map_sqlx_postgres_opts(|o| o.application_name("connections-hub").options(LIMITS));
    hung::close_what_hangs(&mut options);
    options
}

/// The variable that names the database.
const URL: &str = "HUB_DATABASE_URL";

/// The path in `sqlite://PATH`.
fn file_of(url: &str) -> Option<&str> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    path.split('?').next()
}

/// Refuses a file that is not there, where making an empty one would hide a mistyped name.
///
/// # Errors
/// `INVALID_INPUT`, naming the path.
pub fn must_be_there(url: &str) -> Result<(), Error> {
    match file_of(url) {
        Some(path) if path != ":memory:" && !std::path::Path::new(path).exists() => {
            Err(Error::invalid(URL, format!("there is no database at `{path}`: mend the path, or make one with `hub migrate up`")))
        }
        _ => Ok(()),
    }
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).acquire_timeout(PATIENCE).sqlx_logging(false);
    // To ask a connection whether it is still there costs a question each time: a file does not hang up, and a server is asked where it
    // may have done so ([`hung`]). One that hung up a moment ago fails a question, which is told to ask again.
    options.test_before_acquire(false);
    options
        .map_sqlx_sqlite_opts(|o| {
            o.create_if_missing(true).busy_timeout(PATIENCE).pragma("synchronous", "FULL").row_buffer_size(ROWS_AHEAD)
        })
        .map_sqlx_postgres_opts(|o| o.application_name("connections-hub"));
    options
}
