//! At the end of a run: whether her new answers are whole, what they run against, and where every answer of hers now stands.

use super::cell::Cell;
use super::choices;
use super::fault::{Place, complain};
use super::layout::Layout;
use super::rights::WriteRights;
use super::session::Session;
use super::store::{select, update};
use crate::consent::rules::{self, Recipient, Statement};
use crate::vocabulary::{AloneItem, Category, Coded, ConsentDecision, ConsentItem, Purpose, Role};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait};
use sea_orm::{ConnectionTrait, DbErr};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Of how many persons the answers are read at once.
const PERSONS: usize = 100;

/// A stored row with its columns' names at hand.
struct Named<'c>(&'static Layout, &'c [Cell]);

impl<'c> Named<'c> {
    fn cell(&self, column: &str) -> &'c Cell {
        self.0.position(column).and_then(|at| self.1.get(at)).unwrap_or(&Cell::Null)
    }
    fn text(&self, column: &str) -> &'c str {
        self.cell(column).text().unwrap_or_default()
    }
    fn optional(&self, column: &str) -> Option<String> {
        self.cell(column).text().map(str::to_owned)
    }
    fn set<T: Ord>(&self, column: &str, parse: fn(&str) -> Option<T>) -> BTreeSet<T> {
        self.cell(column).list().iter().filter_map(|code| parse(code)).collect()
    }
}

impl<W: WriteRights> Session<'_, W> {
    /// Checks the statements that this run added, now that all their recipients are known, and brings what the hub says of each
    /// answer up to date.
    pub(super) async fn settle_statements(&mut self, db: &impl ConnectionTrait) -> Result<(), DbErr> {
        let mut persons: BTreeMap<Arc<str>, HashMap<String, Place>> = BTreeMap::new();
        for new in self.statements.drain(..) {
            self.closed.answers.entry(new.person.to_string()).or_default().push(new.id.clone());
            persons.entry(new.person).or_default().insert(new.id, new.at);
        }
        let persons: Vec<_> = persons.into_iter().collect();
        for chunk in persons.chunks(PERSONS) {
            let ids = || chunk.iter().map(|(person, _)| person.as_ref());
            let of = |column: &str| Condition::all().add(Expr::col(Alias::new(column)).is_in(ids()));
            let statements = select(db, choices::statements(), of("person_id")).await?;
            let recipients = select(db, choices::recipients(), of("person_id")).await?;
            for (person, new) in chunk {
                let mine = |layout, cells: &&Vec<Cell>| Named(layout, cells).text("person_id") == person.as_ref();
                let statements: Vec<_> = statements.iter().filter(|c| mine(choices::statements(), c)).collect();
                let recipients: Vec<_> = recipients.iter().filter(|c| mine(choices::recipients(), c)).collect();
                self.settle_person(db, &statements, &recipients, new).await?;
            }
        }
        Ok(())
    }

    async fn settle_person(
        &mut self,
        db: &impl ConnectionTrait,
        stored: &[&Vec<Cell>],
        recipients: &[&Vec<Cell>],
        new: &HashMap<String, Place>,
    ) -> Result<(), DbErr> {
        let all: Vec<Statement> = stored.iter().map(|cells| read(cells, recipients)).collect();
        self.tell_flaws(&all, new);
        self.tell_conflicts(&all, stored, new);
        if !self.report.faults.none() {
            return Ok(());
        }
        for (statement, cells) in all.iter().zip(stored) {
            let settled = settled(statement, &all, cells);
            if settled != **cells {
                update(db, choices::statements(), cells, &settled).await?;
            }
        }
        Ok(())
    }

    fn tell_flaws(&mut self, all: &[Statement], new: &HashMap<String, Place>) {
        for (statement, at) in all.iter().filter_map(|s| Some((s, *new.get(&s.id)?))) {
            for flaw in rules::flaws(statement) {
                self.report.note(at, complain(flaw.field, flaw.what, flaw.mend));
            }
            let old = all.iter().find(|s| statement.supersedes.as_ref() == Some(&s.id));
            if old.is_some_and(|old| old.said_on > statement.said_on) {
                let mend = "an answer replaces only one that she gave before it";
                self.report.note(at, complain("supersedes", "that answer is the later one", mend));
            }
        }
    }

    fn tell_conflicts(&mut self, all: &[Statement], stored: &[&Vec<Cell>], new: &HashMap<String, Place>) {
        for conflict in rules::conflicts(all) {
            let Some(at) = new.get(&conflict.yes) else { continue };
            let handle = stored.iter().map(|cells| Named(choices::statements(), cells)).find(|s| s.text("id") == conflict.refusal);
            // Another agency's reference is not told: its answer is named by the hub's id.
            let own = handle.filter(|s| s.text("taken_by_agency") == self.agency).map(|s| s.text("source_ref").to_owned());
            let handle = own.unwrap_or_else(|| format!("hub:{}", conflict.refusal));
            let (what, mend) = if conflict.named {
                let what = format!("her answer `{handle}` is wider than what replaces it");
                (what, "let the answers that name it speak of everything it speaks of, her no to the rest included".to_owned())
            } else {
                let what = format!("her answer `{handle}` stands against this yes");
                (what, format!("if she changed her mind, name it: \"supersedes\": \"{handle}\""))
            };
            self.report.note(*at, complain("supersedes", what, mend));
        }
    }
}

/// A stored statement as the rules need it.
fn read(cells: &[Cell], recipients: &[&Vec<Cell>]) -> Statement {
    let row = Named(choices::statements(), cells);
    let id = row.text("id").to_owned();
    let recipients = recipients.iter().map(|cells| Named(choices::recipients(), cells)).filter(|r| r.text("statement_id") == id);
    let categories = row.set("categories", Category::parse).into_iter().map(ConsentItem::Category);
    let items = row.set("items", AloneItem::parse).into_iter().map(ConsentItem::Alone);
    Statement {
        // What cannot be read is a no.
        decision: ConsentDecision::parse(row.text("decision")).unwrap_or(ConsentDecision::No),
        separate: *row.cell("separate") == Cell::Flag(true),
        items: categories.chain(items).collect(),
        fields: row.cell("fields").list().iter().cloned().collect(),
        purposes: row.set("purposes", Purpose::parse),
        recipients: recipients.map(|r| recipient(&r)).collect(),
        said_on: row.cell("said_on").moment().unwrap_or_default(),
        starts_on: row.cell("starts_on").moment(),
        ends_on: if let Cell::Date(date) = row.cell("ends_on") { Some(*date) } else { None },
        withdrawn_on: row.cell("withdrawn_on").moment(),
        supersedes: row.optional("supersedes"),
        taken_by_agency: row.text("taken_by_agency").to_owned(),
        taken_by_role: Role::parse(row.text("taken_by_role")),
        private_setting: if let Cell::Flag(private) = row.cell("private_setting") { Some(*private) } else { None },
        capacity_concern: *row.cell("capacity_concern") == Cell::Flag(true),
        confirmed_by: row.optional("confirmed_by_agency"),
        id,
    }
}

fn recipient(row: &Named<'_>) -> Recipient {
    Recipient { agency: row.text("agency_id").to_owned(), role: Role::parse(row.text("role")), worker: row.optional("worker") }
}

/// The stored statement with what the hub now says of it: where it is up to, and who else heard it. What was heard in a talk of its own
/// stays heard.
fn settled(statement: &Statement, all: &[Statement], cells: &[Cell]) -> Vec<Cell> {
    let mut settled = cells.to_vec();
    let mut set = |column: &str, cell: Cell| {
        if let Some(place) = choices::statements().position(column).and_then(|at| settled.get_mut(at)) {
            *place = cell;
        }
    };
    set("status", rules::status(statement, all).code().into());
    if statement.confirmed_by.is_some() {
        return settled;
    }
    let confirmed = rules::confirmed_by(statement, all).filter(|_| rules::needs_confirmation(statement));
    let agency = Cell::from(confirmed.map(|s| s.taken_by_agency.clone()));
    let moment = confirmed.map_or(Cell::Null, |s| Cell::Moment(Ord::max(s.said_on, statement.said_on)));
    set("confirmed_by_agency", agency);
    set("confirmed_on", moment);
    settled
}
