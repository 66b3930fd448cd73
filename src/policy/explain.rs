//! Tables for people: why one cell is as it is, and the whole matrix as text that a reviewer reads by its diff.

use super::{
    fields::Fields,
    table::{Grants, Table},
};
use crate::vocabulary::{Act, AloneItem, Catalogue, Category, Coded, Condition, FieldSet, Governed, Purpose, Role, View};

/// What must hold, in words: after `reads X`, or in a bracket.
pub(super) fn demand(opening: Option<(Condition, Option<AloneItem>)>, category: &str) -> String {
    match opening {
        None | Some((Condition::Push, _)) => "never".into(),
        Some((Condition::Told, _)) => "without asking her, who is told".into(),
        Some((Condition::Agreement, _)) => format!("with her yes to {category}"),
        Some((Condition::Separate, item)) => {
            format!("with her separate yes to {}", item.map_or(category, |item| item.code()))
        }
    }
}

/// Why a field is open or closed by this table, as a sentence with the deciding row; `None` when the field is not governed.
pub fn explain(table: &Table, catalogue: &Catalogue, role: Role, purpose: Purpose, act: Act, path: &str) -> Option<String> {
    let field = catalogue.governed().find(|f| f.path == path)?;
    let verb = match act {
        Act::Read => "reads",
        Act::Write => "writes",
    };
    let condition = table.grants(role, purpose, act).and_then(|g| g.condition(field.number));
    let why = match table.rule(role, purpose, act, field.number) {
        Some(id) => format!("row {id}"),
        None => "no row grants it".to_owned(),
    };
    let demand = demand(condition, field.category.code());
    Some(format!("{} for {} {verb} {path} {demand} ({}: {why})", role.code(), purpose.code(), table.name))
}

/// Marks of the three consent classes: nothing from her, her yes, her separate yes.
fn marks(condition: Option<Condition>) -> &'static str {
    match condition {
        None | Some(Condition::Push) => "✗✗✗",
        Some(Condition::Told) => "✓✓✓",
        Some(Condition::Agreement) => "✗✓✓",
        Some(Condition::Separate) => "✗✗✓",
    }
}

/// The committed matrix: for every role, category and purpose, a tick or a cross per consent class, and the fields beside the views.
pub fn matrix(tables: &[&Table], catalogue: &Catalogue) -> String {
    let fields = Fields::of(catalogue);
    let mut text = HEAD.to_owned();
    for table in tables {
        text += format!("\n\n# {}\n\nhash {}, {} open cells\n", table.name, table.hash, table.cells()).as_str();
        for role in Role::ALL {
            text += &role_section(table, &fields, *role);
        }
    }
    text
}

/// How to read the matrix.
const HEAD: &str = "\
The compiled policies, one section per policy and role. Written by `hub policy compile --matrix`; read its diff before you approve.

A cell is three marks: with nothing from her, with her yes, with her separate yes. ✓ opens, ✗ does not.
S before the marks: the summary view. R: summary and full view. O: every field, own rows only. W after them: may write.
· is never. Below a grid stand the fields that the role does not get with the rest (kept from it), and the fields opened
or written by name.
";

/// One role of one policy; nothing where the role has nothing.
fn role_section(table: &Table, fields: &Fields, role: Role) -> String {
    if Act::ALL.iter().all(|act| table.ever(role, *act).is_empty()) {
        return format!("\n## {} {}: nothing\n", role.code(), role.entry().label);
    }
    let purposes: Vec<Purpose> =
        Purpose::ALL.iter().copied().filter(|p| Act::ALL.iter().any(|a| table.grants(role, *p, *a).is_some())).collect();
    let mut text = format!("\n## {} {}\n\n{:<17}", role.code(), role.entry().label, "");
    for purpose in &purposes {
        text += format!(" {:<16}", purpose.code()).as_str();
    }
    text = text.trim_end().to_owned() + "\n";
    for category in Category::ALL {
        let mut line = format!("{:<17}", category.code());
        for purpose in &purposes {
            line += format!(" {:<16}", cell(table, fields, role, *purpose, *category)).as_str();
        }
        text += line.trim_end();
        text += "\n";
    }
    text + kept_from(table, fields, role).as_str() + named(table, fields, role, &purposes).as_str()
}

/// Numbers of a category's fields with this view.
fn of_view(fields: &Fields, category: Category, view: View) -> FieldSet {
    FieldSet::of(fields.in_category(category).iter().filter(|f| f.view == view).map(|f| f.number))
}

/// One cell of the grid: the condition of the category's `present` or, failing that, of its first open field.
fn cell(table: &Table, fields: &Fields, role: Role, purpose: Purpose, category: Category) -> String {
    let empty = Grants::default();
    let grants = |act| table.grants(role, purpose, act).unwrap_or(&empty);
    let (read, write) = (grants(Act::Read), grants(Act::Write));
    let open = |view| of_view(fields, category, view) & read.ever();
    let [summary, full, named] = [View::Summary, View::Full, View::Named].map(open);
    let writes = fields.in_category(category).iter().filter(|f| write.ever().contains(f.number)).count();
    let first = full.iter().chain(summary.iter()).next();
    let letter = match () {
        () if first.is_none() => "·",
        () if !named.is_empty() && named == of_view(fields, category, View::Named) && super::speaks_of_own_rows(&table.name) => "O",
        () if full.is_empty() => "S",
        () => "R",
    };
    let marks = first.map_or("", |f| marks(read.condition(f).map(|(c, _)| c)));
    let write = if writes > 0 { format!(" W{writes}") } else { String::new() };
    format!("{letter}{marks}{write}")
}

/// Fields of opened views that the role never gets.
fn kept_from(table: &Table, fields: &Fields, role: Role) -> String {
    let ever = table.ever(role, Act::Read);
    let mut text = String::new();
    for category in Category::ALL {
        let all = fields.in_category(*category);
        let opened = |view: View| all.iter().any(|f| f.view == view && ever.contains(f.number));
        let kept: Vec<&str> =
            all.iter().filter(|f| f.view != View::Named && opened(f.view) && !ever.contains(f.number)).map(|f| f.path.as_str()).collect();
        if !kept.is_empty() {
            text += format!("kept from it in {}: {}\n", category.code(), kept.join(", ")).as_str();
        }
    }
    text
}

/// Named fields with their marks, and single fields handed in, by purpose.
fn named(table: &Table, fields: &Fields, role: Role, purposes: &[Purpose]) -> String {
    let mut text = String::new();
    for purpose in purposes {
        for field in fields.all().filter(|f| f.view == View::Named) {
            let opening = table.grants(role, *purpose, Act::Read).and_then(|g| g.condition(field.number));
            if let Some((condition, item)) = opening {
                let item = item.map_or(String::new(), |item| format!(" {}", item.code()));
                text += format!("{:<16} reads {} {}{item}\n", purpose.code(), field.path, marks(Some(condition))).as_str();
            }
        }
        let written = |f: &&Governed| table.grants(role, *purpose, Act::Write).is_some_and(|g| g.ever().contains(f.number));
        let by_name = fields.all().filter(written).filter(|f| table.rule(role, *purpose, Act::Write, f.number).is_some_and(is_single));
        let by_name: Vec<&str> = by_name.map(|f| f.path.as_str()).collect();
        if !by_name.is_empty() {
            text += format!("{:<16} hands in {}\n", purpose.code(), by_name.join(", ")).as_str();
        }
    }
    text
}

/// Whether a generated row id is about a single field.
fn is_single(id: &str) -> bool {
    id.rsplit('-').next().is_some_and(|about| about.starts_with('F'))
}
