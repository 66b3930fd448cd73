//! What is wrong with a policy file, where, and how to mend it.

use serde::Serialize;
use std::fmt;

/// A finding in a policy file. As a fault it refuses the policy; as a note it only tells.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// File, or name of the policy.
    pub file: String,
    /// Line in the file, from 1; 0 where the whole file is meant.
    pub line: u64,
    /// Column name; empty where the whole row is meant.
    pub column: String,
    /// Name of the lint that found it.
    pub lint: &'static str,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: String,
}

impl Fault {
    /// A finding about one column of one row.
    pub fn new(file: &str, line: u64, column: &str, found_by: &'static str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { file: file.into(), line, column: column.into(), lint: found_by, what: what.into(), mend: mend.into() }
    }

    /// A finding about a whole file.
    pub fn whole(file: &str, lint: &'static str, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::new(file, 0, "", lint, what, mend)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if !self.column.is_empty() {
            write!(f, ": `{}`", self.column)?;
        }
        write!(f, ": {}: {} [{}]", self.what, self.mend, self.lint)
    }
}
