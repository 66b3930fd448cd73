//! The places of an organisation are read in the order of the persons: by role, or by role and worker.
//!
//! Without these, `SQLite` went through every live place of the partnership, because that came in the right order.

use crate::table::{self, swap_indexes};

const TABLE: &str = "membership";
const OLD: &[&[&str]] = &[&["agency_id", "role", "worker"]];
const NEW: &[&[&str]] = &[&["agency_id", "role", "state", "person_id"], &["agency_id", "role", "worker", "state", "person_id"]];

table::migration!(|manager| swap_indexes(manager, TABLE, OLD, NEW), |manager| swap_indexes(manager, TABLE, NEW, OLD));
