//! The rows that a few hundred lines speak of, held in memory while the lines are worked through and then written at once.

use super::{
    news,
    sql::{CHUNK, insert, select, update},
};
use crate::error::Error;
use crate::import::cell::{Cell, Kind};
use crate::import::layout::{HELD_BY, ID, Layout, PARENT, PERSON, RETRACTED, VERSION, layout};
use crate::outbox::{self, CLOSED, EVERYBODY, News};
use crate::record::enrolment_ref;
use crate::vocabulary::ChangeKind;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What is to be done with a row.
#[derive(Debug)]
enum State {
    Stored,
    New,
    /// With what it was when it was read.
    Changed(Vec<Cell>),
}

/// A row in memory.
#[derive(Debug)]
pub(in crate::import) struct Held {
    pub layout: &'static Layout,
    pub cells: Vec<Cell>,
    state: State,
}

impl Held {
    /// The text in a column; empty when there is none.
    pub fn text(&self, at: usize) -> &str {
        self.cells.get(at).and_then(Cell::text).unwrap_or_default()
    }

    /// The value in a column by its name.
    pub fn named(&self, column: &str) -> Option<&Cell> {
        self.cells.get(self.layout.position(column)?)
    }

    /// Whether its holder took the row back.
    pub fn retracted(&self) -> bool {
        self.layout.entity.is_some() && self.cells.get(RETRACTED).is_some_and(|c| *c != Cell::Null)
    }
}

/// What must be read before lines can be worked through, by table.
#[derive(Debug, Default)]
pub(in crate::import) struct Wanted {
    tables: BTreeMap<&'static str, Want>,
}

#[derive(Debug)]
struct Want {
    layout: &'static Layout,
    refs: BTreeSet<String>,
    ids: BTreeSet<String>,
    persons: BTreeSet<String>,
}

impl Wanted {
    fn table(&mut self, layout: &'static Layout) -> &mut Want {
        let empty = || Want { layout, refs: BTreeSet::new(), ids: BTreeSet::new(), persons: BTreeSet::new() };
        self.tables.entry(layout.table).or_insert_with(empty)
    }

    /// The agency's own row with this reference.
    pub fn reference(&mut self, layout: &'static Layout, reference: &str) {
        self.table(layout).refs.insert(reference.to_owned());
    }

    /// The row with this id of the hub.
    pub fn id(&mut self, layout: &'static Layout, id: &str) {
        self.table(layout).ids.insert(id.to_owned());
    }

    /// The agency's rows about this person, where there is one for each holder or references are told apart by person.
    pub fn person(&mut self, layout: &'static Layout, person: &str) {
        if layout.single() || layout.within_person {
            self.table(layout).persons.insert(person.to_owned());
        }
    }
}

type Key = (&'static str, String, Option<String>);

/// The rows in hand.
#[derive(Debug, Default)]
pub(in crate::import) struct Rows {
    all: Vec<Held>,
    by_ref: HashMap<Key, usize>,
    by_id: HashMap<(&'static str, String), usize>,
    by_holder: HashMap<(&'static str, [String; 3]), usize>,
    history: Vec<Vec<Cell>>,
    news: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// Rows that may be closed to some who had them, as [`news::otherwise`] tells them.
    otherwise: BTreeMap<&'static str, BTreeSet<(String, usize, String)>>,
}

fn key(layout: &Layout, reference: &str, person: &str) -> Key {
    (layout.table, reference.to_owned(), Some(person.to_owned()).filter(|_| layout.within_person))
}

fn column_in<'a>(column: &str, values: impl IntoIterator<Item = &'a String>) -> Expr {
    Expr::col(Alias::new(column)).is_in(values.into_iter().map(String::as_str))
}

impl Rows {
    /// Reads what is wanted, in as few statements as there are kinds of row.
    pub async fn load(db: &impl ConnectionTrait, agency: &str, wanted: &Wanted) -> Result<Self, DbErr> {
        let mut rows = Self::default();
        for want in wanted.tables.values() {
            let own = || Condition::all().add(Expr::col(Alias::new(want.layout.agency)).eq(agency));
            for chunk in chunks(&want.refs).filter(|_| !want.layout.within_person) {
                rows.take(want.layout, agency, select(db, want.layout, own().add(column_in("source_ref", chunk))).await?);
            }
            for chunk in chunks(&want.persons) {
                // By person alone: `SQLite` would rather go through everything that the agency ever sent.
                let on = Condition::all().add(column_in("person_id", chunk));
                rows.take(want.layout, agency, select(db, want.layout, on).await?);
            }
            for chunk in chunks(&want.ids) {
                let on = Condition::all().add(column_in("id", chunk));
                rows.take(want.layout, agency, select(db, want.layout, on).await?);
            }
        }
        Ok(rows)
    }

    fn take(&mut self, layout: &'static Layout, agency: &str, found: Vec<Vec<Cell>>) {
        for cells in found {
            self.keep(agency, Held { layout, cells, state: State::Stored });
        }
    }

    fn keep(&mut self, agency: &str, held: Held) {
        let id = (held.layout.table, held.text(ID).to_owned());
        if self.by_id.contains_key(&id) {
            return;
        }
        let at = self.all.len();
        if held.named(held.layout.agency).and_then(Cell::text) == Some(agency) {
            let reference = held.named("source_ref").and_then(Cell::text).unwrap_or_default();
            self.by_ref.insert(key(held.layout, reference, held.text(PERSON)), at);
            if held.layout.single() && !held.retracted() {
                self.by_holder.insert(holder(&held), at);
            }
        }
        self.by_id.insert(id, at);
        self.all.push(held);
    }

    /// The agency's own row with this reference.
    pub fn own(&self, layout: &Layout, reference: &str, person: &str) -> Option<&Held> {
        self.all.get(*self.by_ref.get(&key(layout, reference, person))?)
    }

    /// The row with this id of the hub.
    pub fn with_id(&self, layout: &Layout, id: &str) -> Option<&Held> {
        self.all.get(*self.by_id.get(&(layout.table, id.to_owned()))?)
    }

    /// The row that the hub wrote for the agency when it enrolled her, if no line of the agency's own has taken it over.
    pub fn enrolled(&self, layout: &'static Layout, holder: &str, person: &str) -> Option<&Held> {
        let held = self.all.get(*self.by_holder.get(&(layout.table, [person, holder, ""].map(str::to_owned)))?)?;
        let reference = held.named("source_ref").and_then(Cell::text)?;
        (reference == enrolment_ref(person)).then_some(held)
    }

    /// The agency's other row of the same holder, where there may be only one.
    pub fn same_holder(&self, layout: &'static Layout, cells: &[Cell]) -> Option<&Held> {
        let like = Held { layout, cells: cells.to_vec(), state: State::New };
        let held = self.all.get(*self.by_holder.get(&holder(&like))?)?;
        (held.text(ID) != like.text(ID) && !held.retracted()).then_some(held)
    }

    /// Adds a row.
    pub fn add(&mut self, agency: &str, layout: &'static Layout, cells: Vec<Cell>) {
        self.note(layout, None, &cells);
        self.keep(agency, Held { layout, cells, state: State::New });
    }

    /// Puts a new state in place of a row's present one, which goes to history.
    pub fn replace(&mut self, agency: &str, layout: &'static Layout, cells: Vec<Cell>, now: DateTime<Utc>) {
        let id = cells.get(ID).and_then(Cell::text).unwrap_or_default().to_owned();
        let at = self.by_id.get(&(layout.table, id)).copied();
        let Some((at, held)) = at.and_then(|at| Some((at, self.all.get_mut(at)?))) else {
            return self.add(agency, layout, cells);
        };
        self.history.push(past(held, now));
        let before = std::mem::replace(&mut held.cells, cells.clone());
        let reference = held.named("source_ref").and_then(Cell::text).unwrap_or_default();
        self.by_ref.insert(key(layout, reference, held.text(PERSON)), at);
        if layout.single() {
            let was = holder_of(layout, &before);
            if self.by_holder.get(&was) == Some(&at) {
                self.by_holder.remove(&was);
            }
            if !held.retracted() {
                self.by_holder.insert(holder(held), at);
            }
        }
        if matches!(held.state, State::Stored) {
            held.state = State::Changed(before.clone());
        }
        self.note(layout, Some(&before), &cells);
    }

    /// Notes for the change feed what is different about a person.
    fn note(&mut self, layout: &Layout, before: Option<&[Cell]>, cells: &[Cell]) {
        let fields = news::of(layout, before, cells);
        for (table, column, value) in news::otherwise(layout, before, cells) {
            let person = cells.get(PERSON).and_then(Cell::text).unwrap_or_default();
            self.otherwise.entry(table).or_default().insert((person.to_owned(), column, value.to_owned()));
        }
        let text = |at: usize| cells.get(at).and_then(Cell::text).map(str::to_owned);
        if let (Some(person), Some(row), false) = (text(PERSON), text(ID), fields.is_empty()) {
            self.news.entry(person).or_default().insert(row, fields);
        }
    }

    /// Writes what was added and changed, and the news of it.
    pub async fn flush(self, db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<(), Error> {
        let mut new: BTreeMap<&str, (&'static Layout, Vec<&[Cell]>)> = BTreeMap::new();
        for held in &self.all {
            match &held.state {
                State::Stored => {}
                State::New => new.entry(held.layout.table).or_insert_with(|| (held.layout, Vec::new())).1.push(&held.cells),
                State::Changed(before) => update(db, held.layout, before, &held.cells).await?,
            }
        }
        for (layout, rows) in new.into_values() {
            insert(db, layout, &rows).await?;
        }
        let history: Vec<&[Cell]> = self.history.iter().map(Vec::as_slice).collect();
        insert(db, &past_layout(), &history).await?;
        let closed = self.closed(db).await?;
        let about = |(person, rows): (String, _)| News { rows, ..News::new(ChangeKind::Changed, &person, EVERYBODY) };
        outbox::tell(db, self.news.into_iter().chain(closed).map(about).collect(), now).await
    }

    /// What may be closed to some who had it, in news of its own, by person.
    async fn closed(&self, db: &impl ConnectionTrait) -> Result<BTreeMap<String, BTreeMap<String, Vec<String>>>, DbErr> {
        let mut closed: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for (table, otherwise) in &self.otherwise {
            let Some(layout) = layout(table) else { continue };
            let persons: BTreeSet<String> = otherwise.iter().map(|(person, ..)| person.clone()).collect();
            for chunk in chunks(&persons) {
                for row in select(db, layout, Condition::all().add(column_in("person_id", chunk))).await? {
                    let text = |at: usize| row.get(at).and_then(Cell::text).map(str::to_owned);
                    let (Some(person), Some(id), Some(Cell::Null)) = (text(PERSON), text(ID), row.get(RETRACTED)) else { continue };
                    let met = |at: usize| text(at).is_some_and(|value| otherwise.contains(&(person.clone(), at, value)));
                    if [ID, PARENT, PERSON].into_iter().any(met) {
                        closed.entry(person).or_default().insert(id, news::dropped(layout, CLOSED));
                    }
                }
            }
        }
        Ok(closed)
    }
}

fn chunks(values: &BTreeSet<String>) -> impl Iterator<Item = Vec<&String>> {
    let values: Vec<&String> = values.iter().collect();
    values.chunks(CHUNK).map(<[_]>::to_vec).collect::<Vec<_>>().into_iter()
}

fn holder(held: &Held) -> (&'static str, [String; 3]) {
    holder_of(held.layout, &held.cells)
}

fn holder_of(layout: &'static Layout, cells: &[Cell]) -> (&'static str, [String; 3]) {
    (layout.table, [PERSON, HELD_BY, PARENT].map(|at| cells.get(at).and_then(Cell::text).unwrap_or_default().to_owned()))
}

/// The table of history.
fn past_layout() -> Layout {
    let texts = ["id", "row_table", "row_id", "person_id", "version"].map(|name| (name, Kind::Text));
    let columns = texts.into_iter().chain([("content", Kind::Map), ("replaced_at", Kind::Moment)]);
    Layout::plain("row_history", "person_id", columns.collect())
}

/// A row as history keeps it.
fn past(held: &Held, now: DateTime<Utc>) -> Vec<Cell> {
    let content: Map<String, Json> = held.layout.columns.iter().zip(&held.cells).map(|((n, _), c)| ((*n).to_owned(), c.json())).collect();
    let copy = |at: usize| held.cells.get(at).cloned().unwrap_or(Cell::Null);
    vec![
        Cell::Text(uuid::Uuid::new_v4().to_string()),
        held.layout.table.into(),
        copy(ID),
        copy(PERSON),
        copy(VERSION),
        Cell::Map(content),
        Cell::Moment(now),
    ]
}
