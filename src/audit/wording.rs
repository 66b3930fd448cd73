//! What many records say in the same words is stored once: which fields were let through and kept back, and on what that rested.
//!
//! A leaf is hashed over the whole record, words included, so that words that were altered are found in every record that says them.

use super::key::hex;
use crate::error::Error;
use entity::{access_log, access_record, access_wording};
use sea_orm::{ConnectionTrait, EntityTrait, IntoActiveModel, sea_query::OnConflict};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};

/// Wordings that a hub remembers to be stored; each is a few words of memory.
const MOST: usize = 20_000;
/// Bytes of the digest that name a wording.
const BYTES: usize = 16;

/// Wordings that are stored, as far as this hub knows.
#[derive(Debug, Default)]
pub(super) struct Wordings(HashSet<String>);

/// Wordings that the records of one transaction need and that may not be stored yet, in the order in which every hub stores them: a hub
/// waits for another that is about to store the same, and two must not wait for each other.
#[derive(Debug, Default)]
pub(super) struct New(BTreeMap<String, access_wording::Model>);

impl Wordings {
    /// A record as it is stored; a wording that may not be there yet joins the new ones.
    pub(super) fn apart(&self, record: access_record::Model, new: &mut New) -> access_log::Model {
        let access_record::Model { released, refused, basis, agreements, policies, .. } = record;
        let words = [&released, &refused, &basis, &agreements, &policies];
        let id = name(words.map(String::as_str));
        if !self.0.contains(&id) && !new.0.contains_key(&id) {
            new.0.insert(id.clone(), access_wording::Model { id: id.clone(), released, refused, basis, agreements, policies });
        }
        access_log::Model {
            id: record.id,
            at: record.at,
            trace_id: record.trace_id,
            operation: record.operation,
            person: record.person,
            known: record.known,
            worker: record.worker,
            acting_client: record.acting_client,
            agency: record.agency,
            role: record.role,
            purpose: record.purpose,
            released: String::new(),
            refused: String::new(),
            rows: record.rows,
            basis: String::new(),
            agreements: String::new(),
            policies: String::new(),
            consent_statements: record.consent_statements,
            case_reference: record.case_reference,
            system_copy: record.system_copy,
            person_version: record.person_version,
            valid_until: record.valid_until,
            log: record.log,
            position: record.position,
            salt: record.salt,
            wording: Some(id),
        }
    }

    /// Remembers what was committed.
    pub(super) fn learn(&mut self, new: New) {
        if self.0.len() + new.0.len() > MOST {
            self.0.clear();
        }
        self.0.extend(new.0.into_keys());
    }
}

impl New {
    /// Stores them, where another hub has not done so.
    pub(super) async fn store(&self, db: &impl ConnectionTrait) -> Result<(), Error> {
        for wording in self.0.values() {
            let there = OnConflict::column(access_wording::Column::Id).do_nothing().to_owned();
            let insert = access_wording::Entity::insert(wording.clone().into_active_model()).on_conflict(there);
            insert.exec_without_returning(db).await?;
        }
        Ok(())
    }
}

/// The name of a wording: a digest of its texts, each after its length.
fn name(words: [&str; 5]) -> String {
    let mut digest = Sha256::new();
    for word in words {
        digest.update(word.len().to_be_bytes());
        digest.update(word.as_bytes());
    }
    hex(digest.finalize().get(..BYTES).unwrap_or_default())
}
