//! Proving that one record stands in a log that was signed, to somebody who has the checkpoint and the public key alone.

use super::{
    canonical,
    checkpoint::{Checkpoint, Held, last},
    key::{Trusted, hex},
    leaves,
    tree::{self, Frontier, Hash},
    walk::{Stop, rows},
};
use crate::error::Error;
use entity::access_record;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::Serialize;
use serde_json::Value;

/// Leaves that are read at once.
const PAGE: u64 = 10_000;

/// The proof that a record was written, and when it had been at the latest.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// The record, as the list over which its leaf is hashed.
    pub record: Value,
    /// The salt that is hashed before it, in hexadecimal.
    pub salt: String,
    /// Its log.
    pub log: i32,
    /// Its place.
    pub position: u64,
    /// The size of the log at the checkpoint.
    pub size: u64,
    /// The roots of its siblings, from the leaf upwards, in hexadecimal (RFC 6962, section 2.1.1).
    pub path: Vec<String>,
    /// The root to which they lead, in hexadecimal: the checkpoint names it.
    pub root: String,
    /// The checkpoint.
    pub checkpoint: Checkpoint,
}

/// Proves the record with this id by the newest checkpoint.
///
/// # Errors
/// `NOT_FOUND` when there is no such record; `CONFLICT` when no checkpoint covers it yet, or it is not the record that was written.
pub async fn prove(db: &impl ConnectionTrait, id: &str, trusted: &Trusted) -> Result<Proof, Error> {
    let found = rows(db, access_record::Entity::find_by_id(id.to_owned())).await.map_err(Stop::into_error)?;
    let record = found.into_iter().next().ok_or(Error::NotFound)?;
    let place = record.log.zip(record.position.and_then(|position| u64::try_from(position).ok()));
    let (log, position) = place.ok_or_else(|| Error::Conflict(format!("the record `{id}` stands in no log")))?;
    let later = || Error::Conflict(format!("no checkpoint covers the record `{id}` yet: try again later"));
    let row = last(db).await.map_err(Stop::into_error)?.ok_or_else(later)?;
    let checkpoint = Checkpoint { document: row.document.clone(), signature: row.signature.clone() };
    let held = Held::read(row, None, trusted).map_err(|fault| Error::Conflict(fault.what))?;
    let head = held.statement.heads.iter().find(|head| head.log == log && position < head.size).ok_or_else(later)?;
    let mut path = Vec::new();
    for (start, length) in tree::siblings(position, head.size) {
        path.push(root(db, log, start, length).await?);
    }
    let climbed = tree::climb(canonical::leaf(&record), position, head.size, &path).map(|root| hex(&root));
    if climbed.as_ref() != Some(&head.root) {
        return Err(Error::Conflict(format!("the record `{id}` is not the one that was written: run `hub audit verify`")));
    }
    Ok(Proof {
        record: canonical::list(&record),
        salt: hex(record.salt.as_deref().unwrap_or_default()),
        log,
        position,
        size: head.size,
        path: path.iter().map(hex).collect(),
        root: head.root.clone(),
        checkpoint,
    })
}

/// The root of a part of a log, read in pages.
async fn root(db: &impl ConnectionTrait, log: i32, start: u64, length: u64) -> Result<Hash, Error> {
    let mut part = Frontier::default();
    while part.size() < length {
        let from = start + part.size();
        let until = (start + length).min(from + PAGE);
        let leaves = leaves::between(db, log, from, until).await.map_err(Stop::into_error)?;
        if leaves.len() as u64 != until - from {
            return Err(Error::Conflict(format!("leaves of log {log} are missing: run `hub audit verify`")));
        }
        leaves.into_values().for_each(|hash| part.push(hash));
    }
    Ok(part.root())
}
