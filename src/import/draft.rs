//! A line as it is understood without the database: which table, which row, which values, all of the right type and permitted.

use super::cell::Cell;
use super::choices;
use super::envelope::{Envelope, Pointer};
use super::fault::{Complaint, Place, complain};
use super::layout::{self, AUDIENCE, CONFIRMED, Layout, REVIEW};
use super::nearest::nearest;
use super::rights::{Rights, WriteRights};
use super::store::{Registry, Wanted};
use super::value::{self, is_worker_id};
use crate::record::catalogue;
use crate::vocabulary::Shape;
use chrono::{DateTime, Utc};

/// A value that a line sends.
#[derive(Debug)]
pub(super) struct Sent {
    pub column: usize,
    pub field: String,
    pub cell: Cell,
    /// The table of the rows it names, where it names rows.
    pub target: Option<&'static Layout>,
}

/// A line, understood.
#[derive(Debug)]
pub(super) struct Draft {
    pub at: Place,
    pub layout: &'static Layout,
    pub reference: String,
    pub person: Option<String>,
    pub parent: Option<Pointer>,
    pub recorded_at: DateTime<Utc>,
    pub worker: Option<String>,
    pub hers: bool,
    pub retracted: bool,
    /// Whether something is wrong with the line already, so that what follows from it is not told as well.
    pub flawed: bool,
    pub sent: Vec<Sent>,
}

/// What stands beside a row of a person and may be sent: name, column, shape.
const BESIDE: [(&str, usize, Shape); 3] = [
    ("audience", AUDIENCE, Shape::Many(&Shape::Reader)),
    ("confirmedByHerOn", CONFIRMED, Shape::Date),
    ("reviewAfter", REVIEW, Shape::Date),
];

/// Understands a line; what is wrong with it is noted. `None` when not even its table can be told.
pub(super) fn understand<W: WriteRights>(
    at: Place,
    envelope: Envelope,
    registry: &Registry,
    rights: &mut Rights<'_, W>,
    faults: &mut Vec<Complaint>,
) -> Option<Draft> {
    let layout = match table(&envelope.entity) {
        Ok(layout) => layout,
        Err(complaint) => {
            faults.push(complaint);
            return None;
        }
    };
    let mut sent = Vec::with_capacity(envelope.fields.len());
    for (name, value) in &envelope.fields {
        match field(layout, name, value, registry, rights, envelope.hers) {
            Ok(one) => sent.push(one),
            Err(complaint) => faults.push(complaint),
        }
    }
    for (name, value) in &envelope.row {
        match beside(layout, name, value, registry) {
            Ok(one) => sent.push(one),
            Err(complaint) => faults.push(complaint),
        }
    }
    let Envelope { reference, person, parent, recorded_at, worker, hers, retracted, .. } = envelope;
    let flawed = !faults.is_empty();
    let draft = Draft { at, layout, reference, person, parent, recorded_at, worker, hers, retracted, flawed, sent };
    draft.check_envelope(faults);
    Some(draft)
}

/// The table that an entity's rows are written to.
fn table(name: &str) -> Result<&'static Layout, Complaint> {
    if let Some(layout) = choices::layout(name) {
        return Ok(layout);
    }
    let entity = catalogue().entity(name);
    if let Some(layout) = entity.and_then(|e| e.table).and_then(layout::layout) {
        return Ok(layout);
    }
    let shown: String = name.chars().take(60).collect();
    if entity.is_some() {
        return Err(complain(
            "entity",
            format!("`{shown}` cannot be sent"),
            "leave the line out: the hub keeps it itself, or does not serve it yet",
        ));
    }
    let served = catalogue().entities.iter().filter(|e| e.table.is_some() || choices::layout(e.name).is_some());
    let near = nearest(name, served.map(|e| e.name));
    let mend = near.map_or_else(|| "see docs/import.md for the entities".to_owned(), |near| format!("perhaps `{near}`"));
    Err(complain("entity", format!("there is no entity `{shown}`"), mend))
}

fn field<W: WriteRights>(
    layout: &'static Layout,
    name: &str,
    value: &serde_json::Value,
    registry: &Registry,
    rights: &mut Rights<'_, W>,
    hers: bool,
) -> Result<Sent, Complaint> {
    let Some(field) = layout.fields.get(name) else {
        let near = nearest(name, layout.fields.keys().map(String::as_str));
        let mend = near.map_or_else(|| "see docs/import.md for its fields".to_owned(), |near| format!("perhaps `{near}`"));
        return Err(complain(name.chars().take(60).collect::<String>(), "no such field in this entity", mend));
    };
    if let Some(meta) = field.meta {
        rights.check(meta, hers)?;
    }
    let column = field.column.ok_or_else(|| complain(name, "the hub works it out", "leave it out"))?;
    let cell = value::read(registry, name, field.shape, value)?;
    Ok(Sent { column, field: name.to_owned(), cell, target: target(field.shape) })
}

fn beside(layout: &Layout, name: &str, value: &serde_json::Value, registry: &Registry) -> Result<Sent, Complaint> {
    let field = format!("row.{}", name.chars().take(60).collect::<String>());
    let known = BESIDE.iter().find(|(known, ..)| *known == name && layout.entity.is_some());
    let Some((_, column, shape)) = known else {
        return Err(complain(field, "nothing of this name stands beside a row", "use audience, confirmedByHerOn or reviewAfter"));
    };
    let cell = value::read(registry, &field, *shape, value)?;
    Ok(Sent { column: *column, field, cell, target: None })
}

/// The table whose rows a field names. Workers and agencies are named as they are; rows of what is not served yet stay as sent.
fn target(shape: Shape) -> Option<&'static Layout> {
    match shape {
        Shape::Link("ConsentStatement") => Some(choices::statements()),
        Shape::Link("TeamMember" | "Worker" | "Agency")
        | Shape::Text(_)
        | Shape::Code(_)
        | Shape::Date
        | Shape::Moment
        | Shape::Time
        | Shape::Flag
        | Shape::Whole
        | Shape::Reader => None,
        Shape::Link(name) => catalogue().entity(name)?.table.and_then(layout::layout),
        Shape::Many(inner) => target(*inner),
    }
}

impl Draft {
    /// Whether the row is about a person; only the public directory is not.
    pub fn about_person(&self) -> bool {
        !self.layout.table.starts_with("directory_")
    }

    /// The table of the row it hangs under, where it hangs under one of a list.
    pub fn parent_layout(&self) -> Option<&'static Layout> {
        match self.layout.entity {
            Some(entity) => layout::listed_parent(entity),
            None => Some(choices::statements()).filter(|_| self.layout.table == choices::recipients().table),
        }
    }

    fn check_envelope(&self, faults: &mut Vec<Complaint>) {
        // A reference of the wrong type has been complained of already.
        let malformed = faults.iter().any(|f| f.field == "person");
        let mut fault = |field: &str, what: &str, mend: &str| faults.push(complain(field, what, mend));
        match (self.about_person(), &self.person) {
            (true, None) if !malformed => fault("person", "is missing", "send your own reference of her"),
            (false, Some(_)) => fault("person", "the directory is about nobody", "leave it out"),
            _ => {}
        }
        if self.parent.is_some() && self.parent_layout().is_none() {
            fault("parentRef", "this entity hangs under the person herself", "leave it out");
        }
        if self.layout.table == "team_member" && !is_worker_id(&self.reference) {
            fault("ref", "the reference of a TeamMember is the worker's id at your agency", "send it as pa-1");
        }
        let choice = self.layout.entity.is_none();
        if self.hers && (choice || !self.about_person()) {
            fault("forHer", "does not belong here", "say with `recordedBy` who recorded it");
        }
        if self.retracted && choice {
            fault("retracted", "an answer is never taken back by its typist", "record her new answer with `supersedes`");
        }
    }

    /// Says which rows must be read before the line is worked through. `person` is the hub's id of her.
    pub fn want(&self, person: &str, wanted: &mut Wanted) {
        wanted.reference(self.layout, &self.reference);
        wanted.person(self.layout, person);
        let mut point = |layout: &'static Layout, pointer: &Pointer| match pointer {
            Pointer::Own(reference) => wanted.reference(layout, reference),
            Pointer::Hub(id) => wanted.id(layout, id),
        };
        if let (Some(layout), Some(parent)) = (self.parent_layout(), &self.parent) {
            point(layout, parent);
        }
        for one in &self.sent {
            let texts = one.cell.text().into_iter().chain(one.cell.list().iter().map(String::as_str));
            if let Some(layout) = one.target {
                texts.for_each(|text| point(layout, &Pointer::parse(text)));
            }
        }
    }
}
