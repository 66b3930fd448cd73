//! What time alone brings about: places that are over, answers that have ended, requests that nobody answered, purposes that opened or
//! closed, news that is too old; and what agreements opened or closed, by a day or by a file.
//!
//! Nothing here opens or closes anything: what is over is over for every question from its own moment on, whether or not it was swept.
//! A sweep writes that down and tells those who have to learn of it. Several hubs may sweep at once: each thing is looked at again under
//! her stripe, and done once.

use super::{her::Her, outbox, request, still_open::StillOpen, store, team as places, terms, windows};
use crate::{
    consent::{Statement, ends_on, guards::FOUR_WEEKS, rules},
    disclosure::{AgreedState, Hub},
    error::Error,
    record::{EntitySet, Rows},
    restriction::Phase,
    store::moment,
    team,
    vocabulary::{Coded, ConsentDecision, ConsentStatus, MembershipEndReason},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::membership;
use sea_orm::ConnectionTrait;
use std::{collections::HashMap, time::Duration};

/// How often a hub sweeps.
pub const EVERY: Duration = Duration::from_mins(1);
/// Persons that are looked at together.
const PERSONS: u64 = 500;

/// What a round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Places on a team that were over.
    pub places: usize,
    /// Answers that had ended.
    pub answers: usize,
    /// Requests that nobody answered in time.
    pub requests: usize,
    /// Persons for whom a day opened or closed something.
    pub windows: usize,
    /// Persons of whom what is agreed opened or closed something.
    pub terms: usize,
    /// News that was too old.
    pub news: usize,
}

/// One round.
///
/// # Errors
/// `UNAVAILABLE` when the database fails; what was done until then stands, and the next round goes on.
pub async fn round(hub: &Hub) -> Result<Swept, Error> {
    let now = moment(hub.store.reader(), &hub.clock).await?;
    let swept = Swept {
        places: end_places(hub, now).await?,
        answers: end_answers(hub, now).await?,
        requests: close_requests(hub, now).await?,
        windows: windows::turn(hub, now).await?,
        terms: terms::turn(hub, now).await?,
        news: crate::outbox::forget(hub.store.writer(), now).await?,
    };
    if swept != Swept::default() {
        tracing::info!(?swept, "what was over was written down");
    }
    Ok(swept)
}

/// Ends places whose time has passed: by a date that was set, with the sentence, or a day after a move that the prison's feed tells of.
async fn end_places(hub: &Hub, now: DateTime<Utc>) -> Result<usize, Error> {
    let (mut after, mut ended) = (None, 0);
    loop {
        let persons = store::with_live_places(hub.store.reader(), after.as_deref(), PERSONS).await?;
        let over = over(hub.store.reader(), &persons, now).await?;
        for person in over.keys() {
            let writing = hub.store.writing_about(std::slice::from_ref(person)).await?;
            // Looked at again: another hub may have been here, or somebody may have changed it.
            for (row, reason) in self::over(writing.db(), std::slice::from_ref(person), now).await?.remove(person).unwrap_or_default() {
                let reason = row.end_reason.clone().or_else(|| Some(reason.code().to_owned()));
                if reason.as_deref() == Some(MembershipEndReason::SentenceEnded.code()) {
                    // With her sentence ends what she said yes to for prison and probation (domain D4): a later one brings none of it back.
                    places::end_yeses(writing.db(), person, now, |to| to.agency == row.agency_id).await?;
                }
                places::ended(writing.db(), membership::Model { to: row.to.or(Some(now)), end_reason: reason, ..row }, now).await?;
                ended += 1;
            }
            writing.commit().await?;
        }
        match persons.last() {
            Some(last) if persons.len() as u64 == PERSONS => after = Some(last.clone()),
            _ => return Ok(ended),
        }
    }
}

/// Live places of these persons that are over, and why.
async fn over(
    db: &impl ConnectionTrait,
    persons: &[String],
    now: DateTime<Utc>,
) -> Result<HashMap<String, Vec<(membership::Model, MembershipEndReason)>>, Error> {
    let mut custody = Rows::load(db, persons, &EntitySet { custody_status: true, ..EntitySet::default() }).await?.by_person();
    let mut over: HashMap<String, Vec<_>> = HashMap::new();
    let mut ends = HashMap::new();
    for row in store::live_places(db, persons).await? {
        let ends =
            ends.entry(row.person_id.clone()).or_insert_with(|| Phase::of(&custody.remove(&row.person_id).unwrap_or_default()).ends());
        // What cannot be read is no place, and ends nothing.
        let Some(member) = team::member(&row) else { continue };
        let Some(end) = ends.of_member(&member).filter(|end| *end <= now) else { continue };
        let reason = match end {
            end if member.to == Some(end) => MembershipEndReason::RoleEnded,
            end if ends.moved(&member) == Some(end) => MembershipEndReason::MovedPrison,
            _ => MembershipEndReason::SentenceEnded,
        };
        over.entry(row.person_id.clone()).or_default().push((row, reason));
    }
    Ok(over)
}

/// Writes down of answers that they have ended, and tells those who had what they opened and no other answer opens now.
async fn end_answers(hub: &Hub, now: DateTime<Utc>) -> Result<usize, Error> {
    let (mut after, mut ended) = (None, 0);
    loop {
        let reader = hub.store.reader();
        let persons = store::with_answers_that_may_have_ended(reader, now, after.as_deref(), PERSONS).await?;
        let agreed = hub.agreed.at(reader).await?;
        for person in &persons {
            ended += end_answers_of(hub, &agreed, person, now).await?;
        }
        match persons.last() {
            Some(last) if persons.len() as u64 == PERSONS => after = Some(last.clone()),
            _ => return Ok(ended),
        }
    }
}

async fn end_answers_of(hub: &Hub, agreed: &AgreedState, person: &String, now: DateTime<Utc>) -> Result<usize, Error> {
    let writing = hub.store.writing_about(std::slice::from_ref(person)).await?;
    let Some(her) = Her::load(writing.db(), person).await? else { return Ok(0) };
    // Looked at again under her stripe.
    let open = store::not_ended(writing.db(), person).await?;
    let over: Vec<&Statement> = her.statements.iter().filter(|s| open.contains(&s.id) && has_ended(s, &her.statements, now)).collect();
    let still = StillOpen::load(writing.db(), person).await?;
    for said in &over {
        let mut had = outbox::who_had(writing.db(), agreed, person, said, now).await?;
        still.leave_closed(&mut had, agreed, now);
        outbox::tell_to_stop(writing.db(), person, &said.id, had, now).await?;
    }
    let ids: Vec<String> = over.iter().map(|s| s.id.clone()).collect();
    store::mark(writing.db(), &ids, ConsentStatus::Expired, None).await?;
    writing.commit().await?;
    Ok(ids.len())
}

/// Whether a yes is over: past its last day, or not heard by anybody else in time.
fn has_ended(said: &Statement, all: &[Statement], now: DateTime<Utc>) -> bool {
    let unheard = rules::is_provisional(said) && rules::confirmed_by(said, all).is_none();
    let yes = said.decision == ConsentDecision::Yes && said.withdrawn_on.is_none();
    yes && (now.date_naive() > ends_on(said) || (unheard && now >= said.said_on + TimeDelta::days(FOUR_WEEKS)))
}

/// Closes requests to see that she did not answer in time: it is as if she had said no.
async fn close_requests(hub: &Hub, now: DateTime<Utc>) -> Result<usize, Error> {
    let since = request::since(now);
    let persons = store::with_late_requests(hub.store.reader(), since, PERSONS).await?;
    if persons.is_empty() {
        return Ok(0);
    }
    let writing = hub.store.writing_about(&persons).await?;
    let closed = store::close_requests(writing.db(), &persons, since, now).await?;
    writing.commit().await?;
    Ok(closed)
}

/// Sweeps for as long as the hub runs.
pub async fn keep_sweeping(hub: std::sync::Arc<Hub>) {
    loop {
        if let Err(error) = round(&hub).await {
            tracing::warn!(?error, "a sweep was not finished");
        }
        tokio::time::sleep(EVERY).await;
    }
}
