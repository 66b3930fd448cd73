//! One transaction of the writer: the disclosures that wait, each compared with what is in force now, and appended to one log.

use super::{
    CHUNK, NOT_ENROLLED, Recorded, Seen,
    addition::Addition,
    canonical, leaves,
    tree::Frontier,
    versions, with_the_moment,
    wording::{New, Wordings},
};
use crate::{
    clock::Clock,
    error::Error,
    store::{Store, Stripes, Taking, claim_log, moment},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::{access_record, audit_head};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait, QueryTrait};
use std::collections::BTreeSet;

/// How far a clock may be set back without a word.
const BACKWARDS: TimeDelta = TimeDelta::seconds(1);

/// A disclosure that waits to be recorded.
#[derive(Debug)]
pub(super) struct Disclosure {
    /// One entry for each person, or for what was asked and not found.
    pub(super) entries: Vec<access_record::Model>,
    /// What it was decided from.
    pub(super) seen: Seen,
}

impl Disclosure {
    /// Whether nothing it rests on was changed, and nothing it rests on has ended.
    fn stands(&self, current: &Seen, now: DateTime<Utc>) -> bool {
        let same = |(person, version): (&String, &i64)| current.persons.get(person).unwrap_or(&NOT_ENROLLED) == version;
        let ended = |entry: &access_record::Model| entry.valid_until.is_some_and(|end| end <= now);
        self.seen.agreed == current.agreed && self.seen.persons.iter().all(same) && !self.entries.iter().any(ended)
    }
}

/// What the writer knows from one group to the next.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before {
    /// The log that was appended to last.
    log: i32,
    /// The latest moment that was met: a clock that jumps back brings nothing back that has ended.
    latest: DateTime<Utc>,
}

/// Records those of the group that stand, and says of each whether it does.
///
/// # Errors
/// `UNAVAILABLE` when the group could not be recorded: none of it may be released then.
pub(super) async fn record(
    store: &Store,
    clock: &Clock,
    group: &[Disclosure],
    before: &mut Before,
    wordings: &mut Wordings,
) -> Result<Vec<Recorded>, Error> {
    let persons: BTreeSet<&str> = group.iter().flat_map(|d| d.seen.persons.keys()).map(String::as_str).collect();
    let recording = store.recording().await?;
    Stripes::of(persons.iter().copied(), true).take(&recording, Taking::Shared).await?;
    let persons: Vec<String> = persons.into_iter().map(str::to_owned).collect();
    let (current, now) = current(&recording, clock, &persons).await?;
    if now + BACKWARDS < before.latest {
        tracing::error!("the clock went back: what had ended stays ended");
    }
    before.latest = before.latest.max(now);
    let mut verdicts = Vec::with_capacity(group.len());
    let mut entries = Vec::new();
    for disclosure in group {
        let stands = disclosure.stands(&current, before.latest);
        verdicts.push(if stands { Recorded::Stands } else { Recorded::Stale });
        if stands {
            entries.extend(disclosure.entries.iter().map(|entry| {
                // Whoever does not exist for the caller leaves the same record, whether or not she exists.
                let person_version = disclosure.seen.persons.get(&entry.person).copied().filter(|_| entry.known);
                access_record::Model { person_version, ..entry.clone() }
            }));
        }
    }
    let mut new = New::default();
    if !entries.is_empty() {
        before.log = claim_log(&recording, before.log).await?;
        new = append(&recording, before.log, entries, wordings).await?;
    }
    recording.commit().await?;
    wordings.learn(new);
    Ok(verdicts)
}

/// The versions as they are and the moment, by the clock that all hubs share; in one statement, unless none of the persons is enrolled.
async fn current(db: &DatabaseTransaction, clock: &Clock, persons: &[String]) -> Result<(Seen, DateTime<Utc>), Error> {
    let mut current = (Seen::default(), None);
    for chunk in persons.chunks(CHUNK) {
        let query = with_the_moment(db.get_database_backend(), chunk).into_query();
        for row in db.query_all(&query).await? {
            current.0.persons.insert(row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            current.0.agreed = row.try_get_by_index::<Option<i64>>(2)?.unwrap_or_default();
            current.1 = row.try_get_by_index(3)?;
        }
    }
    let (seen, at) = current;
    if seen.persons.is_empty() {
        return Ok((versions(db, &[]).await?, moment(db, clock).await?));
    }
    Ok((seen, clock.imposed().or(at).unwrap_or_else(|| clock.now())))
}

/// Appends the records to a log that nobody else appends to meanwhile, and advances its head. Gives back the wordings that it stored.
pub(super) async fn append(
    db: &DatabaseTransaction,
    log: i32,
    records: Vec<access_record::Model>,
    wordings: &Wordings,
) -> Result<New, Error> {
    let mut frontier = head(db, log).await?;
    let first = i64::try_from(frontier.size()).map_err(Error::internal)?;
    let mut leaves = Vec::with_capacity(records.len());
    let mut placed = Vec::with_capacity(records.len());
    let mut new = New::default();
    for (position, record) in (first..).zip(records) {
        let record = access_record::Model {
            at: canonical::kept(record.at),
            valid_until: record.valid_until.map(canonical::kept),
            log: Some(log),
            position: Some(position),
            salt: Some(rand::random::<[u8; 16]>().to_vec()),
            ..record
        };
        let hash = canonical::leaf(&record);
        frontier.push(hash);
        leaves.push(hash);
        placed.push(wordings.apart(record, &mut new));
    }
    new.store(db).await?;
    let size = i64::try_from(frontier.size()).map_err(Error::internal)?;
    let leaves = leaves::row(log, first, &leaves);
    let head = audit_head::Model { log, size, frontier: frontier.bytes() };
    Addition { rows: placed, leaves, head }.store(db).await?;
    Ok(new)
}

/// How far a log has grown.
async fn head(db: &impl ConnectionTrait, log: i32) -> Result<Frontier, Error> {
    match audit_head::Entity::find_by_id(log).one(db).await? {
        None => Ok(Frontier::default()),
        Some(head) => {
            read(&head).ok_or_else(|| Error::unavailable(format!("the head of log {log} cannot be read: run `hub audit verify`")))
        }
    }
}

/// A stored head; `None` when it cannot be one.
pub(super) fn read(head: &audit_head::Model) -> Option<Frontier> {
    Frontier::read(u64::try_from(head.size).ok()?, &head.frontier)
}
