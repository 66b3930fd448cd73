//! The crate, in reading order: what is catalogued, what is agreed, how a field is decided, how it is released and recorded.

pub mod cli;
pub mod clock;
pub mod consent;
pub mod decision;
pub mod error;
pub mod import;
pub mod record;
pub mod vocabulary;
