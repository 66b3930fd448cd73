//! The second opinion: the same rows, read without Casbin. Publishing is refused unless both say the same of every cell.
//!
//! It goes the other way round: from each row to the fields it reaches, where Casbin goes from each field to the rows that reach it.

use super::{
    fields::Fields,
    row::{Rule, Target},
};
use crate::vocabulary::{Act, AloneItem, ConsentClass, FieldNumber, Governed, Purpose, Role, View, Writer};
use std::collections::BTreeMap;

/// What is asked: who, for what, reading or writing, which field.
pub type Asked = (Role, Purpose, Act, FieldNumber);

/// What the rows say of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Opened from this consent class on.
    Opens {
        /// The least class that opens it.
        least: ConsentClass,
        /// What her answer must be about; `None` means the category.
        item: Option<AloneItem>,
        /// Position of the deciding row: the lowest id that opens it at that class.
        rule: usize,
    },
    /// Closed by the deny row at this position, the lowest id that closes it.
    Denied(usize),
}

/// Reads the rows, which are sorted by id. A cell that no row speaks of is not in the answer: it is closed.
pub fn interpret(rules: &[Rule], fields: &Fields) -> BTreeMap<Asked, Verdict> {
    let mut verdicts: BTreeMap<Asked, Verdict> = BTreeMap::new();
    for (position, rule) in rules.iter().enumerate() {
        let Some(verdict) = verdict(rule, position) else { continue };
        for field in reach(rule, fields) {
            let cell = verdicts.entry((rule.role, rule.purpose, rule.act, field)).or_insert(verdict);
            *cell = stronger(*cell, verdict);
        }
    }
    verdicts
}

/// The fields that a row reaches.
pub fn reach(rule: &Rule, fields: &Fields) -> Vec<FieldNumber> {
    fields.in_category(rule.target.category()).iter().filter(|f| reaches(rule, f)).map(|f| f.number).collect()
}

/// What a row says by itself; nothing when no query can ever be opened by it.
fn verdict(rule: &Rule, position: usize) -> Option<Verdict> {
    let Some((condition, item)) = rule.allows() else { return Some(Verdict::Denied(position)) };
    Some(Verdict::Opens { least: condition.least_class()?, item, rule: position })
}

/// A deny wins; otherwise the weaker demand; otherwise the row that came first.
fn stronger(known: Verdict, new: Verdict) -> Verdict {
    match (known, new) {
        (Verdict::Opens { .. }, Verdict::Denied(_)) => new,
        (Verdict::Opens { least: a, .. }, Verdict::Opens { least: b, .. }) if b < a => new,
        (Verdict::Denied(_) | Verdict::Opens { .. }, _) => known,
    }
}

/// Whether a row reaches a field of its category, for its role and its act.
fn reaches(rule: &Rule, field: &Governed) -> bool {
    let may = match rule.act {
        Act::Read => field.only_roles.is_empty() || field.only_roles.contains(&rule.role),
        Act::Write => field.writers.contains(&Writer::Role(rule.role)),
    };
    may && match rule.target {
        Target::Own(_) | Target::Write(_) => true,
        Target::Full(_) => matches!(field.view, View::Summary | View::Full),
        Target::Summary(_) => field.view == View::Summary,
        Target::Field(named, _) => named.number == field.number,
    }
}
