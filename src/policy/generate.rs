//! The default policies as typed rows, from the agreement matrix and the named overrides.
//!
//! A cell of the matrix says what a role reads and writes of a category for a purpose, and under which condition. Reading becomes a
//! READ row with the cell's condition. Writing becomes a WRITE row that she is told of: her yes is for others to read a row, not for an
//! agency to keep its own (domain.md E0.3, rule 1). A role that is named as a writer and only reads the category may still hand in that
//! one field (rule 3). The internal policy lets an agency read and keep its own rows in every purpose its roles have (rule 6).

mod input;
mod rows;
mod vocabulary;

pub use vocabulary::vocabulary;

use super::Fault;
use crate::vocabulary::{Catalogue, Role};
use input::{Cell, Override};
use rows::{Line, internal, partnership};

/// The files that [`standard`] writes, below `policies/`.
pub const FILES: [&str; 4] = ["partnership.csv", "nominated.csv", "internal.csv", "vocabulary.csv"];

/// The committed matrix and overrides.
pub fn committed() -> (&'static str, &'static str) {
    (include_str!("../../policies/default/matrix.csv"), include_str!("../../policies/default/overrides.csv"))
}

/// The standard policy files from the matrix and the overrides: name and content, in the order of [`FILES`].
pub fn standard(matrix: &str, overrides: &str, catalogue: &Catalogue) -> Result<[(&'static str, String); 4], Vec<Fault>> {
    let cells = input::cells(matrix)?;
    let overrides = input::overrides(overrides, catalogue)?;
    let nominated = |role: Role| role == Role::Adv;
    let file = |prefix: &str, lines: Vec<Line>| rows::file(prefix, lines);
    let of = |cells: &[Cell], overrides: &[Override], wanted: &dyn Fn(Role) -> bool| {
        let cells: Vec<Cell> = cells.iter().filter(|c| wanted(c.role)).copied().collect();
        let overrides: Vec<Override> = overrides.iter().filter(|o| wanted(o.role)).cloned().collect();
        partnership(&cells, &overrides, catalogue)
    };
    let [partnership, named, own, words] = FILES;
    Ok([
        (partnership, file("P", of(&cells, &overrides, &|r| !nominated(r)))),
        (named, file("N", of(&cells, &overrides, &nominated))),
        (own, file("I", internal(&cells, catalogue))),
        (words, vocabulary()),
    ])
}
