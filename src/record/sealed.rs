//! A row before and after its release.

use super::Row;
use crate::{
    decision::{Held, Lens},
    vocabulary::{AddressProtection, Coded, EntityMeta, FieldMeta, FieldSet, Plain, YesNoNotSaid},
};
use chrono::{DateTime, Utc};

/// A row with its values, not yet decided. It implements no serialisation and no output: the only way on is [`Sealed::release`].
#[derive(Clone, Debug)]
pub struct Sealed {
    /// What the catalogue says of its entity.
    pub meta: &'static EntityMeta,
    /// What stands beside it.
    pub row: Row,
    /// How private the address is, for an address and its lines.
    pub protection: Option<AddressProtection>,
    /// Readers she named for the lines of an address.
    pub named: Vec<String>,
    values: Vec<Option<Plain>>,
}

impl Sealed {
    /// Seals the stored values, in catalogue order, and leaves room for the computed ones.
    pub fn new(meta: &'static EntityMeta, row: Row, mut stored: Vec<Option<Plain>>) -> Self {
        stored.resize(meta.fields.len(), None);
        Self { meta, row, protection: None, named: Vec::new(), values: stored }
    }

    /// The value of a column, for gates and rules only.
    pub fn value(&self, column: &str) -> Option<&Plain> {
        self.values.get(self.meta.position(column)?)?.as_ref()
    }

    /// Whether a value is recorded in any of these fields; what the hub computes is not recorded.
    pub fn records_any(&self, fields: &FieldSet) -> bool {
        let recorded = self.meta.fields.iter().zip(&self.values).filter(|(field, value)| !field.computed && value.is_some());
        recorded.into_iter().any(|(field, _)| fields.contains(field.number))
    }

    /// Puts in what the hub computed; a column the catalogue does not know is left out.
    pub fn compute(&mut self, column: &str, value: Option<Plain>) {
        if let Some(slot) = self.meta.position(column).and_then(|i| self.values.get_mut(i)) {
            *slot = value;
        }
    }

    /// Makes "I did not say" the same as nothing recorded, where the mere existence of an answer does harm (domain B4.1).
    pub fn leave_unsaid(&mut self) {
        let unsaid = Some(Plain::Code(YesNoNotSaid::NotSaid.code()));
        let fields = self.meta.fields.iter().zip(&mut self.values);
        fields.filter(|(field, value)| field.leaks && **value == unsaid).for_each(|(_, value)| *value = None);
    }

    /// Releases the row: stored fields through the lens of its holder, computed ones through the hub's.
    pub fn release(self, holder: &Lens, hub: &Lens) -> Released {
        let values = self.meta.fields.iter().zip(self.values);
        let values = values.map(|(field, value)| if field.computed { hub } else { holder }.show(field.number, value)).collect();
        Released { meta: self.meta, row: self.row, values }
    }
}

/// A row as far as it was released.
#[derive(Clone, Debug)]
pub struct Released {
    /// What the catalogue says of its entity.
    pub meta: &'static EntityMeta,
    /// What stands beside it; shown only as provenance, which has rules of its own.
    pub row: Row,
    values: Vec<Held<Plain>>,
}

impl Released {
    /// The released value at a position of the entity's fields.
    pub fn at(&self, position: usize) -> Option<&Plain> {
        self.values.get(position)?.released()
    }

    /// The released value at a position, and when it was written.
    pub fn written(&self, position: usize) -> Option<(DateTime<Utc>, &Plain)> {
        Some((self.row.stamp(self.meta.fields.get(position)?.column), self.at(position)?))
    }

    /// The fields and what was released of each.
    pub fn fields(&self) -> impl Iterator<Item = (&'static FieldMeta, Option<&Plain>)> {
        self.meta.fields.iter().zip(self.values.iter().map(Held::released))
    }
}
