//! The tables that an import writes, made from the catalogue: a new entity or field is written without a line here.

use super::cell::{Cell, Kind};
use crate::record::catalogue;
use crate::vocabulary::{Cardinality, EntityMeta, FieldMeta, Shape};
use std::{collections::HashMap, sync::LazyLock};

/// Positions of the columns that every table of rows has; the first two are the same in every table that is imported.
pub(super) const ID: usize = 0;
pub(super) const PERSON: usize = 1;
pub(super) const PARENT: usize = 2;
pub(super) const HELD_BY: usize = 3;
pub(super) const WORKER: usize = 5;
pub(super) const RECORDED_AT: usize = 6;
pub(super) const LEAF_TIMES: usize = 7;
pub(super) const CONFIRMED: usize = 8;
pub(super) const REVIEW: usize = 9;
pub(super) const AUDIENCE: usize = 10;
pub(super) const VERSION: usize = 12;
pub(super) const RETRACTED: usize = 13;
/// Position of an entity's first own column.
pub(super) const OWN: usize = ROW.len();

const ROW: [(&str, Kind); 14] = [
    ("id", Kind::Text),
    ("person_id", Kind::Text),
    ("parent_id", Kind::Text),
    ("held_by", Kind::Text),
    ("recorded_by", Kind::Text),
    ("recorded_by_worker", Kind::Text),
    ("recorded_at", Kind::Moment),
    ("leaf_times", Kind::Map),
    ("confirmed_by_her_on", Kind::Date),
    ("review_after", Kind::Date),
    ("row_audience", Kind::List),
    ("source_ref", Kind::Text),
    ("version", Kind::Text),
    ("retracted_at", Kind::Moment),
];

/// A field that a line may name.
#[derive(Debug)]
pub(super) struct Field {
    /// Where it is stored; nowhere when the hub works it out.
    pub column: Option<usize>,
    /// What its values look like.
    pub shape: Shape,
    /// Its catalogue line, where the catalogue says who may write it.
    pub meta: Option<&'static FieldMeta>,
}

/// A table that is imported.
#[derive(Debug)]
pub(super) struct Layout {
    /// Its name.
    pub table: &'static str,
    /// Its columns, in the order in which rows hold their cells.
    pub columns: Vec<(&'static str, Kind)>,
    /// The column that says which agency sent a row.
    pub agency: &'static str,
    /// Whether the agency's reference is unique only within a person: a worker stands in the teams of many.
    pub within_person: bool,
    /// The entity, for tables of rows.
    pub entity: Option<&'static EntityMeta>,
    /// Its fields by the names that lines use.
    pub fields: HashMap<String, Field>,
}

fn bare(column: &'static str) -> &'static str {
    column.strip_prefix("r#").unwrap_or(column)
}

impl Layout {
    fn rows(entity: &'static EntityMeta, table: &'static str) -> Self {
        let stored = entity.fields.iter().filter(|f| !f.computed).map(|f| (bare(f.column), Kind::of(f.shape)));
        let columns: Vec<_> = ROW.into_iter().chain(stored).collect();
        // Stored fields come first in the catalogue, in the order of their columns.
        let place = |(at, f): (usize, &'static FieldMeta)| {
            (f.name(), Field { column: Some(OWN + at).filter(|_| !f.computed), shape: f.shape, meta: Some(f) })
        };
        let fields = entity.fields.iter().enumerate().map(place).collect();
        let within_person = entity.name == "TeamMember";
        Self { table, columns, agency: "recorded_by", within_person, entity: Some(entity), fields }
    }

    /// A table without catalogue columns.
    pub fn plain(table: &'static str, agency: &'static str, columns: Vec<(&'static str, Kind)>) -> Self {
        Self { table, columns, agency, within_person: false, entity: None, fields: HashMap::new() }
    }

    /// Where a column stands.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| *name == column)
    }

    /// Whether a person has at most one such row of each holder.
    pub fn single(&self) -> bool {
        self.entity.is_some_and(|e| matches!(e.cardinality, Cardinality::One | Cardinality::OnePerHolder))
    }

    /// A row with nothing in it.
    pub fn empty(&self) -> Vec<Cell> {
        vec![Cell::Null; self.columns.len()]
    }
}

/// The table of rows with this name, where it is served.
pub(super) fn layout(table: &str) -> Option<&'static Layout> {
    static LAYOUTS: LazyLock<HashMap<&'static str, Layout>> = LazyLock::new(|| {
        let served = catalogue().entities.iter().filter_map(|e| Some((e.table?, Layout::rows(e, e.table?))));
        served.collect()
    });
    LAYOUTS.get(table)
}

/// The served entity that an entity's rows hang under, where that is a list of its own: rows then name their parent.
pub(super) fn listed_parent(entity: &EntityMeta) -> Option<&'static Layout> {
    let parent = catalogue().entity(entity.parent)?;
    layout(parent.table?).filter(|_| parent.cardinality == Cardinality::Many)
}
