//! The matrix and the overrides, read into closed lists.

use crate::{
    policy::{
        Fault,
        row::{OPEN_QUOTE, open_quote},
    },
    vocabulary::{AloneItem, Catalogue, Category, Coded, Condition, FieldMeta, Purpose, Role},
};

/// How far a cell of the matrix goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// The summary view.
    Summary,
    /// Summary and full view.
    Read,
    /// The same, and rows of the agency's own.
    ReadWrite,
}

/// A cell of the matrix.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub role: Role,
    pub category: Category,
    pub purpose: Purpose,
    pub access: Access,
    pub consent: Condition,
}

/// A named field opened to one role for one purpose.
#[derive(Clone, Debug)]
pub(super) struct Override {
    pub field: &'static FieldMeta,
    pub role: Role,
    pub purpose: Purpose,
    pub consent: Condition,
    pub item: Option<AloneItem>,
    pub why: String,
}

/// Reads `matrix.csv`.
pub(super) fn cells(text: &str) -> Result<Vec<Cell>, Vec<Fault>> {
    read("default/matrix.csv", &["role", "category", "purpose", "access", "consent"], text, |columns| {
        let [role, category, purpose, access, consent] = columns else { return Err("row") };
        let access = match access.as_str() {
            "SUMMARY" => Access::Summary,
            "READ" => Access::Read,
            "READ_WRITE" => Access::ReadWrite,
            _ => return Err("access"),
        };
        Ok(vec![Cell {
            role: Role::parse(role).ok_or("role")?,
            category: Category::parse(category).ok_or("category")?,
            purpose: Purpose::parse(purpose).ok_or("purpose")?,
            access,
            consent: condition(consent)?,
        }])
    })
}

/// Reads `overrides.csv`, one override per role and purpose.
pub(super) fn overrides(text: &str, catalogue: &Catalogue) -> Result<Vec<Override>, Vec<Fault>> {
    read("default/overrides.csv", &["field", "roles", "purpose", "consent", "item", "why"], text, |columns| {
        let [field, roles, purposes, consent, item, why] = columns else { return Err("row") };
        let field = catalogue.path(field).ok_or("field")?;
        let consent = condition(consent)?;
        let item = if item.is_empty() { None } else { Some(AloneItem::parse(item).ok_or("item")?) };
        let mut opened = Vec::new();
        for role in roles.split(';') {
            let role = Role::parse(role).ok_or("roles")?;
            for purpose in purposes.split(';') {
                let purpose = Purpose::parse(purpose).ok_or("purpose")?;
                opened.push(Override { field, role, purpose, consent, item, why: why.clone() });
            }
        }
        Ok(opened)
    })
}

fn condition(code: &str) -> Result<Condition, &'static str> {
    Condition::ALL.into_iter().find(|c| c.token() == code).ok_or("consent")
}

/// Reads every line; the error of a line is the column that cannot be read.
fn read<T>(
    file: &str,
    header: &[&str],
    text: &str,
    line: impl Fn(&[String]) -> Result<Vec<T>, &'static str>,
) -> Result<Vec<T>, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    if !matches!(records.next(), Some(Ok(first)) if first.iter().eq(header.iter().copied())) {
        let mend = format!("start the file with `{}`", header.join(","));
        return Err(vec![Fault::new(file, 1, "", "header", "the first line does not name the columns", mend)]);
    }
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    for record in records {
        let at = record.as_ref().ok().and_then(csv::StringRecord::position).map_or(0, csv::Position::line);
        if let Some(column) = record.as_ref().ok().and_then(|record| open_quote(record, header)) {
            faults.push(Fault::new(file, at, column, "open-quote", OPEN_QUOTE.0, OPEN_QUOTE.1));
            continue;
        }
        let columns: Vec<String> = record.iter().flat_map(csv::StringRecord::iter).map(str::to_owned).collect();
        match line(&columns) {
            Ok(cells) => read.extend(cells),
            Err(column) => {
                faults.push(Fault::new(file, at, column, "unknown", "the value is not in its list", "use a code of vocabulary.csv"));
            }
        }
    }
    if faults.is_empty() { Ok(read) } else { Err(faults) }
}
