//! The database's own view of locks, looked at again and again under load.

use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// What was seen.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub looks: u64,
    /// Looks in which two sessions each had a log.
    pub both: u64,
    /// Looks in which a session waited for an advisory lock, a row or a transaction of another.
    pub waits: u64,
}

/// Sessions that hold a lock on a log, and sessions that wait. The key is that of `store::stripe`.
const LOOK: &str = "SELECT COUNT(DISTINCT pid) FILTER (WHERE granted AND locktype = 'advisory' AND classid = x'4855424c'::int), \
    COUNT(*) FILTER (WHERE NOT granted AND locktype IN ('advisory', 'tuple', 'transactionid')) \
    FROM pg_locks WHERE database IS NULL OR database = (SELECT oid FROM pg_database WHERE datname = current_database())";

/// Looks until it is over.
pub async fn watch(url: String, over: Arc<AtomicBool>) -> Seen {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.expect("the cluster answers");
    let mut seen = Seen::default();
    while !over.load(Ordering::SeqCst) {
        let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, LOOK)).await.expect("a look").expect("a row");
        let (holders, waits): (i64, i64) = (row.try_get_by_index(0).expect("a count"), row.try_get_by_index(1).expect("a count"));
        seen.looks += 1;
        seen.both += u64::from(holders > 1);
        seen.waits += u64::from(waits > 0);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    seen
}
