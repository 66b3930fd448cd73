//! A run under way: what was met so far, and how a batch of lines is worked through.

use super::closed::Closed;
use super::draft::Draft;
use super::envelope::Pointer;
use super::fault::{Complaint, Place, Report, complain};
use super::layout::{ID, Layout, PERSON};
use super::rights::{Rights, WriteRights};
use super::store::{Held, Known, Persons, Registry, Rows, Standing, Wanted, delete_details};
use crate::error::Error;
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeSet, HashMap, HashSet, hash_map::RandomState};
use std::{hash::BuildHasher, sync::Arc};

/// What a run did to the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub added: u64,
    pub changed: u64,
    pub unchanged: u64,
    pub retracted: u64,
}

/// A statement that a run added.
#[derive(Debug)]
pub(super) struct NewStatement {
    pub at: Place,
    pub person: Arc<str>,
    pub id: String,
}

/// A run under way. What it remembers of each line is some tens of bytes, so that a million lines stay far below the limit.
pub(super) struct Session<'a, W> {
    pub agency: &'a str,
    pub now: DateTime<Utc>,
    pub registry: Registry,
    pub rights: Rights<'a, W>,
    pub report: Report,
    pub counts: Counts,
    /// Persons about whom something was written.
    pub touched: HashSet<Arc<str>>,
    /// What it closes that somebody may have had.
    pub closed: Closed,
    /// Statements that were added, whose rules need all their recipients and so wait for the end.
    pub statements: Vec<NewStatement>,
    pub new_statements: HashSet<String>,
    /// Addresses whose lines were sent in this run.
    pub detailed: HashSet<String>,
    /// Addresses that this run forbade to store.
    pub forbidden: HashSet<String>,
    persons: Persons,
    seen: HashMap<u128, Place>,
    hashers: (RandomState, RandomState),
}

/// The person a line is about, and how the agency stands to her; nobody for the directory.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub id: Option<Arc<str>>,
    pub standing: Standing,
}

impl About {
    /// The hub's id of her, empty for the directory.
    pub fn id(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }
}

impl<'a, W: WriteRights> Session<'a, W> {
    pub fn new(agency: &'a str, now: DateTime<Utc>, registry: Registry, policy: &'a W, files: Vec<String>) -> Self {
        let rights = Rights::new(policy, registry.roles_of(agency).unwrap_or_default().to_vec(), now.date_naive());
        Self {
            agency,
            now,
            registry,
            rights,
            report: Report { files, ..Report::default() },
            counts: Counts::default(),
            touched: HashSet::new(),
            closed: Closed::default(),
            statements: Vec::new(),
            new_statements: HashSet::new(),
            detailed: HashSet::new(),
            forbidden: HashSet::new(),
            persons: Persons::default(),
            seen: HashMap::new(),
            hashers: (RandomState::new(), RandomState::new()),
        }
    }

    /// Works a batch of lines through, in their order: reads all that they speak of, then applies them, then writes.
    pub async fn work(&mut self, db: &impl ConnectionTrait, drafts: Vec<Draft>) -> Result<(), Error> {
        let references: BTreeSet<String> = drafts.iter().filter_map(|d| d.person.clone()).collect();
        self.persons.load(db, self.agency, &references, self.now).await?;
        let mut wanted = Wanted::default();
        for draft in &drafts {
            let person = draft.person.as_deref().and_then(|r| self.persons.get(r));
            draft.want(person.map_or("", |p| &p.id), &mut wanted);
        }
        let mut rows = Rows::load(db, self.agency, &wanted).await?;
        let mut purge = Vec::new();
        for draft in &drafts {
            let mut faults = Vec::new();
            self.apply(&mut rows, draft, &mut purge, &mut faults);
            self.report.note_all(draft.at, faults);
        }
        rows.flush(db, self.now).await?;
        for (person, address) in purge {
            delete_details(db, (&person, &address), self.now).await?;
        }
        Ok(())
    }

    fn apply(&mut self, rows: &mut Rows, draft: &Draft, purge: &mut Vec<(String, String)>, faults: &mut Vec<Complaint>) {
        let Some(about) = self.about(draft, faults) else { return };
        if let Some(first) = self.met_before(draft, &about) {
            let other = if first.file == draft.at.file { String::new() } else { format!(" of {}", self.report.name(first)) };
            let what = format!("this row stands on line {}{other} already", first.line);
            faults.push(complain("ref", what, "send one line for each row in an import"));
            return;
        }
        match draft.layout.entity {
            Some(_) => self.upsert(rows, draft, &about, purge, faults),
            None => self.record_choice(rows, draft, &about, faults),
        }
    }

    /// Whom the line is about. An unknown reference and a woman whose team the agency is not on are told apart by nothing.
    fn about(&self, draft: &Draft, faults: &mut Vec<Complaint>) -> Option<About> {
        if !draft.about_person() {
            return Some(About { id: None, standing: Standing::Live });
        }
        let reference = draft.person.as_deref()?;
        let Some(Known { id, standing }) = self.persons.get(reference) else {
            let mend = "check it, or ask for her enrolment and your place on her team first";
            faults.push(complain("person", "no person with this reference for your agency", mend));
            return None;
        };
        Some(About { id: Some(id.clone()), standing: *standing })
    }

    fn met_before(&mut self, draft: &Draft, about: &About) -> Option<Place> {
        let person = if draft.layout.within_person { about.id() } else { "" };
        let key = (draft.layout.table, person, draft.reference.as_str());
        let key = u128::from(self.hashers.0.hash_one(key)) << 64 | u128::from(self.hashers.1.hash_one(key));
        let first = self.seen.get(&key).copied();
        self.seen.entry(key).or_insert(draft.at);
        first
    }

    /// Whether the agency may add a row about her.
    pub fn may_add(about: &About, faults: &mut Vec<Complaint>) {
        if about.standing == Standing::Ended {
            let mend = "rows you sent before may still be corrected; new ones need a live place on her team";
            faults.push(complain("person", "your agency has left her team", mend));
        }
    }
}

/// The row that a line names, of the same person.
pub(super) fn resolve<'r>(
    rows: &'r Rows,
    layout: &'static Layout,
    pointer: &Pointer,
    about: &About,
    field: &str,
) -> Result<&'r Held, Complaint> {
    let found = match pointer {
        Pointer::Own(reference) => rows.own(layout, reference, about.id()),
        Pointer::Hub(id) => rows.with_id(layout, id),
    };
    let kind = layout.entity.map_or("ConsentStatement", |e| e.name);
    // A row about somebody else is answered like one that is not there.
    let found = found.filter(|held| held.text(PERSON).is_empty() || held.text(PERSON) == about.id());
    found.ok_or_else(|| {
        let mend = "send that row first, in this import or an earlier one, and name it by your `ref` or as hub:<id>";
        complain(field, format!("there is no such {kind} of hers"), mend)
    })
}

/// The id of the row that a text names.
pub(super) fn id_of(rows: &Rows, layout: &'static Layout, text: &str, about: &About, field: &str) -> Result<String, Complaint> {
    resolve(rows, layout, &Pointer::parse(text), about, field).map(|held| held.text(ID).to_owned())
}
