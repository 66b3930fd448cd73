//! Which fields of a row an import changed, as the change feed needs it. Pure.

use crate::import::cell::Cell;
use crate::import::layout::{AUDIENCE, CONFIRMED, ID, Layout, OWN, PARENT, PERSON, RETRACTED, REVIEW};
use crate::outbox::GONE;
use crate::vocabulary::{Coded, FieldMeta, Gate, YesNoNotSaid};

/// Columns beside a row's own: a change of one of them may let others meet the row, or show beside it.
const BESIDE: [usize; 5] = [PARENT, CONFIRMED, REVIEW, AUDIENCE, RETRACTED];
/// Columns on which gates hang besides those that an entity names: how private an address is, and what else a worker's row would reveal.
const ALSO: [&str; 2] = ["protection", "service_reveals"];

/// Paths of the fields that differ. Where the row itself is met otherwise than before, every field that says something; where it was taken
/// back, that it is gone.
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
    if is(after, RETRACTED) == Cell::Null { fields.collect() } else { dropped(layout, GONE) }
}

/// That a row is gone, or closed to some who had it: the same whatever is recorded on it.
pub(super) fn dropped(layout: &Layout, mark: &str) -> Vec<String> {
    let stored = layout.entity.into_iter().flat_map(|entity| entity.fields.iter().filter(|field| !field.computed));
    [mark.to_owned()].into_iter().chain(stored.map(FieldMeta::path)).collect()
}

/// Rows of a person that are met otherwise because of a change: by table, the column that is compared, and its value.
type Otherwise<'c> = Vec<(&'static str, usize, &'c str)>;

/// Which rows the change of a row may have closed to some who had them: itself, what hangs under it, and her addresses by what she said
/// about abuse (domain H1).
pub(super) fn otherwise<'c>(layout: &Layout, before: Option<&[Cell]>, after: &'c [Cell]) -> Otherwise<'c> {
    let is = |cells: Option<&[Cell]>, at: usize| cells.and_then(|cells| cells.get(at).cloned()).unwrap_or(Cell::Null);
    let moved = |at: usize| is(before, at) != is(Some(after), at);
    let column = |name: &str| layout.position(name).is_some_and(moved);
    let abuse = layout.table == "domestic_abuse" && (column("experienced") || moved(RETRACTED));
    let met = before.is_some() && [PARENT, AUDIENCE, RETRACTED].into_iter().chain(gates(layout)).any(moved);
    let found = match (layout.table, met) {
        ("address", true) => vec![("address", ID, ID), ("address_detail", PARENT, ID)],
        ("goal", true) => vec![("goal", ID, ID), ("step", PARENT, ID)],
        (table, true) => vec![(table, ID, ID)],
        (_, false) => Vec::new(),
    };
    let addresses = [("address", PERSON, PERSON), ("address_detail", PERSON, PERSON)].into_iter().filter(|_| abuse);
    let text = |at: usize| after.get(at).and_then(Cell::text);
    found.into_iter().chain(addresses).filter_map(|(table, column, at)| Some((table, column, text(at)?))).collect()
}

/// Columns that a gate of the row hangs on.
fn gates(layout: &Layout) -> impl Iterator<Item = usize> {
    let columns = layout.entity.into_iter().flat_map(|entity| entity.gates).map(Gate::column);
    columns.chain(ALSO).filter_map(|column| layout.position(column))
}

/// What a reader meets of a cell: "I did not say" is nothing, where that there is an answer does harm.
fn said(field: &FieldMeta, cell: Cell) -> Cell {
    if field.leaks && cell.text() == Some(YesNoNotSaid::NotSaid.code()) { Cell::Null } else { cell }
}
