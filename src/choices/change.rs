//! One change: begun with the stripes of those it concerns, done once for each key of the caller, recorded before it is answered.

use super::{Acting, Done, her::Her, refused, store};
use crate::{
    disclosure::{TRIES, kept_changing},
    error::Error,
    identity::Caller,
    store::Writing,
    vocabulary::RefusalCode,
};
use chrono::{DateTime, Utc};
use entity::idempotency;
use sea_orm::{ConnectionTrait, DatabaseTransaction};
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

    /// What came of it when this holder of keys asked for it before; nothing where it is new.
    pub(super) async fn before<T: DeserializeOwned>(&self, db: &impl ConnectionTrait, holder: &str) -> Result<Option<Done<T>>, Error> {
        let Some(key) = &self.key else { return Ok(None) };
        let Some(before) = store::outcome(db, holder, key).await? else { return Ok(None) };
        if before.operation != self.operation || before.input_hash != self.hash {
            return Ok(Some(Err(refused(RefusalCode::KeyUsed).at("idempotencyKey"))));
        }
        serde_json::from_value(before.outcome).map(Some).map_err(Error::internal)
    }

    /// Keeps what came of it under the key of its holder.
    pub(super) async fn keep<T: Serialize>(
        self,
        db: &impl ConnectionTrait,
        holder: String,
        outcome: &Done<T>,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let Some(key) = self.key else { return Ok(()) };
        let outcome = serde_json::to_value(outcome).map_err(Error::internal)?;
        let operation = self.operation.to_owned();
        store::keep_outcome(db, idempotency::Model { caller: holder, key, operation, input_hash: self.hash, outcome, at }).await
    }
}

/// A change that begins, or one that was made under the same key before.
pub enum Begun<T> {
    /// The outcome of then.
    Again(Again<T>),
    /// Nothing yet.
    New(Change),
}

/// What came of a change that is asked for again. It is told like something new: recorded, and to whoever may still meet her.
pub struct Again<T> {
    operation: &'static str,
    done: Done<T>,
}

impl<T> Again<T> {
    /// The outcome of then, about her or nobody.
    ///
    /// # Errors
    /// `NOT_FOUND` when she is not to be met by the caller any more.
    pub async fn told(self, acting: &Acting<'_>, about: Option<&str>) -> Result<Done<T>, Error> {
        let about: Vec<String> = about.map(str::to_owned).into_iter().collect();
        for _ in 0..TRIES {
            let seen = acting.before(&about).await?;
            let met = Her::load_all(acting.hub.store.reader(), &about).await?.iter().all(|her| her.may_meet(acting));
            // About her in any case: the first time it may not have come into the record.
            if acting.stands(self.operation, &about, seen, None).await? {
                return if met { Ok(self.done) } else { Err(Error::NotFound) };
            }
        }
        Err(kept_changing())
    }

    /// The outcome of then, to find out whom it is about.
    pub(super) fn outcome(&self) -> &Done<T> {
        &self.done
    }

    /// The same where a block or a closed record keeps nobody from saying it, and nothing of her is told.
    pub async fn recorded(self, acting: &Acting<'_>, about: Option<&str>) -> Result<Done<T>, Error> {
        acting.record(self.operation, about).await?;
        Ok(self.done)
    }
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
        // Looked at again inside the change: it may have waited for the one that took the caller's role away.
        writing.under_what_is_agreed().await?;
        self.caller.still(&self.hub.agreed.at(writing.db()).await?.registry)?;
        match asked.before(writing.db(), &holder(self.caller)).await? {
            None => Ok(Begun::New(Change { asked, writing })),
            Some(done) => {
                // Whoever records must not hold a stripe.
                writing.rollback().await?;
                Ok(Begun::Again(Again { operation: asked.operation, done }))
            }
        }
    }

    /// What came of it before, where what it was about may be gone since.
    pub(super) async fn again<T: DeserializeOwned>(&self, asked: &Asked) -> Result<Option<Again<T>>, Error> {
        let before = asked.before(self.hub.store.reader(), &holder(self.caller)).await?;
        Ok(before.map(|done| Again { operation: asked.operation, done }))
    }
}

impl Change {
    /// Where it reads and writes.
    pub fn db(&self) -> &DatabaseTransaction {
        self.writing.db()
    }

    /// Ends without having changed anything.
    pub(super) async fn nothing(self) -> Result<(), Error> {
        self.writing.rollback().await
    }

    /// Ends with this outcome: written, kept under the caller's key, recorded. A refusal wrote nothing else.
    pub async fn done<T: Serialize>(self, acting: &Acting<'_>, about: Option<&str>, outcome: Done<T>) -> Result<Done<T>, Error> {
        let operation = self.asked.operation;
        self.kept(acting, &outcome).await?;
        acting.record(operation, about).await?;
        Ok(outcome)
    }

    /// The same for whoever records it in words of its own.
    pub(super) async fn kept<T: Serialize>(self, acting: &Acting<'_>, outcome: &Done<T>) -> Result<(), Error> {
        self.asked.keep(self.writing.db(), holder(acting.caller), outcome, acting.now()).await?;
        self.writing.commit().await
    }
}
