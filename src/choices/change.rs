//! One change: begun with the stripes of those it concerns, done once for each key of the caller, recorded before it is answered.

use super::{Acting, Done, refused, store};
use crate::{error::Error, identity::Caller, store::Writing, vocabulary::RefusalCode};
use entity::idempotency;
use sea_orm::DatabaseTransaction;
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::fmt::{Debug, Write};

/// What is to be done, and under which key of the caller's own.
#[derive(Clone, Debug)]
pub struct Asked {
    operation: &'static str,
    key: Option<String>,
    hash: String,
}

impl Asked {
    /// An operation on this input. The key is 1 to 64 characters.
    pub fn new(operation: &'static str, key: Option<&String>, input: &impl Debug) -> Result<Self, Error> {
        if key.is_some_and(|key| !(1..=64).contains(&key.chars().count())) {
            return Err(Error::invalid("idempotencyKey", "`idempotencyKey` has 1 to 64 characters"));
        }
        let digest = Sha256::digest(format!("{operation} {input:?}"));
        let hash = digest.iter().fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        Ok(Self { operation, key: key.cloned(), hash })
    }
}

/// A change that begins, or one that was made under the same key before.
pub enum Begun<T> {
    /// The outcome of then.
    Again(Done<T>),
    /// Nothing yet.
    New(Change),
}

/// A change under way. Dropped, it changes nothing.
pub struct Change {
    asked: Asked,
    writing: Writing,
}

/// Who has keys of their own: a worker, or a system, of an organisation.
fn holder(caller: &Caller) -> String {
    let subject = caller.worker().or(caller.acting_client()).map_or("", AsRef::as_ref);
    format!("{}/{}/{subject}", caller.agency(), if caller.is_machine() { "system" } else { "worker" })
}

impl Acting<'_> {
    /// Begins a change about these persons, unless it was made before.
    pub async fn begin<T: DeserializeOwned>(&self, asked: Asked, persons: &[String]) -> Result<Begun<T>, Error> {
        let writing = self.hub.store.writing_about(persons).await?;
        let before = match &asked.key {
            Some(key) => store::outcome(writing.db(), &holder(self.caller), key).await?,
            None => None,
        };
        match before {
            None => Ok(Begun::New(Change { asked, writing })),
            Some(before) if before.operation == asked.operation && before.input_hash == asked.hash => {
                Ok(Begun::Again(serde_json::from_value(before.outcome).map_err(Error::internal)?))
            }
            Some(_) => Ok(Begun::Again(Err(refused(RefusalCode::KeyUsed).at("idempotencyKey")))),
        }
    }
}

impl Change {
    /// Where it reads and writes.
    pub fn db(&self) -> &DatabaseTransaction {
        self.writing.db()
    }

    /// Ends with this outcome: written, kept under the caller's key, recorded. A refusal wrote nothing else.
    pub async fn done<T: Serialize>(self, acting: &Acting<'_>, about: Option<&str>, outcome: Done<T>) -> Result<Done<T>, Error> {
        if let Some(key) = self.asked.key {
            let kept = idempotency::Model {
                caller: holder(acting.caller),
                key,
                operation: self.asked.operation.to_owned(),
                input_hash: self.asked.hash,
                outcome: serde_json::to_value(&outcome).map_err(Error::internal)?,
                at: acting.now(),
            };
            store::keep_outcome(self.writing.db(), kept).await?;
        }
        self.writing.commit().await?;
        acting.record(self.asked.operation, about).await?;
        Ok(outcome)
    }
}
