//! One file per command of the `hub` binary.

pub mod policy;
pub mod token;
