//! What may be pointed to: decided and recorded like a read, without a value being given out.

use super::{Disclosed, Hub, Looked, Question, Whom, decided};
use crate::{
    audit::{Recorded, Seen},
    error::Error,
    vocabulary::FieldSet,
};
use entity::access_record;
use std::collections::{BTreeSet, HashSet};

/// What of one person is pointed to.
#[derive(Clone, Debug, Default)]
pub struct Pointed {
    /// The fields.
    pub fields: FieldSet,
    /// The rows, by id.
    pub rows: HashSet<String>,
}

impl Pointed {
    /// Whether it is nothing at all: then nothing of her is told, and nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.rows.is_empty()
    }
}

/// What to point to of a person, given what a read would let through.
pub type Pick<'a> = dyn Fn(&Disclosed) -> Pointed + Send + Sync + 'a;

/// Decides about these persons as a read would, and picks what to point to. It is not yet recorded: see [`Looked::record`].
///
/// # Errors
/// `UNAVAILABLE` when the database fails or too much is under way.
pub async fn point(hub: &Hub, question: &Question<'_>, persons: &[String], pick: &Pick<'_>) -> Result<Looked, Error> {
    let whom = Whom::Page(persons, usize::MAX);
    let _place = hub.room.take(whom.weight()).await?;
    let snapshot = hub.store.snapshot().await?;
    let (opened, entries, seen) = decided(hub, &snapshot, question, whom, Some(pick)).await?;
    Ok(Looked { persons: opened.persons, entries, seen, place: None })
}

impl Looked {
    /// Nothing yet, decided from this version of what is agreed.
    pub fn nothing(agreed: i64) -> Self {
        Self { seen: Seen { agreed, ..Seen::default() }, ..Self::default() }
    }

    /// Whether it was decided from this version of what is agreed.
    pub fn rests_on(&self, agreed: i64) -> bool {
        self.seen.agreed == agreed
    }

    /// What is needed to tell of these persons. Of the others nothing is told, so that nothing rests on them: what opens later is told
    /// of when it does.
    #[must_use]
    pub fn about(mut self, told: &BTreeSet<String>) -> Self {
        self.persons = Vec::new();
        self.seen.persons.retain(|person, _| told.contains(person));
        self
    }

    /// Records what was looked at, and beside it these entries about persons whom it does not name already. Nothing may be told unless
    /// it stands.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the record cannot be written.
    pub async fn record(self, hub: &Hub, beside: Vec<access_record::Model>) -> Result<Recorded, Error> {
        let mut entries = self.entries;
        let beside = beside.into_iter().filter(|more| entries.iter().all(|entry| entry.person != more.person));
        let beside: Vec<_> = beside.collect();
        entries.extend(beside);
        hub.recorder.record(entries, self.seen).await
    }
}
