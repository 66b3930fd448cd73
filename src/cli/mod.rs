//! Commands, one file each.

pub mod import;
