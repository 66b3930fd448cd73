//! What guards a yes when it is taken (`domain.md` D3). Pure. A no, an "ask me each time" and a stop pass everywhere, at once.

use super::{
    rules::{Statement, overlaps},
    topics,
};
use crate::vocabulary::{ConsentDecision, ConsentTopic, RefusalCode};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use std::collections::BTreeSet;

/// Organisations that are read aloud in a first meeting, at most.
pub const MOST_AT_FIRST: usize = 5;
/// Hours in which nothing is asked that needs trust.
const FIRST_HOURS: i64 = 24;
/// Days after which a choice that nobody else heard is as if it had not been asked, and for which a paper form holds.
pub const FOUR_WEEKS: i64 = 28;

/// One answer with the topic it was asked under.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Under which topic.
    pub topic: ConsentTopic,
    /// What she said.
    pub said: Statement,
}

/// What is known of the talk.
#[derive(Clone, Copy, Debug)]
pub struct Talk {
    /// Whether nobody else can hear.
    pub private: bool,
    /// Whether the answers were read back to her.
    pub read_back: bool,
    /// Whether nothing of hers was recorded before this talk.
    pub first_meeting: bool,
    /// When she was first met, as far as the hub knows.
    pub first_met: Option<DateTime<Utc>>,
    /// The day she came into prison last, as far as it is known.
    pub arrived: Option<NaiveDate>,
}

/// Why a batch is not recorded, and which of its answers is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Why.
    pub code: RefusalCode,
    /// The answer, by its place in the batch.
    pub at: usize,
}

/// Whether a moment lies in the first 24 hours: of her stay, whose hour is not known, or since she was first met.
pub fn is_first_day(said: DateTime<Utc>, first_met: Option<DateTime<Utc>>, arrived: Option<NaiveDate>) -> bool {
    let met = first_met.is_some_and(|met| said < met + TimeDelta::hours(FIRST_HOURS));
    let day_after = arrived.and_then(|day| day.checked_add_days(Days::new(1)));
    met || (arrived.is_some_and(|day| day <= said.date_naive()) && day_after.is_some_and(|day| said.date_naive() <= day))
}

/// Holds a batch against the guards. Whatever its order, a batch passes or does not.
///
/// # Errors
/// The first reason in the order of `RefusalCode`'s weight: what is asked alone, the room, the hour, the meeting, contradictions.
pub fn check(batch: &[Answer], talk: &Talk) -> Result<(), Refused> {
    let yes = || batch.iter().enumerate().filter(|(_, a)| a.said.decision == ConsentDecision::Yes);
    let first = |code, wrong: &dyn Fn(&Answer) -> bool| yes().find(|(_, a)| wrong(a)).map(|(at, _)| Refused { code, at });
    let alone = |a: &Answer| batch.len() > 1 && (a.said.separate || topics::is_one_question(a.topic));
    let early = |a: &Answer| topics::needs_trust(a.topic) && is_first_day(a.said.said_on, talk.first_met, talk.arrived);
    let private = |a: &Answer| !talk.private && (a.said.separate || topics::needs_privacy(a.topic));
    let named: BTreeSet<&str> = yes().flat_map(|(_, a)| a.said.recipients.iter().map(|r| r.agency.as_str())).collect();
    let later = |a: &Answer| talk.first_meeting && (named.len() > MOST_AT_FIRST || !topics::is_for_a_first_meeting(a.topic));
    let both = |a: &Answer| batch.iter().any(|b| b.said.decision != ConsentDecision::Yes && overlaps(&b.said, &a.said));
    let refused = first(RefusalCode::AskedAlone, &alone)
        .or_else(|| first(RefusalCode::NotPrivate, &private))
        .or_else(|| first(RefusalCode::TooSoon, &early))
        .or_else(|| first(RefusalCode::FirstMeeting, &later))
        .or_else(|| first(RefusalCode::ReadBackNeeded, &|_| !talk.read_back))
        .or_else(|| first(RefusalCode::SaidBoth, &both));
    refused.map_or(Ok(()), Err)
}

#[cfg(test)]
#[path = "guards_tests.rs"]
mod tests;
