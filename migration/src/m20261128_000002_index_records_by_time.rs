//! Records of all organisations are read newest first; nobody reads them by organisation and time.

use crate::table::{self, swap_indexes};

const TABLE: &str = "access_log";
const OLD: &[&[&str]] = &[&["agency", "at"]];
const NEW: &[&[&str]] = &[&["at"]];

table::migration!(|manager| swap_indexes(manager, TABLE, OLD, NEW), |manager| swap_indexes(manager, TABLE, NEW, OLD));
