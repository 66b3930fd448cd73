//! Her answers, to whom they were read, and notices: added once and never changed.

use super::cell::Cell;
use super::choices;
use super::draft::Draft;
use super::fault::{Complaint, complain};
use super::layout::{ID, Layout, PERSON};
use super::rights::WriteRights;
use super::session::{About, NewStatement, Session, id_of, resolve};
use super::store::Rows;
use crate::clock::CLOCKS_APART;
use crate::record::catalogue;
use crate::vocabulary::{Category, Coded, Role};
use uuid::Uuid;

/// Columns that the hub fills in and that do not count when a line is compared with what is recorded.
const HUBS: [&str; 7] = ["id", "entered_on", "status", "confirmed_by_agency", "confirmed_on", "taken_by_role", "given_by_role"];

/// A row of her choices in the making.
struct Making<'d> {
    layout: &'static Layout,
    cells: Vec<Cell>,
    faults: &'d mut Vec<Complaint>,
    /// Whether something is wrong with the line already, so that a missing value may be a refused one.
    flawed: bool,
}

impl Making<'_> {
    fn get(&self, column: &str) -> &Cell {
        self.layout.position(column).and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }

    fn set(&mut self, column: &str, cell: Cell) {
        if let Some(place) = self.layout.position(column).and_then(|at| self.cells.get_mut(at)) {
            *place = cell;
        }
    }

    /// A value that may be left out.
    fn default(&mut self, column: &str, cell: Cell) {
        if *self.get(column) == Cell::Null {
            self.set(column, cell);
        }
    }

    /// A value that must be sent; the stand-in only keeps the row whole until the faults are told.
    fn need(&mut self, column: &str, field: &str, stand_in: Cell, mend: &str) {
        if *self.get(column) == Cell::Null {
            self.missing(field, mend);
            self.set(column, stand_in);
        }
    }

    fn missing(&mut self, field: &str, mend: &str) {
        if !self.flawed {
            self.fault(field, "is missing", mend);
        }
    }

    fn fault(&mut self, field: &str, what: impl Into<String>, mend: &str) {
        self.faults.push(complain(field, what, mend));
    }
}

impl<W: WriteRights> Session<'_, W> {
    /// Records an answer, a recipient of one, or a notice; the same again changes nothing, anything else under its reference is refused.
    pub(super) fn record_choice(&mut self, rows: &mut Rows, draft: &Draft, about: &About, faults: &mut Vec<Complaint>) {
        let cells = vec![Cell::Null; draft.layout.columns.len()];
        let mut making = Making { layout: draft.layout, cells, faults, flawed: draft.flawed };
        making.set("id", Cell::Text(Uuid::new_v4().to_string()));
        making.set("person_id", Cell::from(about.id.as_deref().map(str::to_owned)));
        making.set("source_ref", draft.reference.as_str().into());
        making.set(draft.layout.agency, self.agency.into());
        making.set("entered_on", Cell::Moment(self.now));
        for one in &draft.sent {
            let cell = match (one.target, one.cell.text()) {
                (Some(layout), Some(text)) => match id_of(rows, layout, text, about, &one.field) {
                    Ok(id) => Cell::Text(id),
                    Err(fault) => {
                        making.faults.push(fault);
                        continue;
                    }
                },
                _ => one.cell.clone(),
            };
            if let Some(place) = making.cells.get_mut(one.column) {
                *place = cell;
            }
        }
        match draft.layout.table {
            "consent_statement" => self.statement(&mut making, draft),
            "consent_recipient" => self.recipient(&mut making, rows, draft, about),
            _ => self.notice(&mut making, draft),
        }
        let cells = making.cells;
        self.keep_choice(rows, draft, about, cells, faults);
    }

    fn keep_choice(&mut self, rows: &mut Rows, draft: &Draft, about: &About, cells: Vec<Cell>, faults: &mut Vec<Complaint>) {
        let layout = draft.layout;
        if let Some(held) = rows.own(layout, &draft.reference, about.id()) {
            let pairs = layout.columns.iter().zip(held.cells.iter().zip(&cells));
            let changed = pairs.filter(|((name, _), (old, new))| old != new && !HUBS.contains(name)).map(|((name, _), _)| *name).next();
            match changed {
                None => self.counts.unchanged += 1,
                Some("person_id") => faults.push(complain("ref", "is your reference of a row about somebody else", "send another one")),
                Some(_) => faults.push(complain("ref", "an answer is never changed", "record a new one under a reference of its own")),
            }
            return;
        }
        Self::may_add(about, faults);
        let id = cells.get(ID).and_then(Cell::text).unwrap_or_default().to_owned();
        match (layout.table, &about.id) {
            ("consent_statement", Some(person)) => {
                self.new_statements.insert(id.clone());
                // What is wrong with it was told; whether the rest of it is whole cannot be said.
                if faults.is_empty() && !draft.flawed {
                    self.statements.push(NewStatement { at: draft.at, person: person.clone(), id });
                }
            }
            // What she said and whom it was about are one answer: nobody is read into it afterwards.
            ("consent_recipient", _) => {
                let statement = layout.position("statement_id").and_then(|at| cells.get(at)).and_then(Cell::text).unwrap_or_default();
                if !statement.is_empty() && !self.new_statements.contains(statement) {
                    let mend = "record a new answer with `supersedes`, and this recipient for it";
                    faults.push(complain("parentRef", "that answer is recorded, and is never changed", mend));
                }
            }
            _ => {}
        }
        self.counts.added += 1;
        self.touched.extend(about.id.clone());
        debug_assert_eq!(cells.get(PERSON).and_then(Cell::text).unwrap_or_default(), about.id());
        rows.add(self.agency, layout, cells);
    }

    fn statement(&self, making: &mut Making<'_>, draft: &Draft) {
        for column in ["categories", "items", "fields", "purposes"] {
            making.default(column, Cell::List(Vec::new()));
        }
        for column in ["separate", "capacity_concern"] {
            making.default(column, Cell::Flag(false));
        }
        making.need("decision", "decision", "NO".into(), "send YES, NO or ASK_ME_EACH_TIME");
        making.need("method", "method", "SIGNED".into(), "say how she said it");
        making.need("read_back", "readBack", Cell::Flag(false), "say whether it was read back to her");
        making.need("said_on", "saidOn", Cell::Moment(draft.recorded_at), "send the moment at which she said it");
        making.set("status", "LIVE".into());
        self.taken_by(making, draft, "taken_by_worker", "taken_by_role");
        self.not_ahead(making, "said_on", "saidOn");
        self.not_ahead(making, "withdrawn_on", "withdrawnOn");
        let categories: Vec<_> = making.get("categories").list().iter().filter_map(|c| Category::parse(c)).collect();
        for path in making.get("fields").list().to_vec() {
            let category = catalogue().path(&path).and_then(|f| f.class.category());
            if category.is_none() {
                making.fault("fields", format!("there is no field `{path}` to share"), "write it as Entity.field, as in the catalogue");
            } else if !categories.is_empty() && category.is_some_and(|c| !categories.contains(&c)) {
                making.fault("fields", format!("`{path}` lies in none of the categories"), "name its category, or leave it out");
            }
        }
    }

    fn notice(&self, making: &mut Making<'_>, draft: &Draft) {
        for column in ["categories", "purposes", "recipient_agencies"] {
            making.default(column, Cell::List(Vec::new()));
        }
        making.default("copy_given", Cell::Flag(false));
        making.need("notice_version", "noticeVersion", "".into(), "say which notice was read");
        making.need("given_on", "givenOn", Cell::Moment(draft.recorded_at), "send the moment at which it was read to her");
        self.taken_by(making, draft, "given_by_worker", "given_by_role");
        self.not_ahead(making, "given_on", "givenOn");
        for (column, field) in [("categories", "categories"), ("recipient_agencies", "recipientAgencies")] {
            if making.get(column).list().is_empty() {
                making.missing(field, "say what the notice was about and who may see it");
            }
        }
    }

    fn recipient(&self, making: &mut Making<'_>, rows: &Rows, draft: &Draft, about: &About) {
        making.need("agency_id", "agency", "".into(), "name the organisation that was read aloud to her, by its id");
        making.set("statement_id", "".into());
        let parent = draft.parent.as_ref().map(|p| resolve(rows, choices::statements(), p, about, "parentRef"));
        match parent {
            Some(Ok(statement)) => making.set("statement_id", statement.text(ID).into()),
            Some(Err(fault)) => making.faults.push(fault),
            None => making.fault("parentRef", "is missing", "name the ConsentStatement it belongs to"),
        }
        let agency = making.get("agency_id").text().unwrap_or_default().to_owned();
        let role = making.get("role").text().and_then(Role::parse);
        if let (Some(role), Some(roles)) = (role, self.registry.roles_of(&agency))
            && !roles.contains(&role)
        {
            making.fault("role", format!("`{agency}` has no {}", role.code()), "name a role that it holds, or leave it out");
        }
        let worker = making.get("worker").text().unwrap_or_default().to_owned();
        let of = worker.split_once('/').filter(|(of, id)| *of == agency && *id != "*");
        if !worker.is_empty() && of.is_none() && !agency.is_empty() {
            making.fault("worker", "is no worker of that organisation", "write AGENCY/WORKER with the same agency, or leave it out");
        }
    }

    /// Who heard her: the worker, and the worker's role as the registry knows it.
    fn taken_by(&self, making: &mut Making<'_>, draft: &Draft, worker: &str, role: &str) {
        let Some(id) = &draft.worker else {
            making.missing("recordedBy", "name the worker who heard her");
            return;
        };
        making.set(worker, id.as_str().into());
        making.set(role, Cell::from(self.registry.role_of(id).map(|r| r.code().to_owned())));
    }

    fn not_ahead(&self, making: &mut Making<'_>, column: &str, field: &str) {
        if making.get(column).moment().is_some_and(|at| at > self.now + CLOCKS_APART) {
            making.fault(field, "lies in the future", "send the moment at which it happened");
        }
    }
}
