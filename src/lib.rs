//! The crate, in reading order: what is catalogued, what is agreed, how a field is decided, how it is released and recorded.

pub mod agency;
pub mod agreement;
pub mod cli;
pub mod clock;
pub mod decision;
pub mod error;
pub mod identity;
pub mod record;
pub mod vocabulary;
