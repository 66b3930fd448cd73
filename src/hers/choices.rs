//! What she chose, in plain words: every answer of hers, what came of it, and whom it names.

use super::stops;
use crate::{
    agency::Registry,
    audit::{Decided, HERSELF},
    consent::{Recipient, Statement, ends_on, status},
    disclosure::{Hub, OwnRead, OwnView},
    error::Error,
    holds, outbox,
    record::catalogue,
    vocabulary::{Coded, ConsentDecision, ConsentItem, ConsentStatus},
    words,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::DatabaseTransaction;
use serde_json::json;
use std::cmp::Reverse;

/// Days in which somebody else may hear a yes that waits for it; then it is as if it was not asked (`domain.md` D3).
const WAITS_DAYS: i64 = 28;

/// What she asks for.
#[derive(Clone, Copy, Debug)]
pub struct MyChoices;

/// An answer she gave.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// What she said, to whom, about what, and what came of it, in words she follows.
    pub sentence: String,
    /// What she said.
    pub decision: ConsentDecision,
    /// What came of it.
    pub status: ConsentStatus,
    /// Whom it names, in words.
    pub whom: Vec<String>,
    /// What it is about, in words.
    pub about: Vec<String>,
    /// When she said it.
    pub said_on: DateTime<Utc>,
    /// The last day of a yes.
    pub ends_on: Option<NaiveDate>,
    /// Which earlier answer it took the place of.
    pub instead_of: Option<String>,
}

/// What she chose, and who was told to stop using something.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// Her answers, the newest first.
    pub answers: Vec<Choice>,
    /// Who was told to stop, and what came of it, the oldest first.
    pub stops: Vec<String>,
}

impl OwnRead for MyChoices {
    type Answer = Chosen;

    async fn read(&self, _: &Hub, db: &DatabaseTransaction, view: &OwnView) -> Result<(Chosen, Decided), Error> {
        let all = view.statements();
        let mut choices: Vec<_> = all.iter().map(|said| choice(said, all, &view.agreed.registry, view.now)).collect();
        choices.sort_by_key(|c| (Reverse(c.said_on), c.id.clone()));
        let ids: Vec<&str> = choices.iter().map(|c| c.id.as_str()).collect();
        let decided = Decided::hers(&json!({"ConsentStatement": ids}));
        // Whose look is kept from her for now is not told by a stop either.
        let held = holds::agencies_of(db, &view.kept).await?;
        let told = outbox::of_person(db, &view.person).await?.into_iter().filter(|stop| !held.contains(&stop.agency));
        let stops = told.map(|stop| stops::sentence(&stop, &view.agreed.registry, view.now.date_naive())).collect();
        Ok((Chosen { answers: choices, stops }, decided))
    }
}

fn choice(said: &Statement, all: &[Statement], registry: &Registry, now: DateTime<Utc>) -> Choice {
    let whom: Vec<String> = said.recipients.iter().map(|to| recipient(to, registry)).collect();
    let about = about(said);
    let status = status_on(said, all, now);
    let last = (said.decision == ConsentDecision::Yes).then(|| ends_on(said));
    Choice {
        sentence: format!("{} {}", what_she_said(said, &whom, &about), what_came(said, status, last)).trim_end().to_owned(),
        id: said.id.clone(),
        decision: said.decision,
        status,
        whom,
        about,
        said_on: said.said_on,
        ends_on: last,
        instead_of: said.supersedes.clone(),
    }
}

/// What came of an answer, seen today.
fn status_on(said: &Statement, all: &[Statement], now: DateTime<Utc>) -> ConsentStatus {
    let status = status(said, all);
    let over = said.decision == ConsentDecision::Yes && now.date_naive() > ends_on(said);
    let unheard = now - said.said_on > TimeDelta::days(WAITS_DAYS);
    if (status == ConsentStatus::Live && over) || (status == ConsentStatus::Provisional && unheard) {
        return ConsentStatus::Expired;
    }
    status
}

fn recipient(to: &Recipient, registry: &Registry) -> String {
    let organisation = registry.agency(&to.agency).map_or(to.agency.as_str(), |a| &a.name);
    let name = to.worker.as_deref().and_then(|w| w.split_once('/')).and_then(|(agency, id)| registry.worker(agency, id)?.name.clone());
    match (&to.worker, to.role, name) {
        (Some(_), _, Some(name)) => format!("{name} at {organisation}"),
        (Some(_), Some(role), None) => format!("one worker, {} at {organisation}", words::role(role)),
        (Some(_), None, None) => format!("one worker at {organisation}"),
        (None, Some(role), _) => format!("{} at {organisation}", words::role(role)),
        (None, None, _) => organisation.to_owned(),
    }
}

/// What an answer is about: parts of her data, what is asked on its own, or single lines.
fn about(said: &Statement) -> Vec<String> {
    let line = |path: &String| catalogue().path(path).map(|f| format!("“{}”", f.label));
    let item = |item: &ConsentItem| match item {
        ConsentItem::Category(category) => words::thing(*category).to_owned(),
        ConsentItem::Alone(alone) => format!("“{}”", alone.entry().label),
    };
    let lines: Vec<String> = said.fields.iter().filter_map(line).collect();
    if lines.is_empty() { said.items.iter().map(item).collect() } else { lines }
}

fn what_she_said(said: &Statement, whom: &[String], about: &[String]) -> String {
    let yourself = if said.taken_by_agency == HERSELF { " yourself" } else { "" };
    let on = words::day_of(said.said_on);
    let things = if about.is_empty() { "anything".to_owned() } else { words::list(about) };
    let they = if whom.is_empty() { "everybody".to_owned() } else { words::list(whom) };
    match said.decision {
        ConsentDecision::Yes => {
            let why: Vec<&str> = said.purposes.iter().map(|p| words::purpose(*p)).collect();
            format!("On {on} you said yes{yourself}. {} can see {things}, {}.", words::upper(&they), words::list(&why))
        }
        ConsentDecision::No if whom.is_empty() => format!("On {on} you said no{yourself}. Nobody may see {things}."),
        ConsentDecision::No => format!("On {on} you said no{yourself}. {} may not see {things}.", words::upper(&they)),
        ConsentDecision::AskMeEachTime => {
            format!("On {on} you said{yourself}: ask me each time. {} must ask you before they see {things}.", words::upper(&they))
        }
    }
}

fn what_came(said: &Statement, status: ConsentStatus, last: Option<NaiveDate>) -> String {
    match status {
        ConsentStatus::Live => last.map(|day| format!("It counts until {}.", words::day(day))).unwrap_or_default(),
        ConsentStatus::Provisional => "It does not count yet. Someone else has to hear it from you first.".into(),
        ConsentStatus::Superseded => "A later answer took its place.".into(),
        ConsentStatus::Withdrawn => {
            let on = said.withdrawn_on.map(|at| format!(" on {}", words::day_of(at))).unwrap_or_default();
            format!("You took it back{on}.")
        }
        ConsentStatus::Expired => "It has ended.".into(),
    }
}
