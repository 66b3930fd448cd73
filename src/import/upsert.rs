//! One row of the catalogue: added, changed, taken back or left as it is.

use super::cell::Cell;
use super::draft::{Draft, Sent};
use super::fault::{Complaint, complain};
use super::layout::{HELD_BY, ID, LEAF_TIMES, Layout, PARENT, PERSON, RECORDED_AT, RETRACTED, VERSION, WORKER};
use super::rights::WriteRights;
use super::rules::{self, NEVER_STORE};
use super::session::{About, Session, id_of, resolve};
use super::store::Rows;
use serde_json::Map;
use uuid::Uuid;

/// The holder of what she says, whoever typed it.
const HERSELF: &str = "HERSELF";

fn put(cells: &mut [Cell], at: usize, cell: Cell) {
    if let Some(place) = cells.get_mut(at) {
        *place = cell;
    }
}

impl<W: WriteRights> Session<'_, W> {
    /// Brings a row to the state that a line describes.
    pub(super) fn upsert(
        &mut self,
        rows: &mut Rows,
        draft: &Draft,
        about: &About,
        purge: &mut Vec<(String, String)>,
        faults: &mut Vec<Complaint>,
    ) {
        let own =
            rows.own(draft.layout, &draft.reference, about.id()).or_else(|| rows.enrolled(draft.layout, self.holder(draft), about.id()));
        let before = own.map(|held| held.cells.clone());
        let mut cells = match &before {
            Some(cells) => {
                if !self.is_same_row(cells, draft, about, faults) {
                    return;
                }
                let mut cells = cells.clone();
                // What the hub wrote when she was enrolled goes on under the agency's own reference.
                draft.layout.position("source_ref").into_iter().for_each(|at| put(&mut cells, at, draft.reference.as_str().into()));
                cells
            }
            None => self.fresh(draft, about, faults),
        };
        place(rows, draft, about, before.is_none(), &mut cells, faults);
        for one in &draft.sent {
            match linked(rows, one, about) {
                Ok(cell) => put(&mut cells, one.column, cell),
                Err(fault) => faults.push(fault),
            }
        }
        retract(draft, before.as_deref(), &mut cells);
        if !draft.flawed && faults.is_empty() {
            rules::check(draft.layout, before.as_deref(), &cells, faults);
        }
        if let Some(other) = rows.same_holder(draft.layout, &cells).filter(|_| cells.get(RETRACTED) == Some(&Cell::Null)) {
            let reference = other.named("source_ref").and_then(Cell::text).unwrap_or_default();
            let what = format!("there is one {} of each holder, and yours is `{reference}`", name(draft.layout));
            faults.push(complain("ref", what, "send it under that reference"));
        }
        self.protect(draft, before.as_deref(), &cells, purge, faults);
        self.write(rows, draft, about, before, cells, faults);
    }

    /// Whether the row found under the reference is the one the line means.
    fn is_same_row(&self, cells: &[Cell], draft: &Draft, about: &About, faults: &mut Vec<Complaint>) -> bool {
        let text = |at: usize| cells.get(at).and_then(Cell::text).unwrap_or_default();
        if text(PERSON) != about.id() {
            faults.push(complain("ref", "is your reference of a row about somebody else", "send a reference of its own for each row"));
            return false;
        }
        if text(HELD_BY) != self.holder(draft) {
            let what = if draft.hers { "is your reference of a row of your own" } else { "is your reference of a row of her words" };
            faults.push(complain("ref", what, "keep her words and your agency's account in two rows"));
            return false;
        }
        true
    }

    fn holder(&self, draft: &Draft) -> &str {
        if draft.hers { HERSELF } else { self.agency }
    }

    /// A row that was not there before.
    fn fresh(&self, draft: &Draft, about: &About, faults: &mut Vec<Complaint>) -> Vec<Cell> {
        if draft.retracted {
            faults.push(complain("retracted", "there is no row with this reference", "leave the line out"));
        }
        Self::may_add(about, faults);
        let mut cells = draft.layout.empty();
        put(&mut cells, ID, Cell::Text(Uuid::new_v4().to_string()));
        put(&mut cells, PERSON, Cell::from(about.id.as_deref().map(str::to_owned)));
        put(&mut cells, HELD_BY, self.holder(draft).into());
        put(&mut cells, RECORDED_AT, Cell::Moment(draft.recorded_at));
        for (column, value) in [("recorded_by", self.agency), ("source_ref", &draft.reference)] {
            draft.layout.position(column).into_iter().for_each(|at| put(&mut cells, at, value.into()));
        }
        cells
    }

    /// Lines of an address that must never be stored are neither taken in nor left behind.
    fn protect(
        &mut self,
        draft: &Draft,
        before: Option<&[Cell]>,
        cells: &[Cell],
        purge: &mut Vec<(String, String)>,
        faults: &mut Vec<Complaint>,
    ) {
        let id = |at: usize| cells.get(at).and_then(Cell::text).map(str::to_owned);
        match draft.layout.table {
            "address_detail" => {
                if id(PARENT).is_some_and(|address| self.forbidden.contains(&address)) && !faults.contains(&never_store("parentRef")) {
                    faults.push(never_store("parentRef"));
                }
                self.detailed.extend(id(PARENT).filter(|_| before != Some(cells)));
            }
            "address" => {
                let protection = |cells: &[Cell]| {
                    draft.layout.position("protection").and_then(|at| cells.get(at)).and_then(Cell::text) == Some(NEVER_STORE)
                };
                let Some(address) = id(ID).filter(|_| protection(cells) && !before.is_some_and(protection)) else { return };
                if self.detailed.contains(&address) {
                    faults.push(never_store("protection"));
                }
                self.forbidden.insert(address.clone());
                purge.extend(id(PERSON).map(|person| (person, address)));
            }
            _ => {}
        }
    }

    fn write(
        &mut self,
        rows: &mut Rows,
        draft: &Draft,
        about: &About,
        before: Option<Vec<Cell>>,
        mut cells: Vec<Cell>,
        faults: &mut Vec<Complaint>,
    ) {
        let Some(before) = before else {
            put(&mut cells, VERSION, Cell::Text(Uuid::new_v4().simple().to_string()));
            put(&mut cells, WORKER, Cell::from(draft.worker.clone()));
            self.closed.note(draft.layout, None, &cells, self.now.date_naive());
            self.counts.added += 1;
            self.touched.extend(about.id.clone());
            rows.add(self.agency, draft.layout, cells);
            return;
        };
        if before == cells {
            self.counts.unchanged += 1;
            return;
        }
        let taken_over = draft.layout.position("source_ref").is_some_and(|at| before.get(at) != cells.get(at));
        if draft.recorded_at < rules::latest(&before) && !taken_over {
            let mend = "send only what changed since, or with the moment of the correction";
            faults.push(complain("recordedAt", "older than what is recorded", mend));
        }
        let counter = if before.get(RETRACTED) == Some(&Cell::Null) && draft.retracted {
            &mut self.counts.retracted
        } else {
            &mut self.counts.changed
        };
        *counter += 1;
        stamp(draft, &before, &mut cells);
        self.closed.note(draft.layout, Some(&before), &cells, self.now.date_naive());
        self.touched.extend(about.id.clone());
        rows.replace(self.agency, draft.layout, cells, self.now);
    }
}

/// Hangs the row under its parent.
fn place(rows: &Rows, draft: &Draft, about: &About, new: bool, cells: &mut [Cell], faults: &mut Vec<Complaint>) {
    let Some(layout) = draft.parent_layout() else { return };
    let Some(pointer) = &draft.parent else {
        // A goal without a plan belongs to her newest open one, which is found when it is read.
        if new && draft.layout.table != "goal" {
            faults.push(complain("parentRef", "is missing", format!("name the {} it belongs to", name(layout))));
        }
        return;
    };
    match resolve(rows, layout, pointer, about, "parentRef") {
        Ok(parent) => {
            let kept = cells.get(PARENT).and_then(Cell::text) == Some(parent.text(ID));
            if parent.retracted() && !kept {
                faults.push(complain("parentRef", format!("that {} was taken back", name(layout)), "name another one"));
            }
            // Lines that were once under an address go with it, when they must not be kept: they never move away.
            if draft.layout.table == "address_detail" && !new && !kept {
                faults.push(complain("parentRef", "is another address than before", "send a row of its own for another address"));
            }
            if draft.layout.table == "address_detail" && parent.named("protection").and_then(Cell::text) == Some(NEVER_STORE) {
                faults.push(never_store("parentRef"));
            }
            put(cells, PARENT, parent.text(ID).into());
        }
        Err(fault) => faults.push(fault),
    }
}

/// The value of a field, with the hub's ids in place of the agency's references.
fn linked(rows: &Rows, one: &Sent, about: &About) -> Result<Cell, Complaint> {
    let Some(layout) = one.target else { return Ok(one.cell.clone()) };
    match &one.cell {
        Cell::Text(text) => id_of(rows, layout, text, about, &one.field).map(Cell::Text),
        Cell::List(texts) => {
            let ids = texts.iter().map(|text| id_of(rows, layout, text, about, &one.field));
            ids.collect::<Result<_, _>>().map(Cell::List)
        }
        Cell::Null | Cell::Map(_) | Cell::Flag(_) | Cell::Whole(_) | Cell::Date(_) | Cell::Time(_) | Cell::Moment(_) => {
            Ok(one.cell.clone())
        }
    }
}

/// Takes the row back, or gives it again.
fn retract(draft: &Draft, before: Option<&[Cell]>, cells: &mut [Cell]) {
    let was = before.and_then(|b| b.get(RETRACTED)).cloned().unwrap_or(Cell::Null);
    let is = match (draft.retracted, was) {
        (false, _) => Cell::Null,
        (true, Cell::Null) => Cell::Moment(draft.recorded_at),
        (true, was) => was,
    };
    put(cells, RETRACTED, is);
}

/// Marks a changed row: a new version, who changed it, and when each column changed.
fn stamp(draft: &Draft, before: &[Cell], cells: &mut [Cell]) {
    let mut times = match before.get(LEAF_TIMES) {
        Some(Cell::Map(times)) => times.clone(),
        _ => Map::new(),
    };
    for column in rules::changed(draft.layout, before, cells) {
        times.insert(column.to_owned(), draft.recorded_at.to_rfc3339().into());
    }
    if !times.is_empty() {
        put(cells, LEAF_TIMES, Cell::Map(times));
    }
    put(cells, VERSION, Cell::Text(Uuid::new_v4().simple().to_string()));
    if let Some(worker) = &draft.worker {
        put(cells, WORKER, Cell::Text(worker.clone()));
    }
}

fn never_store(field: &str) -> Complaint {
    let mend = "send no AddressDetail for it: keep only `contactRoute`";
    complain(field, "the lines of an address under NEVER_STORE are never stored", mend)
}

fn name(layout: &Layout) -> &'static str {
    layout.entity.map_or("ConsentStatement", |entity| entity.name)
}
