//! What was wrong with a file, where, and how to mend it.

use serde::Serialize;
use std::fmt;

/// How many faults are told; the rest are counted.
pub const TOLD: usize = 100;

/// One fault in one line of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// Name of the file as it was given.
    pub file: String,
    /// Line in the file, from 1; 0 when it is about the file as a whole.
    pub line: u64,
    /// Key of the envelope or field of the row at fault.
    pub field: Option<String>,
    /// What is wrong, lower case.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if let Some(field) = &self.field {
            write!(f, "`{field}`: ")?;
        }
        write!(f, "{}: {}", self.what, self.mend)
    }
}

/// The faults of a run: the first [`TOLD`], and how many more there were.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Faults {
    /// The first ones, in the order of the files.
    pub first: Vec<Fault>,
    /// How many more were counted.
    pub more: u64,
}

impl Faults {
    /// Whether everything was in order.
    pub fn none(&self) -> bool {
        self.first.is_empty()
    }

    /// Keeps a fault, or counts it once enough are told.
    pub(super) fn add(&mut self, fault: Fault) {
        if self.first.len() < TOLD {
            self.first.push(fault);
        } else {
            self.more += 1;
        }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.iter().try_for_each(|fault| writeln!(f, "{fault}"))?;
        if self.more > 0 {
            writeln!(f, "and {} more faults: mend these first", self.more)?;
        }
        Ok(())
    }
}

/// A complaint about a value, before it is known where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Complaint {
    /// Key or field at fault; empty when it is the line as a whole.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

/// A complaint about this field.
pub(super) fn complain(field: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) -> Complaint {
    Complaint { field: field.into(), what: what.into(), mend: mend.into() }
}

/// Where a line stands: which file, and which line of it from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Place {
    pub file: u32,
    pub line: u64,
}

/// The report of a run: names of the files and the faults found in them.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub files: Vec<String>,
    pub faults: Faults,
}

impl Report {
    /// The name of the file in which a line stands.
    pub fn name(&self, at: Place) -> &str {
        usize::try_from(at.file).ok().and_then(|i| self.files.get(i)).map_or("", String::as_str)
    }

    /// Notes all that is wrong with a line.
    pub fn note_all(&mut self, at: Place, complaints: Vec<Complaint>) {
        for complaint in complaints {
            self.note(at, complaint);
        }
    }

    /// Notes a complaint about a line.
    pub fn note(&mut self, at: Place, complaint: Complaint) {
        let file = self.name(at).to_owned();
        let field = Some(complaint.field).filter(|f| !f.is_empty());
        self.faults.add(Fault { file, line: at.line, field, what: complaint.what, mend: complaint.mend });
    }
}
