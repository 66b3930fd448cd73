//! What an import reads and writes: the only part of it that knows the database's tables.

mod news;
mod persons;
mod registry;
mod rows;
mod sql;

pub(super) use persons::{Known, Persons, Standing};
pub(super) use registry::Registry;
pub(super) use rows::{Held, Rows, Wanted};
pub(super) use sql::{delete_details, insert_batch, lock_agency, select, update};
