//! A value as a file spells it, read by the shape that the catalogue gives its field.

use super::cell::Cell;
use super::fault::{Complaint, complain};
use super::nearest::nearest;
use super::store::Registry;
use crate::vocabulary::{CodeList, Coded, Role, Shape};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, SubsecRound, Utc};
use serde_json::Value;

/// The most entries of a list.
const MOST_ENTRIES: usize = 100;
/// The longest reference of a source, in characters; `sourceRef` of the catalogue.
pub(super) const LONGEST_REF: usize = 80;
/// At most so many allowed codes are listed in a fault.
const FEW: usize = 24;

/// What a value is wrong in, without its field: what, and the mend.
pub(super) type Wrong = (String, String);

fn wrong<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Wrong> {
    Err((what.into(), mend.into()))
}

/// Reads the value of a field. `null` clears. References to rows stay as they were sent: the rows may come later in the file.
pub(super) fn read(registry: &Registry, field: &str, shape: Shape, value: &Value) -> Result<Cell, Complaint> {
    let cell = match (shape, value) {
        (_, Value::Null) => Ok(Cell::Null),
        (Shape::Many(inner), Value::Array(items)) => list(registry, *inner, items),
        (Shape::Many(_), _) => wrong(format!("{} where a list belongs", kind(value)), "send a JSON list of texts"),
        (Shape::Flag, Value::Bool(flag)) => Ok(Cell::Flag(*flag)),
        (Shape::Flag, _) => wrong(format!("{} where yes or no belongs", kind(value)), "send true or false, without quotes"),
        (Shape::Whole, Value::Number(number)) => whole(number),
        (Shape::Whole, _) => wrong(format!("{} where a whole number belongs", kind(value)), "send it without quotes"),
        (_, Value::String(text)) => text_of(registry, shape, text),
        (_, _) => wrong(format!("{} where text belongs", kind(value)), "send it in quotes"),
    };
    cell.map_err(|(what, mend)| complain(field, what, mend))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn whole(number: &serde_json::Number) -> Result<Cell, Wrong> {
    match number.as_i64().and_then(|n| i32::try_from(n).ok()) {
        Some(whole) => Ok(Cell::Whole(whole)),
        None => wrong(format!("{number} is no whole number of 32 bits"), "send a whole number"),
    }
}

fn list(registry: &Registry, inner: Shape, items: &[Value]) -> Result<Cell, Wrong> {
    if items.len() > MOST_ENTRIES {
        return wrong(format!("{} entries", items.len()), format!("send at most {MOST_ENTRIES}"));
    }
    let mut texts: Vec<String> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let Value::String(text) = item else {
            return wrong(format!("entry {} is {}", at + 1, kind(item)), "send a list of texts");
        };
        let cell = text_of(registry, inner, text).map_err(|(what, mend)| (format!("entry {}: {what}", at + 1), mend))?;
        texts.push(cell.text().unwrap_or_default().to_owned());
    }
    Ok(Cell::List(texts))
}

fn text_of(registry: &Registry, shape: Shape, text: &str) -> Result<Cell, Wrong> {
    match shape {
        Shape::Text(most) => plain(text, most).map(Cell::from),
        Shape::Code(list) => code(list, text).map(Cell::from),
        Shape::Date => date(text).map(Cell::Date),
        Shape::Moment => moment(text).map(Cell::Moment),
        Shape::Time => time(text).map(Cell::Time),
        Shape::Reader => reader(registry, text).map(Cell::from),
        Shape::Link("TeamMember") => worker(registry, text).map(Cell::from),
        Shape::Link("Worker") => any_worker(registry, text).map(Cell::from),
        Shape::Link("Agency") => agency(registry, text).map(Cell::from),
        Shape::Link(_) => plain(text, LONGEST_REF).map(Cell::from),
        Shape::Flag | Shape::Whole | Shape::Many(_) => wrong("text where it does not belong", "send the value without quotes"),
    }
}

/// Text that can be stored and shown: not empty, not too long, no control characters but the end of a line and the tab.
pub(super) fn plain(text: &str, most: usize) -> Result<&str, Wrong> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return wrong("the text is empty", "send null to clear it, or leave it out");
    }
    if length > most {
        return wrong(format!("{length} characters"), format!("shorten it to {most}"));
    }
    match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        Some(c) => wrong(format!("the control character U+{:04X}", u32::from(c)), "take it out"),
        None => Ok(text),
    }
}

/// A code of a closed list.
pub(super) fn code(list: &CodeList, text: &str) -> Result<&'static str, Wrong> {
    if let Some(value) = list.find(text) {
        return Ok(value.code);
    }
    let codes = || list.values.iter().map(|v| v.code);
    let shown: String = text.chars().take(60).collect();
    let mend = match nearest(text, codes()) {
        Some(near) => format!("perhaps `{near}`"),
        None if list.values.len() <= FEW => format!("one of {}", codes().collect::<Vec<_>>().join(", ")),
        None => format!("see the list {} in the schema", list.name),
    };
    wrong(format!("`{shown}` is no {}", list.name), mend)
}

fn date(text: &str) -> Result<NaiveDate, Wrong> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
    match date.filter(|d| (1900..=2199).contains(&d.year())) {
        Some(date) => Ok(date),
        None => wrong("no calendar day between 1900 and 2199", "write it as 2026-06-30"),
    }
}

/// A moment with its offset from UTC, kept to the microsecond, which is what `PostgreSQL` keeps.
pub(super) fn moment(text: &str) -> Result<DateTime<Utc>, Wrong> {
    let moment = DateTime::parse_from_rfc3339(text).ok().map(|m| m.with_timezone(&Utc).trunc_subsecs(6));
    match moment.filter(|m| (1900..=2199).contains(&m.year())) {
        Some(moment) => Ok(moment),
        None => wrong("no moment with its offset, between 1900 and 2199", "write it as 2026-06-30T09:15:00Z"),
    }
}

fn time(text: &str) -> Result<NaiveTime, Wrong> {
    let time = NaiveTime::parse_from_str(text, "%H:%M:%S").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M"));
    time.or_else(|_| wrong("no time of day", "write it as 09:15"))
}

fn agency<'t>(registry: &Registry, text: &'t str) -> Result<&'t str, Wrong> {
    if registry.roles_of(text).is_some() {
        return Ok(text);
    }
    let shown: String = text.chars().take(60).collect();
    let near = nearest(text, registry.agencies()).map_or_else(|| "send its id".to_owned(), |near| format!("perhaps `{near}`"));
    wrong(format!("no agency `{shown}` is registered"), format!("{near}, or add it to the partnership file"))
}

/// A worker of a registered agency, `AGENCY/WORKER`.
fn worker<'t>(registry: &Registry, text: &'t str) -> Result<&'t str, Wrong> {
    let Some((of, id)) = text.split_once('/') else {
        return wrong("no worker", "write AGENCY/WORKER, as northshire-leaving-care/pa-1");
    };
    agency(registry, of)?;
    if !is_worker_id(id) {
        return wrong("the part after the slash is no worker id", "write the worker's id at that agency, as pa-1");
    }
    Ok(text)
}

/// A worker, or with `AGENCY/*` everybody at that agency.
fn any_worker<'t>(registry: &Registry, text: &'t str) -> Result<&'t str, Wrong> {
    match text.strip_suffix("/*") {
        Some(of) => agency(registry, of).map(|_| text),
        None => worker(registry, text),
    }
}

/// Whether this can be a worker's id inside an agency: as in tokens, for a block of anybody else would keep out nobody.
pub(super) fn is_worker_id(id: &str) -> bool {
    crate::identity::is_subject(id)
}

/// A reader she ticked: `role:PA` or `worker:AGENCY/WORKER`.
fn reader<'t>(registry: &Registry, text: &'t str) -> Result<&'t str, Wrong> {
    match text.split_once(':') {
        Some(("role", role)) => code(Role::LIST, role).map(|_| text),
        Some(("worker", id)) => worker(registry, id).map(|_| text),
        Some(_) | None => wrong("no reader", "write role:PA, or worker:AGENCY/WORKER for one person"),
    }
}
