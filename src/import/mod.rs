//! What an agency's own system sends: NDJSON, one row a line, taken in whole or not at all. `docs/import.md` is its contract.
//!
//! A line goes through the same steps whatever its entity: read ([`lines`], [`json`]), understood by the catalogue ([`envelope`],
//! [`draft`]), applied to what is recorded ([`session`], [`upsert`], [`answers`]), written ([`store`]). No step knows an entity by name
//! but [`rules`], and [`choices`] with her answers, which are the hub's own tables.

mod answers;
mod cell;
mod choices;
mod closed;
mod draft;
mod envelope;
mod fault;
mod layout;
mod lines;
mod nearest;
mod rights;
mod rules;
mod session;
mod standing;
mod store;
mod upsert;
mod value;

pub use closed::{Closed, Tells};
pub use fault::{Fault, Faults, TOLD};
pub use lines::LONGEST;
pub use rights::WriteRights;

use crate::{error::Error, json, store::Writing};
use chrono::{DateTime, Utc};
use draft::Draft;
use fault::{Complaint, Place, complain};
use lines::Lines;
use sea_orm::{DatabaseConnection, DatabaseTransaction};
use serde::Serialize;
use session::Session;
use sha2::{Digest, Sha256};
use std::{collections::HashSet, fmt::Write, io::BufRead, sync::Arc};
use store::Registry;

/// How many lines are read, worked through and written at once.
const BATCH: usize = 500;

/// What is imported, for whom and when.
#[derive(Clone, Copy, Debug)]
pub struct Import<'a> {
    /// The agency whose files they are.
    pub agency: &'a str,
    /// Whether everything is done and then undone again.
    pub dry_run: bool,
    /// The moment it is.
    pub now: DateTime<Utc>,
}

/// Who is told how far a run has come.
pub trait Progress {
    /// So many more lines, and bytes, were read.
    fn advance(&self, lines: u64, bytes: u64);
}

/// Nobody is told.
impl Progress for () {
    fn advance(&self, _: u64, _: u64) {}
}

/// What a run did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The agency whose files they were.
    pub agency: String,
    /// Lines that were no blank ones.
    pub lines: u64,
    /// Rows that were new.
    pub added: u64,
    /// Rows that changed.
    pub changed: u64,
    /// Rows that were recorded so already.
    pub unchanged: u64,
    /// Rows that were taken back.
    pub retracted: u64,
    /// Persons about whom something was written.
    pub persons: u64,
    /// Whether it was undone again.
    pub dry_run: bool,
}

impl Summary {
    /// Whether everything was recorded so already.
    pub fn nothing_changed(&self) -> bool {
        self.added + self.changed + self.retracted == 0
    }
}

/// Why nothing was taken in.
#[derive(Debug)]
pub enum Refused {
    /// The files have faults.
    Faults(Faults),
    /// The hub could not.
    Hub(Error),
}

impl<E: Into<Error>> From<E> for Refused {
    fn from(cause: E) -> Self {
        Self::Hub(cause.into())
    }
}

/// Takes files in, all or nothing, in one transaction.
///
/// Files are named as faults shall name them, and are read one line at a time: memory does not grow with them but for some tens of
/// bytes a line. `policy` says what the policy in force lets each role write, and tells those who had it what the files close.
///
/// # Errors
/// [`Refused::Faults`] with everything that is wrong with the files, or [`Refused::Hub`] when the database failed. Nothing is written
/// then.
pub async fn run<W: WriteRights + Tells, R: BufRead>(
    db: &DatabaseConnection,
    policy: &W,
    import: &Import<'_>,
    files: Vec<(String, R)>,
    progress: &dyn Progress,
) -> Result<Summary, Refused> {
    let writing = Writing::at_large(db).await?;
    match within(writing.db(), policy, import, files, progress).await {
        Ok((summary, touched)) if !import.dry_run => {
            let touched: Vec<&str> = touched.iter().map(AsRef::as_ref).collect();
            writing.commit_about(&touched, false).await?;
            Ok(summary)
        }
        outcome => {
            writing.rollback().await?;
            outcome.map(|(summary, _)| summary)
        }
    }
}

async fn within<W: WriteRights + Tells, R: BufRead>(
    tx: &DatabaseTransaction,
    policy: &W,
    import: &Import<'_>,
    files: Vec<(String, R)>,
    progress: &dyn Progress,
) -> Result<(Summary, HashSet<Arc<str>>), Refused> {
    store::lock_agency(tx, import.agency).await?;
    let Some(registry) = Registry::load(tx, import.agency).await? else {
        return Err(Refused::Faults(unregistered(import.agency)));
    };
    let names = files.iter().map(|(name, _)| name.clone()).collect();
    let mut session = Session::new(import.agency, import.now, registry, policy, names);
    let mut hash = Sha256::new();
    let mut lines = 0;
    for (file, (_, reader)) in (0..).zip(files) {
        lines += read_file(tx, &mut session, file, Lines::new(reader, &mut hash), progress).await?;
    }
    session.settle_statements(tx).await?;
    if !session.report.faults.none() {
        return Err(Refused::Faults(session.report.faults));
    }
    policy.tell(tx, &session.closed, import.now).await?;
    let summary = finish(tx, &session, hash, lines, import).await?;
    Ok((summary, session.touched))
}

/// Reads one file to its end; gives back how many of its lines were no blank ones.
async fn read_file<W: WriteRights, R: BufRead>(
    tx: &DatabaseTransaction,
    session: &mut Session<'_, W>,
    file: u32,
    mut source: Lines<'_, R>,
    progress: &dyn Progress,
) -> Result<u64, Refused> {
    let (mut lines, mut bytes, mut batch) = (0, 0, Vec::with_capacity(BATCH));
    while let Some(line) = source.next() {
        let at = Place { file, line: source.number };
        if line.as_ref().is_ok_and(String::is_empty) {
            continue;
        }
        lines += 1;
        let mut faults = Vec::new();
        batch.extend(understand(session, at, line, &mut faults));
        session.report.note_all(at, faults);
        if batch.len() >= BATCH {
            session.work(tx, std::mem::take(&mut batch)).await?;
        }
        if lines % BATCH as u64 == 0 {
            progress.advance(BATCH as u64, source.bytes - bytes);
            bytes = source.bytes;
        }
    }
    session.work(tx, batch).await?;
    progress.advance(lines % BATCH as u64, source.bytes - bytes);
    if lines == 0 {
        let mend = "send at least one line, or leave the file out";
        session.report.note(Place { file, line: 0 }, complain("", "the file is empty", mend));
    }
    Ok(lines)
}

fn understand<W: WriteRights>(
    session: &mut Session<'_, W>,
    at: Place,
    line: Result<String, Complaint>,
    faults: &mut Vec<Complaint>,
) -> Option<Draft> {
    let value = line.and_then(|text| {
        json::parse(&text).map_err(|cause| complain("", format!("no JSON ({cause})"), "send one JSON object on each line"))
    });
    let value = value.map_err(|fault| faults.push(fault)).ok()?;
    let envelope = envelope::read(value, &session.registry, session.now, faults)?;
    draft::understand(at, envelope, &session.registry, &mut session.rights, faults)
}

/// Leaves a trail; a run that changed nothing leaves none.
async fn finish<W>(
    tx: &DatabaseTransaction,
    session: &Session<'_, W>,
    hash: Sha256,
    lines: u64,
    import: &Import<'_>,
) -> Result<Summary, Refused> {
    let counts = session.counts;
    let summary = Summary {
        agency: import.agency.to_owned(),
        lines,
        added: counts.added,
        changed: counts.changed,
        unchanged: counts.unchanged,
        retracted: counts.retracted,
        persons: session.touched.len() as u64,
        dry_run: import.dry_run,
    };
    if !summary.nothing_changed() {
        let hash = hash.finalize().iter().fold(String::new(), |mut text, byte| {
            // Writing to a text cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        });
        store::insert_batch(tx, import.agency, hash, lines, import.now).await?;
    }
    Ok(summary)
}

fn unregistered(agency: &str) -> Faults {
    let fault = Fault {
        file: "--agency".to_owned(),
        line: 0,
        field: None,
        what: format!("no agency `{agency}` is registered"),
        mend: "check the id, or import the partnership file first".to_owned(),
    };
    Faults { first: vec![fault], more: 0 }
}
