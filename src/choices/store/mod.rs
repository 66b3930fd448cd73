//! Rows that changes read and write.

mod clocks;
mod paper;
mod people;
mod statements;
mod windows;

pub use clocks::*;
pub use paper::*;
pub use people::*;
pub use statements::*;
pub use windows::*;

use crate::error::Error;
use entity::idempotency;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel};

/// The outcome under a key of the caller's own.
pub async fn outcome(db: &impl ConnectionTrait, caller: &str, key: &str) -> Result<Option<idempotency::Model>, Error> {
    Ok(idempotency::Entity::find_by_id((caller.to_owned(), key.to_owned())).one(db).await?)
}

/// Keeps an outcome under its key.
pub async fn keep_outcome(db: &impl ConnectionTrait, kept: idempotency::Model) -> Result<(), Error> {
    idempotency::Entity::insert(kept.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// A list of texts from a JSON column.
pub fn texts(json: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(json.clone()).unwrap_or_default()
}
