//! What days that pass open and close for her: the purposes of a phase (`domain.md` C3), and blocks that she set to begin or end on a day.
//!
//! Nothing here opens or closes anything: each decision reads the phase itself. A sweep compares what is open with what was open when it
//! last looked, and tells those whom it concerns, for the purpose that turned and no other: whoever reads for another purpose learns
//! nothing of the day.

use super::{
    outbox,
    still_open::{self, StillOpen},
    store::{self, Window},
};
use crate::{
    disclosure::Hub,
    error::Error,
    outbox::{EVERYBODY, EVERYTHING, News},
    record::Rows,
    restriction::{self, Phase, opened_by_plan},
    store::Writing,
    vocabulary::{ChangeKind, Coded, Purpose},
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

/// Persons that are looked at together, in a handful of queries.
const PERSONS: u64 = 500;

/// One look at everybody of whom something changed, or for whom a day has passed, since it was last looked; gives back for how many
/// something turned.
pub(super) async fn turn(hub: &Hub, now: DateTime<Utc>) -> Result<usize, Error> {
    let (mut after, mut turned) = (String::new(), 0);
    let today = now.date_naive();
    loop {
        let reader = hub.store.reader();
        let found = store::not_seen(reader, today, &after, PERSONS).await?;
        let Some((last, _)) = found.last() else { return Ok(turned) };
        after.clone_from(last);
        let more = found.len() as u64 == PERSONS;
        let persons: Vec<String> = found.iter().map(|(person, _)| person.clone()).collect();
        let (before, mut rows) = (store::windows(reader, &persons).await?, still_open::rows(reader, &persons).await?);
        let mut quiet = Vec::new();
        for (person, version) in found {
            let rows = rows.remove(&person).unwrap_or_default();
            let phase = Phase::of(&rows);
            let seen = Window { open: open(&phase, today), planned: opened_by_plan(&phase, today), person, version, day: today };
            match before.get(&seen.person) {
                Some(before) if before.open != seen.open || !Blocks::of(&rows, before.day, today).is_empty() => {
                    turned += usize::from(tell(hub, &seen.person, now).await?);
                }
                // Nothing is told of somebody who was never looked at: whoever joined her team was told to read.
                Some(_) | None => quiet.push(seen),
            }
        }
        let writing = Writing::at_large(hub.store.writer()).await?;
        store::keep_windows(writing.db(), quiet).await?;
        writing.commit().await?;
        if !more {
            return Ok(turned);
        }
    }
}

fn open(phase: &Phase, today: NaiveDate) -> BTreeSet<Purpose> {
    Purpose::ALL.iter().copied().filter(|purpose| restriction::window(*purpose, phase, today).is_some()).collect()
}

/// Whom a day that came blocks, and whom one that went blocked. What began on the day it was recorded was told then.
#[derive(Default)]
struct Blocks {
    began: BTreeSet<String>,
    ended: BTreeSet<String>,
}

impl Blocks {
    fn of(rows: &Rows, since: NaiveDate, today: NaiveDate) -> Self {
        let mut blocks = Self::default();
        for block in &rows.access_block {
            let Some(worker) = block.blocked_worker.as_ref().map(|worker| worker.0.clone()) else { continue };
            let goes_on = block.to.is_none_or(|to| today <= to);
            let came = |from: NaiveDate| since < from && from <= today && block.row.stamp("from").date_naive() < from;
            let went = |to: NaiveDate| since <= to && to < today && block.from.is_none_or(|from| from <= to);
            if goes_on && block.from.is_some_and(came) {
                blocks.began.insert(worker);
            } else if block.to.is_some_and(went) {
                blocks.ended.insert(worker);
            }
        }
        blocks
    }

    fn is_empty(&self) -> bool {
        self.began.is_empty() && self.ended.is_empty()
    }
}

/// Tells what turned for one person, under her stripe; false when another hub has told it.
async fn tell(hub: &Hub, person: &str, now: DateTime<Utc>) -> Result<bool, Error> {
    let agreed = hub.agreed.at(hub.store.reader()).await?;
    let (persons, today) = ([person.to_owned()], now.date_naive());
    let writing = hub.store.writing_about(&persons).await?;
    let db = writing.db();
    let (before, version) = (store::windows(db, &persons).await?.remove(person), store::version(db, person).await?);
    let Some((before, version)) = before.zip(version) else { return Ok(false) };
    let still = StillOpen::load(db, person).await?;
    let (phase, blocks) = (Phase::of(still.rows()), Blocks::of(still.rows(), before.day, today));
    let (open, planned) = (open(&phase, today), opened_by_plan(&phase, today));
    if before.open == open && blocks.is_empty() {
        return Ok(false);
    }
    let opened = open.difference(&before.open).map(|purpose| News {
        fields: vec![EVERYTHING.to_owned()],
        purpose: Some(*purpose),
        ..News::new(ChangeKind::Changed, person, EVERYBODY)
    });
    crate::outbox::tell(db, opened.collect(), now).await?;
    let closed: BTreeSet<Purpose> = before.open.difference(&open).copied().collect();
    if !closed.is_empty() {
        let mut had = outbox::who_had_for(db, person, &closed, now).await?;
        // Whoever has left her team was told that.
        had.retain(|whom, had| still.to(&agreed, whom, had, now).is_some());
        still.leave_closed(&mut had, &agreed, now);
        outbox::tell_to_stop(db, person, &words(&closed), had, now).await?;
    }
    for worker in &blocks.began {
        outbox::blocked(db, person, worker, now).await?;
    }
    for worker in &blocks.ended {
        outbox::lifted(db, person, worker, now).await?;
    }
    store::keep_windows(db, vec![Window { person: person.to_owned(), version, day: today, open, planned }]).await?;
    writing.commit().await?;
    Ok(true)
}

/// What caused it, for the hub's own note.
fn words(closed: &BTreeSet<Purpose>) -> String {
    closed.iter().map(|purpose| purpose.code()).collect::<Vec<_>>().join(" ")
}
