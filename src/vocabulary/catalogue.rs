//! The shape of the field catalogue: what is known of every field before any of them is shared.

use super::{Category, CodeList, FieldNumber, FieldSet, Role, Shape};
use std::collections::HashMap;

/// How far into a category a field lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Opened by SUMMARY and by READ.
    Summary,
    /// Opened by READ.
    Full,
    /// Opened only by a rule that names this very field.
    Named,
}

impl View {
    /// As policy targets and the schema write it.
    pub fn token(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Full => "full",
            Self::Named => "named",
        }
    }
}

/// Under what a field is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Shared under this category.
    Of(Category),
    /// Shared under the category of the row it stands beside.
    Inherits,
    /// The hub's own: never shared as data.
    Control,
    /// Public: no personal data.
    Public,
}

impl Class {
    /// The category, where the field has one of its own.
    pub fn category(self) -> Option<Category> {
        match self {
            Self::Of(category) => Some(category),
            Self::Inherits | Self::Control | Self::Public => None,
        }
    }
}

/// Whether she meets a field in her own view (`domain.md` E0.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hers {
    /// She does, from every holder.
    Shows,
    /// Not before its day: it would break a prison's security.
    NotYet,
    /// Another person's own fact, given in confidence: only what she said of them herself.
    OfOthers,
}

/// Who may write a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Writer {
    /// She, or a worker who writes down what she says; the row is hers.
    HerWords,
    /// The hub computes it.
    Hub,
    /// A worker in this role, in a row of the worker's own agency.
    Role(Role),
}

/// A field of the catalogue.
#[derive(Debug)]
pub struct FieldMeta {
    /// Permanent number, never reused.
    pub number: FieldNumber,
    /// Entity it belongs to.
    pub entity: &'static str,
    /// Name as columns and import files spell its snake-case form.
    pub column: &'static str,
    /// What its values look like.
    pub shape: Shape,
    /// Under what it is shared.
    pub class: Class,
    /// How far into its category it lies.
    pub view: View,
    /// Roles that may ever read it; empty means all that the policy names.
    pub only_roles: &'static [Role],
    /// Further categories it would reveal, which must be open too.
    pub also_needs: &'static [Category],
    /// Whose fact it is, most authoritative first, `;` between.
    pub owner: &'static str,
    /// Who may write it.
    pub writers: &'static [Writer],
    /// Fields it is computed from, `Entity.field`.
    pub derived_from: &'static [&'static str],
    /// Whether knowing that a value exists does harm.
    pub leaks: bool,
    /// Whether she meets it in her own view.
    pub hers: Hers,
    /// Label in her words.
    pub label: &'static str,
    /// What to write and what not to.
    pub hint: &'static str,
    /// Whether the hub computes it rather than storing it.
    pub computed: bool,
}

impl FieldMeta {
    /// Name in the schema, camelCase.
    pub fn name(&self) -> String {
        camel(self.column)
    }

    /// `Entity.field`, as policies, statements and records name it.
    pub fn path(&self) -> String {
        format!("{}.{}", self.entity, self.name())
    }
}

/// A field's name in camelCase from its column.
pub fn camel(column: &str) -> String {
    let column = column.strip_prefix("r#").unwrap_or(column);
    let mut parts = column.split('_');
    let head = parts.next().unwrap_or_default().to_owned();
    parts.fold(head, |name, part| {
        let mut letters = part.chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        name + first.into_iter().chain(letters).collect::<String>().as_str()
    })
}

/// How many rows of an entity a person has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// One object in the answer.
    One,
    /// One object in the answer, and the accounts of the other holders beside it.
    OnePerHolder,
    /// A list.
    Many,
}

/// What decides whether a row is there at all for a reader. Columns are named as in the table.
#[derive(Clone, Copy, Debug)]
pub enum Gate {
    /// The role in this column reveals categories, which must be open.
    ByRole(&'static str),
    /// The value in this column reveals categories, which must be open.
    ByArea(&'static str),
    /// Only readers she ticked in this column.
    ByAudience(&'static str),
    /// Where the column holds the value, the category must be open.
    When(&'static str, &'static str, Category),
}

impl Gate {
    /// The column that the gate reads.
    pub fn column(&self) -> &'static str {
        match self {
            Self::ByRole(column) | Self::ByArea(column) | Self::ByAudience(column) | Self::When(column, ..) => column,
        }
    }
}

/// An entity of the catalogue.
#[derive(Debug)]
pub struct EntityMeta {
    /// Name, which is also its GraphQL type.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its table, where the hub serves it already.
    pub table: Option<&'static str>,
    /// How many there are for a person.
    pub cardinality: Cardinality,
    /// The entity it hangs under; empty for a root.
    pub parent: &'static str,
    /// Name of the field under which it stands in its parent.
    pub field: &'static str,
    /// Owners whose account comes first, most authoritative first; `WOMAN`, a kind of agency, or a role.
    pub holders: &'static [&'static str],
    /// Gates on its rows; all must be open.
    pub gates: &'static [Gate],
    /// Number and category of its synthetic field `rows`, which lets a reader meet its rows at all.
    pub rows: Option<(FieldNumber, Category)>,
    /// Its fields: stored ones in column order, then computed ones.
    pub fields: &'static [FieldMeta],
    /// The same as a set.
    pub leaves: FieldSet,
}

impl EntityMeta {
    /// Position of a column among the entity's fields.
    pub fn position(&self, column: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.column.strip_prefix("r#").unwrap_or(f.column) == column)
    }
}

/// The whole catalogue, indexed.
#[derive(Debug)]
pub struct Catalogue {
    /// Every entity in catalogue order.
    pub entities: &'static [&'static EntityMeta],
    present: &'static [(FieldNumber, Category, View)],
    by_number: HashMap<FieldNumber, &'static FieldMeta>,
    by_path: HashMap<String, &'static FieldMeta>,
    in_category: HashMap<Category, FieldSet>,
    /// What must be open, and the fields that would reveal it.
    revealing: Vec<(FieldSet, FieldSet)>,
}

impl Catalogue {
    /// Indexes the entities and the synthetic fields `present`.
    pub fn new(entities: &'static [&'static EntityMeta], present: &'static [(FieldNumber, Category, View)]) -> Self {
        let fields = || entities.iter().flat_map(|e| e.fields);
        let mut in_category: HashMap<Category, FieldSet> = HashMap::new();
        let mut add = |number, category| in_category.entry(category).or_default().insert(number);
        fields().filter_map(|f| Some((f.number, f.class.category()?))).for_each(|(n, c)| add(n, c));
        entities.iter().filter_map(|e| e.rows).for_each(|(n, c)| add(n, c));
        present.iter().for_each(|(n, c, _)| add(*n, *c));
        let gate = |category: &Category| present.iter().find(|(_, c, _)| c == category).map(|(n, _, _)| *n);
        let needs = |f: &FieldMeta| FieldSet::of(f.also_needs.iter().filter_map(gate));
        let mut revealing: HashMap<FieldSet, FieldSet> = HashMap::new();
        fields().filter(|f| !f.also_needs.is_empty()).for_each(|f| revealing.entry(needs(f)).or_default().insert(f.number));
        Self {
            revealing: revealing.into_iter().collect(),
            entities,
            present,
            by_number: fields().map(|f| (f.number, f)).collect(),
            by_path: fields().map(|f| (f.path(), f)).collect(),
            in_category,
        }
    }

    /// Every leaf, in no promised order.
    pub fn fields(&self) -> impl Iterator<Item = &'static FieldMeta> + '_ {
        self.entities.iter().flat_map(|e| e.fields)
    }

    /// The leaf with this number.
    pub fn field(&self, number: FieldNumber) -> Option<&'static FieldMeta> {
        self.by_number.get(&number).copied()
    }

    /// The name of a field by its number: `Entity.field`, `Entity.rows` or `CATEGORY.present`.
    pub fn name_of(&self, number: FieldNumber) -> Option<String> {
        let rows = || self.entities.iter().find(|e| e.rows.is_some_and(|(n, _)| n == number)).map(|e| format!("{}.rows", e.name));
        let present = || self.present.iter().find(|(n, _, _)| *n == number).map(|(_, c, _)| format!("{}.present", super::Coded::code(*c)));
        self.field(number).map(FieldMeta::path).or_else(rows).or_else(present)
    }

    /// The leaf with this `Entity.field`.
    pub fn path(&self, path: &str) -> Option<&'static FieldMeta> {
        self.by_path.get(path).copied()
    }

    /// The entity with this name.
    pub fn entity(&self, name: &str) -> Option<&'static EntityMeta> {
        self.entities.iter().find(|e| e.name == name).copied()
    }

    /// Entities that hang under this one, in catalogue order.
    pub fn children<'a>(&'a self, parent: &'a str) -> impl Iterator<Item = &'static EntityMeta> + 'a {
        self.entities.iter().filter(move |e| e.parent == parent).copied()
    }

    /// Every field of a category, synthetic ones included.
    pub fn category(&self, category: Category) -> FieldSet {
        self.in_category.get(&category).copied().unwrap_or_default()
    }

    /// Takes out the fields that would reveal a category which is not itself open.
    pub fn revealing_only_what_is_open(&self, open: FieldSet) -> FieldSet {
        let mut kept = open;
        self.revealing.iter().filter(|(needs, _)| !(*needs & !open).is_empty()).for_each(|(_, fields)| kept &= !*fields);
        kept
    }

    /// The synthetic fields through which these leaves are met: the rows of their entities and the presence of their categories.
    pub fn met_with(&self, leaves: FieldSet) -> FieldSet {
        let mut met = FieldSet::EMPTY;
        for field in leaves.iter().filter_map(|n| self.field(n)) {
            let rows = self.entity(field.entity).and_then(|e| e.rows).map(|(n, _)| n);
            let present = field.class.category().and_then(|c| self.present(c));
            rows.into_iter().chain(present).for_each(|n| met.insert(n));
        }
        met
    }

    /// The synthetic field that says a category may be met at all: a gate on the category opens exactly with it.
    pub fn present(&self, category: Category) -> Option<FieldNumber> {
        self.present.iter().find(|(_, c, _)| *c == category).map(|(n, _, _)| *n)
    }

    /// Every field that policy speaks of, leaf or synthetic: number, `Entity.field` name, category, view and the roles it is kept to.
    pub fn governed(&self) -> impl Iterator<Item = Governed> + '_ {
        let leaves = self.fields().filter_map(|f| {
            Some(Governed {
                number: f.number,
                path: f.path(),
                category: f.class.category()?,
                view: f.view,
                only_roles: f.only_roles,
                writers: f.writers,
            })
        });
        let rows = self.entities.iter().filter_map(|e| {
            let (number, category) = e.rows?;
            Some(Governed { number, path: format!("{}.rows", e.name), category, view: View::Full, only_roles: &[], writers: &[] })
        });
        let present = self.present.iter().map(|(number, category, view)| {
            let path = format!("{}.present", super::Coded::code(*category));
            Governed { number: *number, path, category: *category, view: *view, only_roles: &[], writers: &[] }
        });
        leaves.chain(rows).chain(present)
    }

    /// The highest number in use, which a policy version stores as the last it approved.
    pub fn highest(&self) -> FieldNumber {
        let synthetic = self.entities.iter().filter_map(|e| e.rows).map(|(n, _)| n);
        let present = self.present.iter().map(|(n, _, _)| *n);
        self.fields().map(|f| f.number).chain(synthetic).chain(present).max().unwrap_or_default()
    }

    /// The closed lists in use by fields of served entities.
    pub fn code_lists(&self) -> Vec<&'static CodeList> {
        fn list(shape: Shape) -> Option<&'static CodeList> {
            match shape {
                Shape::Code(list) => Some(list),
                Shape::Many(inner) => list(*inner),
                Shape::Text(_)
                | Shape::Date
                | Shape::Moment
                | Shape::Time
                | Shape::Flag
                | Shape::Whole
                | Shape::Link(_)
                | Shape::Reader => None,
            }
        }
        let mut lists: Vec<_> =
            self.entities.iter().filter(|e| e.table.is_some()).flat_map(|e| e.fields).filter_map(|f| list(f.shape)).collect();
        lists.sort_by_key(|l| l.name);
        lists.dedup_by_key(|l| l.name);
        lists
    }
}

/// A field as policy sees it.
#[derive(Clone, Debug)]
pub struct Governed {
    /// Permanent number.
    pub number: FieldNumber,
    /// `Entity.field`, `Entity.rows` or `CATEGORY.present`.
    pub path: String,
    /// Category it is shared under.
    pub category: Category,
    /// How far into the category it lies.
    pub view: View,
    /// Roles that may ever read it; empty means all.
    pub only_roles: &'static [Role],
    /// Who may write it.
    pub writers: &'static [Writer],
}
