//! What changes between two tables: every flip, in plain sentences.

use super::{
    explain::demand,
    fields::Fields,
    table::{Table, triples},
};
use crate::vocabulary::{Act, AloneItem, Catalogue, Coded, Condition, Purpose, Role};
use serde::Serialize;

/// Whether a flip opens more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Something opens that did not, or with less from her. Needs a second person.
    Widens,
    /// Something closes, or needs more from her. One person, at once.
    Narrows,
}

impl Direction {
    /// As sentences begin.
    pub fn word(self) -> &'static str {
        match self {
            Self::Widens => "widens",
            Self::Narrows => "narrows",
        }
    }
}

/// One cell that changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Flip {
    /// More or less.
    pub direction: Direction,
    /// Role code.
    pub role: &'static str,
    /// Purpose code.
    pub purpose: &'static str,
    /// READ or WRITE.
    pub act: &'static str,
    /// Name of the field.
    pub field: String,
    /// The change as a sentence.
    pub sentence: String,
}

type Opening = Option<(Condition, Option<AloneItem>)>;

/// Every cell that differs, *widens* before *narrows*. Both tables must be of this catalogue.
pub fn flips(old: &Table, new: &Table, catalogue: &Catalogue) -> Vec<Flip> {
    let fields = Fields::of(catalogue);
    let mut flips: Vec<Flip> = triples()
        .flat_map(|(role, purpose, act)| {
            let at = |table: &Table, field| table.grants(role, purpose, act).and_then(|g| g.condition(field));
            fields
                .all()
                .filter_map(move |f| flip((role, purpose, act), &f.path, f.category.code(), at(old, f.number), at(new, f.number)))
                .collect::<Vec<_>>()
        })
        .collect();
    flips.sort();
    flips
}

/// The flip of one cell, if it changes.
fn flip((role, purpose, act): (Role, Purpose, Act), field: &str, category: &str, before: Opening, after: Opening) -> Option<Flip> {
    if before == after {
        return None;
    }
    // Another item of the same strength asks her something new: somebody must look, so that it counts as widening.
    let direction = if strength(after) >= strength(before) { Direction::Widens } else { Direction::Narrows };
    let verb = match act {
        Act::Read => "reads",
        Act::Write => "writes",
    };
    let now = demand(after, category);
    let was = demand(before, category);
    let sentence = format!("{}: {} for {} {verb} {field} {now} (before: {was})", direction.word(), role.code(), purpose.code());
    Some(Flip { direction, role: role.code(), purpose: purpose.code(), act: act.token(), field: field.into(), sentence })
}

/// How wide an opening is.
fn strength(opening: Opening) -> u8 {
    match opening {
        None | Some((Condition::Push, _)) => 0,
        Some((Condition::Separate, _)) => 1,
        Some((Condition::Agreement, _)) => 2,
        Some((Condition::Told, _)) => 3,
    }
}
