//! Rows of the standard policies, in canonical order and with ids that stay.

use super::input::{Access, Cell, Override};
use crate::{
    policy::row::COLUMNS,
    vocabulary::{Act, AloneItem, Catalogue, Category, Coded, Condition, FieldMeta, FieldNumber, Purpose, Role, Writer},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which fields a row is about; the order is that of ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum About {
    Category(Category, &'static str),
    Field(FieldNumber),
}

/// A row before it is written.
#[derive(Clone, Debug)]
pub(super) struct Line {
    role: Role,
    purpose: Purpose,
    act: Act,
    about: About,
    target: String,
    consent: Condition,
    item: Option<AloneItem>,
    why: String,
}

impl Line {
    fn category(role: Role, purpose: Purpose, act: Act, category: Category, view: &'static str, consent: Condition, why: &str) -> Self {
        let target = format!("{}.{view}", category.code());
        Self { role, purpose, act, about: About::Category(category, view), target, consent, item: None, why: why.into() }
    }

    fn field(role: Role, purpose: Purpose, act: Act, field: &FieldMeta, consent: Condition, why: &str) -> Self {
        Self { role, purpose, act, about: About::Field(field.number), target: field.path(), consent, item: None, why: why.into() }
    }

    /// An id made of what the row is about, so that it stays when other rows come and go. Zero-padded: text order is canonical order.
    fn id(&self, prefix: &str) -> String {
        let act = match self.act {
            Act::Read => 'R',
            Act::Write => 'W',
        };
        let about = match self.about {
            About::Category(category, _) => format!("C{:02}", category as usize),
            About::Field(number) => format!("F{number:04}"),
        };
        format!("{prefix}-{:02}-{:02}-{act}-{about}", self.role as usize, self.purpose as usize)
    }
}

/// A policy file from its rows.
pub(super) fn file(prefix: &str, mut lines: Vec<Line>) -> String {
    lines.sort_by_key(|l| (l.role, l.purpose, l.act, l.about));
    let mut text = COLUMNS.join(",") + "\n";
    for line in lines {
        let item = line.item.map_or("", Coded::code);
        let why = if line.why.contains([',', '"']) { format!("\"{}\"", line.why.replace('"', "\"\"")) } else { line.why.clone() };
        let (role, purpose, act) = (line.role.code(), line.purpose.code(), line.act.token());
        text +=
            format!("{},{role},{purpose},{act},{},{},{item},allow,{why}\n", line.id(prefix), line.target, line.consent.token()).as_str();
    }
    text
}

/// Rows towards partners: the matrix, the overrides and the single fields that a role may hand in.
pub(super) fn partnership(cells: &[Cell], overrides: &[Override], catalogue: &Catalogue) -> Vec<Line> {
    let mut lines: Vec<Line> = cells.iter().copied().flat_map(of_cell).collect();
    lines.extend(overrides.iter().map(|o| Line { item: o.item, ..Line::field(o.role, o.purpose, Act::Read, o.field, o.consent, &o.why) }));
    for (role, field) in single_fields(cells, catalogue) {
        let granted = |c: &&Cell| c.role == role && Some(c.category) == field.class.category() && c.consent != Condition::Push;
        let why = "single field handed in";
        lines.extend(cells.iter().filter(granted).map(|c| Line::field(role, c.purpose, Act::Write, field, Condition::Told, why)));
    }
    lines
}

/// The rows of one cell.
fn of_cell(cell: Cell) -> Vec<Line> {
    let read = |view, why| Line::category(cell.role, cell.purpose, Act::Read, cell.category, view, cell.consent, why);
    match cell.access {
        Access::Summary => vec![read("summary", "matrix SUMMARY")],
        Access::Read => vec![read("full", "matrix READ")],
        Access::ReadWrite => {
            let write = Line::category(cell.role, cell.purpose, Act::Write, cell.category, "write", Condition::Told, "matrix READ_WRITE");
            vec![read("full", "matrix READ_WRITE"), write]
        }
    }
}

/// Rows of an agency's own: what a role writes in some purpose it reads and keeps in all of its purposes.
pub(super) fn internal(cells: &[Cell], catalogue: &Catalogue) -> Vec<Line> {
    let mut purposes: BTreeMap<Role, BTreeSet<Purpose>> = BTreeMap::new();
    for cell in cells.iter().filter(|c| c.consent != Condition::Push) {
        purposes.entry(cell.role).or_default().insert(cell.purpose);
    }
    let written: BTreeSet<(Role, Category)> =
        cells.iter().filter(|c| c.access == Access::ReadWrite).map(|c| (c.role, c.category)).collect();
    let of = |role: Role| purposes.get(&role).into_iter().flatten().copied();
    let mut lines = Vec::new();
    for (role, category) in written {
        for purpose in of(role) {
            lines.push(Line::category(role, purpose, Act::Read, category, "own", Condition::Told, "its own rows"));
            lines.push(Line::category(role, purpose, Act::Write, category, "write", Condition::Told, "its own rows"));
        }
    }
    for (role, field) in single_fields(cells, catalogue) {
        let reads = field.only_roles.is_empty() || field.only_roles.contains(&role);
        let acts = Act::ALL.into_iter().filter(|act| *act == Act::Write || reads);
        for (purpose, act) in of(role).flat_map(|p| acts.clone().map(move |a| (p, a))) {
            lines.push(Line::field(role, purpose, act, field, Condition::Told, "its own single field"));
        }
    }
    lines
}

/// Fields whose writers name a role that only reads their category (domain.md E0.3, rule 3).
fn single_fields(cells: &[Cell], catalogue: &Catalogue) -> Vec<(Role, &'static FieldMeta)> {
    let mut access: BTreeMap<(Role, Category), bool> = BTreeMap::new();
    for cell in cells.iter().filter(|c| c.consent != Condition::Push) {
        *access.entry((cell.role, cell.category)).or_default() |= cell.access == Access::ReadWrite;
    }
    let pairs = |field: &'static FieldMeta| {
        let roles = field.writers.iter().filter_map(|writer| match writer {
            Writer::Role(role) => Some(*role),
            Writer::HerWords | Writer::Hub => None,
        });
        let category = field.class.category();
        roles.map(move |role| (role, field, category))
    };
    let only_reads = |(role, field, category): (Role, &'static FieldMeta, Option<Category>)| {
        let writes_category = access.get(&(role, category?))?;
        (!writes_category).then_some((role, field))
    };
    catalogue.fields().flat_map(pairs).filter_map(only_reads).collect()
}
