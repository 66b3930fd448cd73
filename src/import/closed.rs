//! What a run closes or opens that somebody may have had: her answers, and whom she blocks. Who had it is worked out by whoever knows the
//! record; it is told in the run's own transaction.

use super::cell::Cell;
use super::layout::{Layout, PERSON, RETRACTED};
use crate::error::Error;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::DatabaseTransaction;
use std::collections::{BTreeMap, BTreeSet};

/// What a run said of what may be used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Closed {
    /// New answers of hers by id, by the person.
    pub answers: BTreeMap<String, Vec<String>>,
    /// Whom she blocks from now on: the person, and `AGENCY/WORKER` or `AGENCY/*`.
    pub blocked: BTreeSet<(String, String)>,
    /// Whom she no longer blocks.
    pub lifted: BTreeSet<(String, String)>,
}

/// Tells those who had what a run closed to stop using it.
pub trait Tells: Sync {
    /// Writes it where their feeds find it, in the transaction of the run.
    fn tell(&self, db: &DatabaseTransaction, closed: &Closed, now: DateTime<Utc>) -> impl Future<Output = Result<(), Error>> + Send;
}

impl Closed {
    /// Notes what a row that changed says of whom she blocks today.
    pub(super) fn note(&mut self, layout: &Layout, before: Option<&[Cell]>, after: &[Cell], today: NaiveDate) {
        let Some(person) = after.get(PERSON).and_then(Cell::text).filter(|_| layout.table == "access_block") else { return };
        let (was, is) = (before.and_then(|cells| keeps_out(layout, cells, today)), keeps_out(layout, after, today));
        if was != is {
            self.lifted.extend(was.map(|worker| (person.to_owned(), worker.to_owned())));
            self.blocked.extend(is.map(|worker| (person.to_owned(), worker.to_owned())));
        }
    }
}

/// Whom a block keeps out on a day.
fn keeps_out<'c>(layout: &Layout, cells: &'c [Cell], today: NaiveDate) -> Option<&'c str> {
    let value = |column: &str| layout.position(column).and_then(|at| cells.get(at)).unwrap_or(&Cell::Null);
    let day = |column: &str| if let Cell::Date(day) = value(column) { Some(*day) } else { None };
    let stands = cells.get(RETRACTED).is_none_or(|retracted| *retracted == Cell::Null);
    let holds = stands && day("from").is_none_or(|from| from <= today) && day("to").is_none_or(|to| today <= to);
    let worker = layout.position("blocked_worker").and_then(|at| cells.get(at)).and_then(Cell::text);
    worker.filter(|_| holds)
}
