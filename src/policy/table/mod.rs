//! The compiled table: what a policy opens, as bits. At run time nothing else is read.

mod build;
mod bytes;

pub use build::build;
pub use bytes::Unreadable;

use crate::vocabulary::{Act, AloneItem, Coded, Condition, FieldNumber, FieldSet, Purpose, Role};

/// What one (role, purpose, act) opens, split by what must hold. The sets are disjoint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants {
    /// Open without asking her: she is told.
    pub told: FieldSet,
    /// Open when her class for the field's category is at least agreed.
    pub agreed: FieldSet,
    /// Open when her class for the field's category is agreed separately.
    pub separate: FieldSet,
    /// Open when her class for this very item is agreed separately; never by a yes to the category.
    pub alone: Vec<(AloneItem, FieldSet)>,
}

impl Grants {
    /// Whatever could open, under whatever consent.
    pub fn ever(&self) -> FieldSet {
        self.alone.iter().fold(self.told | self.agreed | self.separate, |all, (_, fields)| all | *fields)
    }

    /// What is open under these consent planes: `agreed` holds the fields of the categories she has at least agreed to,
    /// `separately` those of the categories she has agreed to separately, `alone` the items she has agreed to on their own.
    pub fn open(&self, agreed: FieldSet, separately: FieldSet, alone: &[AloneItem]) -> FieldSet {
        let asked = self.alone.iter().filter(|(item, _)| alone.contains(item));
        asked.fold(self.told | (self.agreed & (agreed | separately)) | (self.separate & separately), |all, (_, fields)| all | *fields)
    }

    /// What must hold for a field, and what her answer must be about where that is not its category.
    pub fn condition(&self, field: FieldNumber) -> Option<(Condition, Option<AloneItem>)> {
        let alone = self.alone.iter().find(|(_, fields)| fields.contains(field));
        match () {
            () if self.told.contains(field) => Some((Condition::Told, None)),
            () if self.agreed.contains(field) => Some((Condition::Agreement, None)),
            () if self.separate.contains(field) => Some((Condition::Separate, None)),
            () => alone.map(|(item, _)| (Condition::Separate, Some(*item))),
        }
    }

    /// Adds a field under its condition.
    fn add(&mut self, field: FieldNumber, condition: Condition, item: Option<AloneItem>) {
        match (condition, item) {
            (Condition::Push, _) => {}
            (Condition::Told, _) => self.told.insert(field),
            (Condition::Agreement, _) => self.agreed.insert(field),
            (Condition::Separate, None) => self.separate.insert(field),
            (Condition::Separate, Some(item)) => match self.alone.iter_mut().find(|(known, _)| *known == item) {
                Some((_, fields)) => fields.insert(field),
                None => self.alone.push((item, FieldSet::of([field]))),
            },
        }
    }
}

/// One (role, purpose, act) of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Slot {
    grants: Grants,
    /// Fields that a deny row closes.
    denied: FieldSet,
    /// Deciding row of each field, as a position in the list of ids; sorted by field.
    rules: Vec<(FieldNumber, u32)>,
}

/// A compiled policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Name of the policy.
    pub name: String,
    /// SHA-256 over the granted cells by name, in hex: what an approver agrees to, whatever the rows are called.
    pub hash: String,
    /// SHA-256 over what it was compiled from (rows, catalogue, model, version of Casbin), in hex.
    pub source_hash: String,
    /// The highest field number approved; later fields are closed.
    pub highest: FieldNumber,
    ids: Vec<String>,
    slots: Vec<Option<Box<Slot>>>,
}

/// Number of (role, purpose, act).
const SLOTS: usize = Role::ALL.len() * Purpose::ALL.len() * Act::ALL.len();

/// Position of a (role, purpose, act).
fn position(role: Role, purpose: Purpose, act: Act) -> usize {
    (role as usize * Purpose::ALL.len() + purpose as usize) * Act::ALL.len() + act as usize
}

/// Every (role, purpose, act), in the order of positions.
pub fn triples() -> impl Iterator<Item = (Role, Purpose, Act)> {
    let purposes = |role: Role| Purpose::ALL.iter().map(move |p| (role, *p));
    Role::ALL.iter().flat_map(move |r| purposes(*r)).flat_map(|(r, p)| Act::ALL.into_iter().map(move |a| (r, p, a)))
}

impl Table {
    /// What a role may do for a purpose; `None` when nothing.
    pub fn grants(&self, role: Role, purpose: Purpose, act: Act) -> Option<&Grants> {
        self.slot(role, purpose, act).map(|slot| &slot.grants)
    }

    /// The deciding row of a cell: the lowest id that opens it at its least consent, or the lowest that denies it. `None` means that
    /// no row speaks of the cell, which closes it.
    pub fn rule(&self, role: Role, purpose: Purpose, act: Act, field: FieldNumber) -> Option<&str> {
        let rules = &self.slot(role, purpose, act)?.rules;
        let at = rules.binary_search_by_key(&field, |(number, _)| *number).ok()?;
        self.ids.get(usize::try_from(rules.get(at)?.1).ok()?).map(String::as_str)
    }

    /// Whether a deny row closes a cell, as [`Table::rule`] names it.
    pub fn denied(&self, role: Role, purpose: Purpose, act: Act, field: FieldNumber) -> bool {
        self.slot(role, purpose, act).is_some_and(|slot| slot.denied.contains(field))
    }

    /// Fields that a role could ever get, in any purpose and under any consent.
    pub fn ever(&self, role: Role, act: Act) -> FieldSet {
        let grants = Purpose::ALL.iter().filter_map(|purpose| self.grants(role, *purpose, act));
        grants.fold(FieldSet::EMPTY, |all, grants| all | grants.ever())
    }

    /// Number of open cells, a cell being (role, purpose, act, field).
    pub fn cells(&self) -> usize {
        self.slots.iter().flatten().map(|slot| slot.grants.ever().len()).sum()
    }

    fn slot(&self, role: Role, purpose: Purpose, act: Act) -> Option<&Slot> {
        self.slots.get(position(role, purpose, act))?.as_deref()
    }
}

/// A cell as the hash names it.
fn cell_line(role: Role, purpose: Purpose, act: Act, path: &str, condition: Condition, item: Option<AloneItem>) -> String {
    let item = item.map_or("", Coded::code);
    format!("{}\t{}\t{}\t{path}\t{}\t{item}\n", role.code(), purpose.code(), act.token(), condition.token())
}
