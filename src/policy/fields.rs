//! The governed fields of a catalogue, indexed once for a compilation.

use crate::vocabulary::{Catalogue, Category, FieldNumber, Governed};
use std::collections::BTreeMap;

/// Every governed field, by category and by number.
#[derive(Debug)]
pub struct Fields {
    by_category: BTreeMap<Category, Vec<Governed>>,
    paths: BTreeMap<FieldNumber, String>,
    /// The highest number in use.
    pub highest: FieldNumber,
}

impl Fields {
    /// Indexes a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut by_category: BTreeMap<Category, Vec<Governed>> = BTreeMap::new();
        let mut paths = BTreeMap::new();
        for field in catalogue.governed() {
            paths.insert(field.number, field.path.clone());
            by_category.entry(field.category).or_default().push(field);
        }
        for fields in by_category.values_mut() {
            fields.sort_by_key(|f| f.number);
        }
        Self { by_category, paths, highest: catalogue.highest() }
    }

    /// The fields of a category, by number.
    pub fn in_category(&self, category: Category) -> &[Governed] {
        self.by_category.get(&category).map_or(&[], Vec::as_slice)
    }

    /// Every field, category by category.
    pub fn all(&self) -> impl Iterator<Item = &Governed> {
        self.by_category.values().flatten()
    }

    /// Name of a field: `Entity.field`, `Entity.rows` or `CATEGORY.present`.
    pub fn path(&self, number: FieldNumber) -> Option<&str> {
        self.paths.get(&number).map(String::as_str)
    }
}
