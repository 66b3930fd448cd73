//! What is kept from her own view for now: an item she may not be told of yet, why, who agreed, and when it is looked at again
//! (`domain.md` D5.7, E0.2).
//!
//! What is held looks like nothing recorded: no gap, no count, no cursor. It stays held until somebody releases it; a late review is
//! somebody's task and never switches a hold off.

mod rules;
mod store;

pub use rules::{Ask, Item, flaws, longest};
pub use store::{HOURS_TO_AGREE, Hold, add, agencies_of, agreed, find, load, overdue, records_of_open, released, reviewed, waits};

use crate::{
    agency::Holder,
    vocabulary::{Catalogue, FieldSet},
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Everything that is kept from one woman now.
#[derive(Clone, Debug, Default)]
pub struct KeptBack {
    /// Ids of records, among them those of the holds themselves.
    pub looks: BTreeSet<String>,
    /// Ids of rows.
    pub rows: HashSet<String>,
    fields: HashMap<Holder, FieldSet>,
}

impl KeptBack {
    /// What these holds keep from her.
    pub fn of(holds: Vec<Hold>, catalogue: &Catalogue) -> Self {
        let mut kept = Self::default();
        for hold in holds {
            kept.looks.extend(hold.records);
            if !hold.agreed {
                continue;
            }
            match hold.item {
                Item::Look(id) => drop(kept.looks.insert(id)),
                Item::Row(id) => drop(kept.rows.insert(id)),
                Item::Field(path) => {
                    let fields = kept.fields.entry(Holder::parse(&hold.agency)).or_default();
                    catalogue.path(&path).into_iter().for_each(|field| fields.insert(field.number));
                }
            }
        }
        kept
    }

    /// The fields that are held of this holder's rows; for the hub, which computes from all of them, of anybody's.
    pub fn fields(&self, holder: &Holder) -> FieldSet {
        match holder {
            Holder::Hub => self.fields.values().fold(FieldSet::EMPTY, |all, fields| all | *fields),
            Holder::Herself | Holder::Agency(_) => self.fields.get(holder).copied().unwrap_or_default(),
        }
    }
}
