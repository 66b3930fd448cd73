//! One file per command.

pub mod policy;
