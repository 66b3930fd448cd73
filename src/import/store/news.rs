//! Which fields of a row an import changed, as the change feed needs it. Pure.

use crate::import::cell::Cell;
use crate::import::layout::{AUDIENCE, CONFIRMED, ID, Layout, OWN, PARENT, PERSON, RETRACTED, REVIEW};
use crate::outbox::{GONE, NARROWED};
use crate::vocabulary::{Coded, FieldMeta, Gate, YesNoNotSaid};

/// Columns beside a row's own: a change of one of them may let others meet the row, or show beside it.
const BESIDE: [usize; 5] = [PARENT, CONFIRMED, REVIEW, AUDIENCE, RETRACTED];
/// Columns on which gates hang besides those that an entity names: how private an address is, and what else a worker's row would reveal.
const ALSO: [&str; 2] = ["protection", "service_reveals"];

/// Paths of the fields that differ. Where the row itself is met otherwise than before, every field that says something: after [`GONE`]
/// where it was taken back, after [`NARROWED`] where it stands and somebody may have had it.
pub(super) fn of(layout: &Layout, before: Option<&[Cell]>, after: &[Cell]) -> Vec<String> {
    let is = |cells: &[Cell], at: usize| cells.get(at).cloned().unwrap_or(Cell::Null);
    let was = |at: usize| before.map_or(Cell::Null, |before| is(before, at));
    let moved = |at: usize| was(at) != is(after, at);
    let met_otherwise = BESIDE.into_iter().chain(gates(layout)).any(moved);
    let whole = before.is_none() || met_otherwise;
    let differs = |(place, field): (usize, &'static FieldMeta)| {
        let at = OWN + place;
        let (old, new) = (said(field, was(at)), said(field, is(after, at)));
        let told = if whole { old != Cell::Null || new != Cell::Null } else { old != new };
        told.then(|| field.path())
    };
    let stored = layout.entity.into_iter().flat_map(|entity| entity.fields.iter().filter(|field| !field.computed));
    let fields = stored.enumerate().filter_map(differs);
    let mark = match () {
        () if is(after, RETRACTED) != Cell::Null => Some(GONE),
        () if before.is_some() && met_otherwise => Some(NARROWED),
        () => None,
    };
    mark.map(str::to_owned).into_iter().chain(fields).collect()
}

/// Columns that a gate of the row hangs on.
fn gates(layout: &Layout) -> impl Iterator<Item = usize> {
    let columns = layout.entity.into_iter().flat_map(|entity| entity.gates).map(|gate| match gate {
        Gate::ByRole(column) | Gate::ByArea(column) | Gate::ByAudience(column) | Gate::When(column, ..) => *column,
    });
    columns.chain(ALSO).filter_map(|column| layout.position(column))
}

/// Rows that are met otherwise because of a change of another row of hers: the table, the column by which they hang on it, and its value.
pub(super) fn hang_on<'c>(layout: &Layout, before: Option<&[Cell]>, after: &'c [Cell]) -> Vec<(&'static str, &'static str, &'c str)> {
    let changed = |column: &str| {
        let at = layout.position(column);
        at.is_some_and(|at| before.and_then(|before| before.get(at)).unwrap_or(&Cell::Null) != after.get(at).unwrap_or(&Cell::Null))
    };
    let text = |at: usize| after.get(at).and_then(Cell::text);
    let hanging = match layout.table {
        "address" if before.is_some() && (changed("protection") || changed("nature")) => vec![("address_detail", "parent_id", ID)],
        "goal" if before.is_some() && changed("area") => vec![("step", "parent_id", ID)],
        // How private every address of hers is (domain H1).
        "domestic_abuse" if changed("experienced") => vec![("address", "person_id", PERSON), ("address_detail", "person_id", PERSON)],
        _ => Vec::new(),
    };
    hanging.into_iter().filter_map(|(table, column, at)| Some((table, column, text(at)?))).collect()
}

/// What is said of such a row.
pub(super) fn narrowed(layout: &Layout) -> Vec<String> {
    let stored = layout.entity.into_iter().flat_map(|entity| entity.fields.iter().filter(|field| !field.computed));
    [NARROWED.to_owned()].into_iter().chain(stored.map(FieldMeta::path)).collect()
}

/// What a reader meets of a cell: "I did not say" is nothing, where that there is an answer does harm.
fn said(field: &FieldMeta, cell: Cell) -> Cell {
    if field.leaks && cell.text() == Some(YesNoNotSaid::NotSaid.code()) { Cell::Null } else { cell }
}
