//! What of a piece of news a reader may be told now. Pure.

use super::{Change, cursor::Place};
use crate::{
    disclosure::Disclosed,
    outbox::{CLOSED, EVERYTHING, GONE},
    record::catalogue,
    team::Who,
    vocabulary::{ChangeKind, Coded, FieldSet, Purpose},
};
use entity::{membership, outbox};
use std::collections::{BTreeMap, HashSet};

/// News as it was written.
#[derive(Debug)]
pub struct News {
    /// Where it stands.
    pub place: Place,
    /// Its kind.
    pub kind: ChangeKind,
    /// Rows that changed, by id, each with the fields that did.
    pub rows: BTreeMap<String, Vec<String>>,
    /// The row of the outbox.
    pub row: outbox::Model,
    fields: Vec<String>,
    workers: Vec<String>,
}

impl News {
    /// Reads it; news of a kind that this release does not know is none.
    pub fn read(row: outbox::Model) -> Option<Self> {
        let list = |json: &serde_json::Value| serde_json::from_value(json.clone()).unwrap_or_default();
        Some(Self {
            place: Place { tx: row.tx, id: row.id },
            kind: ChangeKind::parse(&row.kind)?,
            rows: row.rows.clone().and_then(|rows| serde_json::from_value(rows).ok()).unwrap_or_default(),
            fields: list(&row.fields),
            workers: row.workers.as_ref().map(list).unwrap_or_default(),
            row,
        })
    }

    /// The fields it may be about, of those that the reader's role can ever read.
    pub fn about(&self, ever: FieldSet) -> FieldSet {
        if self.fields.iter().any(|name| name == EVERYTHING) {
            return ever;
        }
        self.rows.values().fold(numbers(&self.fields), |all, names| all | numbers(names)) & ever
    }

    /// Rows that are gone, or closed to some who had them.
    pub fn dropped(&self) -> impl Iterator<Item = Dropped<'_>> {
        self.rows.iter().filter_map(|(row, names)| Dropped::read(&self.row.person_id, row, names))
    }

    /// Whether it is for those who read for this purpose: that a purpose turned is nobody else's.
    pub fn is_about(&self, purpose: Purpose) -> bool {
        self.row.purpose.as_deref().is_none_or(|only| only == purpose.code())
    }

    /// Whether it is this reader's to know of: a system speaks for every worker, a worker for herself. An invitation to a role's mailbox
    /// is anybody's there to take up; that one was left tells of her, and is nobody's who was not in it.
    pub fn is_for(&self, who: &Who<'_>) -> bool {
        let Some(worker) = who.worker else { return true };
        match (&self.row.only_worker, self.kind) {
            (Some(only), _) => only == worker,
            (None, ChangeKind::StopUsing) => self.workers.iter().any(|had| had == worker),
            (None, ChangeKind::Left) => false,
            (None, ChangeKind::Changed | ChangeKind::Invited) => true,
        }
    }

    /// What she would be read as having changed, for a reader who meets her so; nothing where the reader meets nothing of it.
    pub fn changed(&self, her: &Disclosed, had: &HashSet<String>, ever: FieldSet) -> Option<Changed> {
        let mut changed = Changed::default();
        if self.rows.is_empty() {
            changed.fields = her.said(self.about(ever));
        }
        for (row, names) in &self.rows {
            let (about, dropped) = (numbers(names), Dropped::read(&self.row.person_id, row, names));
            let open = her.open_on(row, about);
            match dropped {
                None => changed.point(row, open),
                // The same whatever was recorded there: the fields of such rows that are open to the reader at all.
                Some(dropped) if had.contains(row) && (dropped.for_all || open.is_empty()) => changed.drop(row, about & her.open()),
                Some(_) => {}
            }
        }
        (!changed.fields.is_empty()).then_some(changed)
    }

    /// The line of the feed for a change of what the reader may read.
    pub fn change(&self, changed: Changed) -> Change {
        Change { fields: names(changed.fields), gone: changed.gone, ..self.line() }
    }

    /// The line for what an organisation must stop using.
    pub fn stop(&self) -> Change {
        Change { fields: self.fields.clone(), worker: self.row.only_worker.clone(), due: self.row.due_on, ..self.line() }
    }

    /// The line for a place that still waits to be accepted, or was left.
    pub fn place(&self, place: &membership::Model) -> Change {
        // Who was invited learns who she is when the invitation is accepted.
        let person = Some(self.row.person_id.clone()).filter(|_| self.kind == ChangeKind::Left);
        Change { person, place: Some(place.id.clone()), worker: place.worker.clone(), ..self.line() }
    }

    fn line(&self) -> Change {
        Change {
            id: self.row.news_id.clone().unwrap_or_default(),
            kind: self.kind,
            person: Some(self.row.person_id.clone()),
            place: None,
            fields: Vec::new(),
            gone: Vec::new(),
            worker: None,
            due: None,
        }
    }
}

/// A row that is gone for everybody, or closed to some who had it.
#[derive(Clone, Copy, Debug)]
pub struct Dropped<'a> {
    /// Whose row it is.
    pub person: &'a str,
    /// Its id.
    pub row: &'a str,
    /// Whether it is gone for all.
    pub for_all: bool,
}

impl<'a> Dropped<'a> {
    fn read(person: &'a str, row: &'a str, names: &[String]) -> Option<Self> {
        let for_all = match names.first()?.as_str() {
            GONE => true,
            CLOSED => false,
            _ => return None,
        };
        Some(Self { person, row, for_all })
    }
}

/// What changed of what a reader may read.
#[derive(Clone, Debug, Default)]
pub struct Changed {
    /// The fields.
    pub fields: FieldSet,
    /// The rows, by id.
    pub rows: Vec<String>,
    /// Rows that the reader had and that were taken back or closed.
    pub gone: Vec<String>,
}

impl Changed {
    /// Points to a row, where anything of it is told.
    fn point(&mut self, row: &str, fields: FieldSet) {
        self.fields |= fields;
        self.rows.extend((!fields.is_empty()).then(|| row.to_owned()));
    }

    /// Says that a row is gone.
    fn drop(&mut self, row: &str, fields: FieldSet) {
        self.fields |= fields;
        self.gone.extend((!fields.is_empty()).then(|| row.to_owned()));
    }
}

fn numbers(names: &[String]) -> FieldSet {
    FieldSet::of(names.iter().filter_map(|name| catalogue().path(name)).map(|field| field.number))
}

fn names(fields: FieldSet) -> Vec<String> {
    fields.iter().filter_map(|number| catalogue().name_of(number)).collect()
}
