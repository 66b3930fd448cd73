//! What the partnership file needs of the policy engine.

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
