//! One view of the whole database, and how many questions have one at a time.

use super::PATIENCE;
use crate::error::Error;
use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};
use std::{ops::Deref, sync::Arc};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Places for questions: fewer than there are connections, so that a change, which reads a line here and there, never waits behind pages.
#[derive(Clone, Debug)]
pub(super) struct Places(Arc<Semaphore>);

impl Places {
    /// For a pool of so many connections.
    pub(super) fn of(connections: u32) -> Self {
        let kept_free = connections.div_ceil(4);
        Self(Arc::new(Semaphore::new((connections - kept_free).max(1) as usize)))
    }

    /// Begins, once there is a place.
    ///
    /// # Errors
    /// `UNAVAILABLE` when there is none in time, or the database does not let it begin.
    pub(super) async fn begin(&self, read: &DatabaseConnection) -> Result<Snapshot, Error> {
        let place = timeout(PATIENCE, Arc::clone(&self.0).acquire_owned()).await;
        let place = place.map_err(|_| Error::unavailable("too many read at once"))?.map_err(Error::unavailable)?;
        Ok(Snapshot { transaction: begin(read).await?, _place: place })
    }
}

/// Begins a view of the whole database.
pub(super) async fn begin(read: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let postgres = read.get_database_backend() == DbBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::RepeatableRead),
        access_mode: postgres.then_some(AccessMode::ReadOnly),
        sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred),
    };
    read.begin_with_options(options).await
}

/// One view of the whole database, from the first read in it on. Dropped, it gives its connection and its place back.
#[derive(Debug)]
pub struct Snapshot {
    transaction: DatabaseTransaction,
    _place: OwnedSemaphorePermit,
}

impl Snapshot {
    /// Gives the connection back now.
    ///
    /// # Errors
    /// What the database says.
    pub async fn end(self) -> Result<(), DbErr> {
        self.transaction.rollback().await
    }
}

impl Deref for Snapshot {
    type Target = DatabaseTransaction;
    fn deref(&self) -> &DatabaseTransaction {
        &self.transaction
    }
}
