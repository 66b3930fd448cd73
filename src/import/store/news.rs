//! Which fields of a row an import changed, as the change feed needs it. Pure.

use crate::import::cell::Cell;
use crate::import::layout::{AUDIENCE, CONFIRMED, Layout, OWN, PARENT, RETRACTED, REVIEW};
use crate::outbox::GONE;
use crate::vocabulary::{Coded, FieldMeta, YesNoNotSaid};

/// Columns beside a row's own: a change of one of them may let others meet the row, or show beside it.
const BESIDE: [usize; 5] = [PARENT, CONFIRMED, REVIEW, AUDIENCE, RETRACTED];

/// Paths of the fields that differ. Where the row itself is met otherwise than before, every field that says something; [`GONE`] first
/// where it was taken back.
pub(super) fn of(layout: &Layout, before: Option<&[Cell]>, after: &[Cell]) -> Vec<String> {
    let is = |cells: &[Cell], at: usize| cells.get(at).cloned().unwrap_or(Cell::Null);
    let was = |at: usize| before.map_or(Cell::Null, |before| is(before, at));
    let whole = before.is_none_or(|before| BESIDE.iter().any(|at| is(before, *at) != is(after, *at)));
    let differs = |(place, field): (usize, &'static FieldMeta)| {
        let at = OWN + place;
        let (old, new) = (said(field, was(at)), said(field, is(after, at)));
        let told = if whole { old != Cell::Null || new != Cell::Null } else { old != new };
        told.then(|| field.path())
    };
    let stored = layout.entity.into_iter().flat_map(|entity| entity.fields.iter().filter(|field| !field.computed));
    let fields = stored.enumerate().filter_map(differs);
    let gone = (is(after, RETRACTED) != Cell::Null).then(|| GONE.to_owned());
    gone.into_iter().chain(fields).collect()
}

/// What a reader meets of a cell: "I did not say" is nothing, where that there is an answer does harm.
fn said(field: &FieldMeta, cell: Cell) -> Cell {
    if field.leaks && cell.text() == Some(YesNoNotSaid::NotSaid.code()) { Cell::Null } else { cell }
}
