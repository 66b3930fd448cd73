//! What is wrong with a partnership file: where, what, and how to mend it.

use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

/// One fault of a partnership file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Where in the file, such as `agreements[0].parties[2].agency`.
    pub path: String,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.path, self.what, self.mend)
    }
}

/// The faults found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Adds a fault.
    pub fn add(&mut self, path: impl Into<String>, what: impl Into<String>, mend: impl Into<String>) {
        self.0.push(Fault { path: path.into(), what: what.into(), mend: mend.into() });
    }

    /// Adds a fault unless the condition holds.
    pub(super) fn unless(&mut self, holds: bool, path: impl Into<String>, what: impl Into<String>, mend: &str) {
        if !holds {
            self.add(path, what, mend);
        }
    }

    /// All of them, in the order in which they were found.
    pub fn all(&self) -> &[Fault] {
        &self.0
    }

    /// Nothing, or the faults.
    pub(super) fn none(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

/// As the faults of an agency's files are written: the first ones, and how many more there are. Of a partnership file all are told.
impl Serialize for Faults {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut told = serializer.serialize_struct("Faults", 2)?;
        told.serialize_field("first", &self.0)?;
        told.serialize_field("more", &0)?;
        told.end()
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().enumerate().try_for_each(|(n, fault)| write!(f, "{}{fault}", if n == 0 { "" } else { "\n" }))
    }
}
