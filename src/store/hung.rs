//! Connections that hang: packets are lost, or something between the hub and its database stalls, and nobody hangs up.
//!
//! The server ends by itself what takes too long ([`super::LIMITS`]), and says so. Where no word of that comes, whoever waits is told, and
//! the connection is closed rather than kept: its place in the pool is free for a new one.

use super::QUIET;
use crate::error::Error;
use futures::future::BoxFuture;
use sea_orm::{
    ConnectOptions, sqlx,
    sqlx::{Connection, PgConnection},
};
use std::{io, time::Duration};
use tokio::time::{error::Elapsed, timeout};

/// After how long without a word a connection is given up: longer than the server lets a statement run.
pub const SILENT: Duration = Duration::from_secs(12);
/// How long a connection that lay idle may take to say that it is still there.
const THERE: Duration = Duration::from_secs(1);

/// What the database answers, in bounded time. Given up, its connection goes back to the pool, which closes it unless it comes to itself.
///
/// # Errors
/// `UNAVAILABLE` when no word comes from the database, beside whatever it says.
pub async fn answered<T, E>(asked: impl Future<Output = Result<T, E>>) -> Result<T, Error>
where
    Error: From<E>,
{
    let answered = timeout(SILENT, asked).await.map_err(|_| Error::unavailable("the database does not say a word"))?;
    Ok(answered?)
}

/// Closes connections that hang, when they are taken from the pool and when they come back to it.
pub(super) fn close_what_hangs(options: &mut ConnectOptions) {
    options.map_sqlx_postgres_before_acquire(|connection, seen| {
        let rested = seen.idle_for >= QUIET;
        if rested { there(connection, THERE) } else { Box::pin(async { Ok(true) }) }
    });
    // A statement that nobody waits for any more may still run, so that it has its time here too.
    options.map_sqlx_postgres_pool_opts(|pool| pool.after_release(|connection, _| settled(connection)));
}

/// Whether everything that was asked of the connection was answered in time; asks nothing of one that owes no answer. The pool asks
/// each once more whether it is there, without a limit: a connection that begins to hang in that very moment keeps its place until the
/// system gives it up.
fn settled(connection: &mut PgConnection) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    Box::pin(async move { timeout(SILENT, connection.flush()).await.unwrap_or_else(silent).map(|()| true) })
}

/// Whether the connection answers in time; the pool closes one that does not, without a farewell that would hang as well.
fn there(connection: &mut PgConnection, patience: Duration) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    Box::pin(async move { timeout(patience, connection.ping()).await.unwrap_or_else(silent).map(|()| true) })
}

fn silent(_: Elapsed) -> Result<(), sqlx::Error> {
    Err(sqlx::Error::Io(io::ErrorKind::TimedOut.into()))
}
