//! The envelope of a line: which row, of whom, when and by whom it was recorded.

use super::fault::{Complaint, complain};
use super::nearest::nearest;
use super::store::Registry;
use super::value::{LONGEST_REF, moment, plain};
use crate::clock::CLOCKS_APART;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

/// The keys of an envelope.
const KEYS: [&str; 10] = ["entity", "ref", "person", "parentRef", "recordedAt", "recordedBy", "forHer", "retracted", "row", "fields"];

/// A row that a line speaks of: by the agency's own reference, or by the hub's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pointer {
    Own(String),
    Hub(String),
}

impl Pointer {
    pub fn parse(text: &str) -> Self {
        text.strip_prefix("hub:").map_or_else(|| Self::Own(text.to_owned()), |id| Self::Hub(id.to_owned()))
    }
}

/// The envelope of a line.
#[derive(Debug)]
pub(super) struct Envelope {
    pub entity: String,
    pub reference: String,
    pub person: Option<String>,
    pub parent: Option<Pointer>,
    pub recorded_at: DateTime<Utc>,
    /// Worker of the importing agency who recorded it.
    pub worker: Option<String>,
    /// Whether the worker wrote down her words and read them back to her.
    pub hers: bool,
    pub retracted: bool,
    /// What stands beside the row: readers she ticked, when she confirmed it, when to look again.
    pub row: Map<String, Value>,
    pub fields: Map<String, Value>,
}

/// Reads the envelope; what is wrong with it is noted, and it is given back when the row can still be told apart from others.
pub(super) fn read(value: Value, registry: &Registry, now: DateTime<Utc>, faults: &mut Vec<Complaint>) -> Option<Envelope> {
    let Value::Object(mut keys) = value else {
        faults.push(complain("", "the line is no JSON object", "send {\"entity\", \"ref\", \"person\", \"recordedAt\", \"fields\"}"));
        return None;
    };
    for key in keys.keys().filter(|k| !KEYS.contains(&k.as_str())) {
        let mend = nearest(key, KEYS).map_or_else(|| format!("use {}", KEYS.join(", ")), |near| format!("perhaps `{near}`"));
        faults.push(complain(key.chars().take(60).collect::<String>(), "no such key in a line", mend));
    }
    let entity = text(&mut keys, "entity", faults);
    let reference = text(&mut keys, "ref", faults);
    let person = text(&mut keys, "person", faults);
    let parent = text(&mut keys, "parentRef", faults).map(|p| Pointer::parse(&p));
    let recorded_at = recorded_at(&mut keys, now, faults);
    let recorded_by = text(&mut keys, "recordedBy", faults);
    let (hers, her_worker) = for_her(&mut keys, faults);
    let retracted = flag(&mut keys, "retracted", faults);
    let row = object(&mut keys, "row", faults);
    let fields = object(&mut keys, "fields", faults);
    if let (Some(by), Some(her)) = (&recorded_by, her_worker.as_ref())
        && by != her
    {
        faults.push(complain("recordedBy", "another worker than `forHer.by`", "leave `recordedBy` out beside `forHer`"));
    }
    let worker = her_worker.or(recorded_by);
    if let Some(id) = worker.as_ref().filter(|id| registry.role_of(id).is_none()) {
        let field = if hers { "forHer" } else { "recordedBy" };
        let mend = "add the worker to the partnership file, or correct the id";
        faults.push(complain(field, format!("no worker `{id}` is registered for your agency"), mend));
    }
    if reference.as_ref().is_some_and(|r| r.starts_with("hub:")) {
        faults.push(complain("ref", "a reference of yours cannot begin with `hub:`", "send your own system's reference"));
    }
    for (key, missing) in [("entity", entity.is_none()), ("ref", reference.is_none())] {
        // A key of the wrong type has been complained of already.
        if missing && !faults.iter().any(|f| f.field == key) {
            faults.push(complain(key, "is missing", "every line names its entity and your own reference of the row"));
        }
    }
    let (entity, reference, recorded_at) = (entity?, reference?, recorded_at?);
    Some(Envelope { entity, reference, person, parent, recorded_at, worker, hers, retracted, row, fields })
}

fn text(keys: &mut Map<String, Value>, key: &str, faults: &mut Vec<Complaint>) -> Option<String> {
    match keys.remove(key) {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => match plain(&text, LONGEST_REF) {
            Ok(_) => Some(text),
            Err((what, mend)) => {
                faults.push(complain(key, what, mend));
                None
            }
        },
        Some(_) => {
            faults.push(complain(key, "is no text", "send it in quotes"));
            None
        }
    }
}

fn flag(keys: &mut Map<String, Value>, key: &str, faults: &mut Vec<Complaint>) -> bool {
    match keys.remove(key) {
        None => false,
        Some(Value::Bool(flag)) => flag,
        Some(_) => {
            faults.push(complain(key, "is neither true nor false", "send true or false, without quotes"));
            false
        }
    }
}

fn object(keys: &mut Map<String, Value>, key: &str, faults: &mut Vec<Complaint>) -> Map<String, Value> {
    match keys.remove(key) {
        None => Map::new(),
        Some(Value::Object(object)) => object,
        Some(_) => {
            faults.push(complain(key, "is no JSON object", "send {\"field\": value}"));
            Map::new()
        }
    }
}

fn recorded_at(keys: &mut Map<String, Value>, now: DateTime<Utc>, faults: &mut Vec<Complaint>) -> Option<DateTime<Utc>> {
    let Some(Value::String(text)) = keys.remove("recordedAt") else {
        faults.push(complain("recordedAt", "is missing", "send the moment at which your system recorded it, as 2026-06-30T09:15:00Z"));
        return None;
    };
    match moment(&text) {
        Ok(moment) if moment > now + CLOCKS_APART => {
            faults.push(complain("recordedAt", "lies in the future", "send the moment at which your system recorded it"));
            None
        }
        Ok(moment) => Some(moment),
        Err((what, mend)) => {
            faults.push(complain("recordedAt", what, mend));
            None
        }
    }
}

/// `forHer`: whether it is there, and the worker who wrote her words down, where one is named.
fn for_her(keys: &mut Map<String, Value>, faults: &mut Vec<Complaint>) -> (bool, Option<String>) {
    let Some(sent) = keys.remove("forHer") else { return (false, None) };
    let Value::Object(mut object) = sent else {
        faults.push(complain("forHer", "is no JSON object", "send {\"by\": \"ces-1\", \"readBack\": true}"));
        return (true, None);
    };
    let by = text(&mut object, "by", faults);
    if by.is_none() {
        faults.push(complain("forHer", "does not say who wrote her words down", "send `by`, the worker's id at your agency"));
    }
    if object.remove("readBack") != Some(Value::Bool(true)) {
        let mend = "read them back to her first, then send \"readBack\": true";
        faults.push(complain("forHer", "her words were not read back to her", mend));
    }
    if let Some(key) = object.keys().next() {
        let key: String = key.chars().take(60).collect();
        faults.push(complain("forHer", format!("no such key: `{key}`"), "use `by` and `readBack`"));
    }
    (true, by)
}
