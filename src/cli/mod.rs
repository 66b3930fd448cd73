//! One file per command of the `hub` binary.

pub mod partnership;
pub mod token;
