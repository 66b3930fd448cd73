//! `hub migrate up|status`: the schema of the database.

use crate::{error::Error, store::Store};
use clap::Subcommand;

/// What to do with the migrations.
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Migrate {
    /// Bring the database's schema up to date
    Up,
    /// Say which migrations are still to be applied
    Status,
}

/// Runs it and says what was done.
pub async fn run(command: Migrate, url: &str) -> Result<String, Error> {
    let store = if matches!(command, Migrate::Up) { Store::open(url).await? } else { Store::open_existing(url).await? };
    let pending = store.pending_migrations().await?;
    match command {
        Migrate::Up => {
            store.migrate().await?;
            Ok(format!("{} migrations applied", pending.len()))
        }
        Migrate::Status if pending.is_empty() => Ok("up to date".into()),
        Migrate::Status => Ok(pending.iter().map(|name| format!("to be applied: {name}")).collect::<Vec<_>>().join("\n")),
    }
}
