//! Hints between hubs: whoever changes what is agreed says so (`NOTIFY`), and the others look at once instead of a moment later.
//!
//! A hint may be lost. Looking every so often is what can be relied on.

use super::Url;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, sqlx::postgres::PgListener};
use std::{future::pending, time::Duration};
use tokio::time::timeout;

/// Where hints about what is agreed are given.
const CHANNEL: &str = "connections_hub_agreed";

/// Tells every hub, once this transaction is committed, that what is agreed has changed. On `SQLite` nobody listens.
pub(super) async fn give(transaction: &DatabaseTransaction) -> Result<(), DbErr> {
    if transaction.get_database_backend() == DbBackend::Postgres {
        transaction.execute_unprepared(&format!("NOTIFY {CHANNEL}")).await?;
    }
    Ok(())
}

/// Hints as they come. On `SQLite` none ever comes.
#[derive(Debug)]
pub struct Hints {
    url: Url,
    listener: Option<PgListener>,
}

impl Hints {
    pub(super) fn from(url: Url) -> Self {
        Self { url, listener: None }
    }

    /// Waits for the next hint, and no longer than this.
    pub async fn within(&mut self, time: Duration) {
        // Without one, it is time to look all the same.
        let _ = timeout(time, self.next()).await;
    }

    async fn next(&mut self) {
        if self.listener.is_none() {
            self.listener = listen(&self.url).await;
        }
        let hinted = match &mut self.listener {
            Some(listener) => listener.recv().await.is_ok(),
            None => false,
        };
        if !hinted {
            // It listens again at the next look.
            self.listener = None;
            pending::<()>().await;
        }
    }
}

async fn listen(url: &Url) -> Option<PgListener> {
    if url.0.starts_with("sqlite:") {
        return None;
    }
    let mut listener = PgListener::connect(&url.0).await.ok()?;
    listener.listen(CHANNEL).await.ok()?;
    Some(listener)
}
