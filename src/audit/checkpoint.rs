//! Checkpoints: signed statements of how far every log had grown. Copies that the parties keep make a log that vanishes noticed.

use super::{
    key::{Signer, Trusted, hex},
    tree::Frontier,
    walk::{Fault, Stop, Walk, rows},
};
use crate::{
    clock::Clock,
    error::Error,
    store::{Store, moment},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use entity::audit_checkpoint;
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, QuerySelect, SqlErr};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How far every log had grown at a moment. Its JSON is what is signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Counts from 1, without gaps.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Every log, in the order of their numbers.
    pub heads: Vec<Head>,
    /// What the checkpoint before is told apart by.
    pub previous: Option<String>,
    /// The key that signs it.
    pub key: String,
}

/// How far one log had grown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The log.
    pub log: i32,
    /// How many records.
    pub size: u64,
    /// The root of its tree, in hexadecimal.
    pub root: String,
}

/// A statement as it was signed: what a party keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The text that is signed: the JSON of a [`Statement`].
    pub document: String,
    /// Its signature, in base64.
    pub signature: String,
}

impl Checkpoint {
    /// What the next one names it by.
    pub(super) fn fingerprint(&self) -> String {
        hex(&Sha256::new().chain_update(&self.document).chain_update("\n").chain_update(&self.signature).finalize())
    }

    /// What it states, if a trusted key has signed it.
    ///
    /// # Errors
    /// What is wrong with it, as the end of a sentence.
    pub fn open(&self, trusted: &Trusted) -> Result<Statement, String> {
        let statement: Statement = serde_json::from_str(&self.document).map_err(|_| "cannot be read".to_owned())?;
        trusted.check(&statement.key, &self.document, &self.signature)?;
        Ok(statement)
    }
}

/// A stored checkpoint that holds: what it states, and the logs as they were then.
pub(super) struct Held {
    pub(super) statement: Statement,
    pub(super) logs: BTreeMap<i32, Frontier>,
    fingerprint: String,
}

impl Held {
    /// Finds that a stored checkpoint is signed, follows the one before, and is of one piece.
    pub(super) fn read(row: audit_checkpoint::Model, before: Option<&Self>, trusted: &Trusted) -> Result<Self, Fault> {
        let number = row.number;
        let fault = |what: &str| Fault::of(None, format!("checkpoint {number} {what}"));
        let signed = Checkpoint { document: row.document, signature: row.signature };
        let statement = signed.open(trusted).map_err(|what| fault(&what))?;
        if statement.number != number || statement.key != row.key_id || statement.at != row.at {
            return Err(fault("is filed as what it is not"));
        }
        let logs = frontiers(&statement, &row.frontiers).ok_or_else(|| fault("does not fit the logs it was made from"))?;
        if let Some(before) = before {
            let shorter = before.logs.iter().any(|(log, old)| logs.get(log).is_none_or(|new| new.size() < old.size()));
            if number != before.statement.number + 1 {
                return Err(fault(&format!("follows checkpoint {}: one between them is gone", before.statement.number)));
            }
            if statement.previous.as_deref() != Some(before.fingerprint.as_str()) || shorter {
                return Err(fault("does not continue the one before it"));
            }
        }
        Ok(Self { fingerprint: signed.fingerprint(), statement, logs })
    }
}

/// The stored frontiers, where their roots are those that were signed.
fn frontiers(statement: &Statement, stored: &str) -> Option<BTreeMap<i32, Frontier>> {
    let stored: BTreeMap<i32, String> = serde_json::from_str(stored).ok()?;
    let read = |head: &Head| {
        let frontier = Frontier::read(head.size, &STANDARD.decode(stored.get(&head.log)?).ok()?)?;
        (hex(&frontier.root()) == head.root).then_some((head.log, frontier))
    };
    statement.heads.iter().map(read).collect()
}

/// The newest checkpoint as it is stored.
pub(super) async fn last(db: &impl ConnectionTrait) -> Result<Option<audit_checkpoint::Model>, Stop> {
    let newest = audit_checkpoint::Entity::find().order_by_desc(audit_checkpoint::Column::Number).limit(1);
    Ok(rows(db, newest).await?.pop())
}

/// Hashes everything again that was recorded since the last checkpoint, and signs how far the logs have grown. `None` when nothing
/// was recorded since, or when another hub has just done it.
///
/// # Errors
/// [`Stop::Bad`] when the records are not those that were written: nothing is signed then.
pub async fn checkpoint(store: &Store, clock: &Clock, signer: &Signer, trusted: &Trusted) -> Result<Option<Checkpoint>, Stop> {
    let snapshot = store.snapshot().await?;
    let before = last(&*snapshot).await?.map(|row| Held::read(row, None, trusted)).transpose()?;
    let start = before.as_ref().map(|held| held.logs.clone()).unwrap_or_default();
    let mut walk = Walk::begin(&*snapshot, start.clone(), &|_| {}).await?;
    walk.reach_heads().await?;
    let (logs, at) = (walk.logs, super::canonical::kept(moment(&*snapshot, clock).await?));
    snapshot.end().await?;
    if logs == start {
        return Ok(None);
    }
    let number = before.as_ref().map_or(1, |held| held.statement.number + 1);
    let heads = logs.iter().map(|(log, frontier)| Head { log: *log, size: frontier.size(), root: hex(&frontier.root()) });
    let statement = Statement { number, at, heads: heads.collect(), previous: before.map(|held| held.fingerprint), key: signer.id() };
    let document = serde_json::to_string(&statement).map_err(Error::internal)?;
    let checkpoint = Checkpoint { signature: signer.sign(&document), document };
    let frontiers: BTreeMap<i32, String> = logs.iter().map(|(log, frontier)| (*log, STANDARD.encode(frontier.bytes()))).collect();
    let row = audit_checkpoint::Model {
        number,
        at,
        document: checkpoint.document.clone(),
        key_id: statement.key,
        signature: checkpoint.signature.clone(),
        frontiers: serde_json::to_string(&frontiers).map_err(Error::internal)?,
    };
    let recording = store.recording().await?;
    let stored = audit_checkpoint::Entity::insert(row.into_active_model()).exec_without_returning(&recording).await;
    match stored {
        Err(cause) if matches!(cause.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => return Ok(None),
        stored => stored?,
    };
    recording.commit().await?;
    tracing::info!(checkpoint = checkpoint.document, signature = checkpoint.signature, "the logs were signed");
    Ok(Some(checkpoint))
}
