//! Rules that hold for single entities beside what the catalogue says of their fields. Pure.

use super::cell::Cell;
use super::fault::{Complaint, complain};
use super::layout::{CONFIRMED, LEAF_TIMES, Layout, OWN, RECORDED_AT, RETRACTED};
use chrono::{DateTime, Utc};

/// The protection under which an address's lines must never be stored.
pub(super) const NEVER_STORE: &str = "NEVER_STORE";

/// What is wrong with a row as it would stand; `before` is how it stood.
pub(super) fn check(layout: &Layout, before: Option<&[Cell]>, cells: &[Cell], faults: &mut Vec<Complaint>) {
    let value = |column: &str| layout.position(column).and_then(|at| cells.get(at)).unwrap_or(&Cell::Null);
    let differs = |column: &str| {
        let at = layout.position(column);
        at.is_some_and(|at| before.and_then(|before| before.get(at)).unwrap_or(&Cell::Null) != value(column))
    };
    let backwards = value("from").date().zip(value("to").date()).is_some_and(|(from, to)| to < from);
    let mut fault = |field: &str, what: &str, mend: &str| faults.push(complain(field, what, mend));
    if cells.iter().skip(OWN).all(|c| *c == Cell::Null) && !matches!(cells.get(RETRACTED), Some(Cell::Moment(_))) {
        fault("fields", "the row says nothing", "send at least one field, or take the row back with \"retracted\": true");
        return;
    }
    match layout.table {
        "step" if *value("owner") != Cell::Null && *value("owner_is_her") == Cell::Flag(true) => {
            fault("ownerIsHer", "a step has exactly one owner", "send either `owner` or \"ownerIsHer\": true, and null for the other");
        }
        "step" if value("status").text() == Some("STUCK") && *value("stuck_reason") == Cell::Null => {
            fault("stuckReason", "a step that is STUCK needs its reason", "say what is in the way");
        }
        "access_block" if *value("blocked_worker") == Cell::Null && *value("blocked_name") == Cell::Null => {
            fault("blockedWorker", "nobody is blocked", "send `blockedWorker` as AGENCY/WORKER or AGENCY/*, or `blockedName`");
        }
        // A block that was lifted before it began stands so, and may be sent again as it was.
        "access_block" if backwards && (differs("from") || differs("to")) => {
            fault("to", "the block ends before it begins, and would keep nobody out", "send `to` on or after `from`, or null");
        }
        // Whose referral it is must be said: a council meets the ground for its own alone.
        "domestic_abuse" if !value("housing_ground_for").list().iter().all(|referral| names_an_agency(referral)) => {
            fault("housingGroundFor", "a referral does not say whose it is", "write each as AGENCY/REFERENCE, the council's agency first");
        }
        _ => {}
    }
}

fn names_an_agency(referral: &str) -> bool {
    referral.split_once('/').is_some_and(|(agency, reference)| !agency.is_empty() && !reference.is_empty())
}

/// The latest moment at which anything in a row was recorded.
pub(super) fn latest(cells: &[Cell]) -> DateTime<Utc> {
    let moment = |at: usize| cells.get(at).and_then(Cell::moment);
    let leaves = match cells.get(LEAF_TIMES) {
        Some(Cell::Map(times)) => times.values().filter_map(|t| t.as_str()?.parse().ok()).max(),
        _ => None,
    };
    [moment(RECORDED_AT), moment(RETRACTED), leaves].into_iter().flatten().max().unwrap_or(DateTime::<Utc>::MIN_UTC)
}

/// Names of the columns that differ and whose moment of change is kept.
pub(super) fn changed(layout: &Layout, old: &[Cell], new: &[Cell]) -> Vec<&'static str> {
    let pairs = layout.columns.iter().zip(old.iter().zip(new)).enumerate();
    let kept = pairs.filter(|(at, _)| *at >= OWN || (CONFIRMED..CONFIRMED + 3).contains(at));
    kept.filter(|(_, (_, (old, new)))| old != new).map(|(_, ((name, _), _))| *name).collect()
}
