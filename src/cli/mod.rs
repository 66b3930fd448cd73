//! One file per command of the `hub` binary.

pub mod partnership;
pub mod policy;
pub mod token;
