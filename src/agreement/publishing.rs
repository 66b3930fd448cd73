//! What the partnership file needs of the policy engine.

use crate::{policy, vocabulary::Catalogue};

/// A policy as it came out of publishing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Hash of the compiled table: what agreements adopt.
    pub hash: String,
    /// Hash of what it was made from.
    pub source_hash: String,
    /// The compiled table.
    pub compiled: Vec<u8>,
    /// The highest field number it decided about.
    pub highest: u16,
}

/// What publishes policies: rows to a compiled table.
pub trait Publisher: Send + Sync {
    /// Compiles rows, or says what is wrong with them, one text a fault.
    fn publish(&self, name: &str, rows: &str) -> Result<Published, Vec<String>>;
    /// Hash of what a policy of these rows would be made from (rows, catalogue, model, engine), without compiling it.
    fn source_hash(&self, name: &str, rows: &str) -> String;
    /// The rows of the built-in policy of this name.
    fn standard(&self, name: &str) -> Option<&str>;
}

/// The hub's own publisher: the policy compiler over the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Compiler(pub &'static Catalogue);

impl Publisher for Compiler {
    fn publish(&self, name: &str, rows: &str) -> Result<Published, Vec<String>> {
        let table = policy::publish(name, rows, self.0).map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        Ok(Published { compiled: table.to_bytes(), hash: table.hash, source_hash: table.source_hash, highest: table.highest })
    }

    fn source_hash(&self, _: &str, rows: &str) -> String {
        policy::source_hash(rows, self.0, policy::MODEL, policy::CASBIN_VERSION)
    }

    fn standard(&self, name: &str) -> Option<&str> {
        policy::standard().into_iter().find(|(standard, _)| *standard == name).map(|(_, rows)| rows)
    }
}
