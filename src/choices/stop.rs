//! Stop (`domain.md` D4): from any worker, all of it or a part, without knowing what she said before. It is never refused for how it
//! was taken, and works from the moment it returns.

use super::{
    Acting, Done,
    act::Taker,
    change::{Asked, Begun},
    enrol::sound,
    her::{Her, Place},
    outbox, store,
};
use crate::{
    consent::{Recipient, Statement, rules, topics},
    disclosure::AgreedState,
    error::Error,
    identity::is_subject,
    vocabulary::{Coded, ConsentDecision, ConsentMethod, ConsentStatus, ConsentTopic, RefusalCode},
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// In the place of a worker: whoever works there.
pub(super) const EVERYBODY: &str = "*";

/// Who says stop.
#[derive(Clone, Debug)]
pub enum From {
    /// The woman of a talk of the caller's.
    Talk(String),
    /// The person of this id.
    Person(String),
    /// Whoever goes by this number and name.
    Typed(String, String),
}

/// What is to stop.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Everything; nothing else is named then.
    pub all: bool,
    /// Organisations, by id.
    pub organisations: Vec<String>,
    /// Topics.
    pub topics: Vec<ConsentTopic>,
    /// Named people, `AGENCY/WORKER`, or `AGENCY/*` for everybody there.
    pub people: Vec<String>,
}

/// A stop that a worker takes.
#[derive(Clone, Debug)]
pub struct Stop {
    /// Who says it.
    pub from: From,
    /// What is to stop.
    pub scope: Scope,
    /// When she said it, if earlier.
    pub said_on: Option<DateTime<Utc>>,
    /// How she said it.
    pub method: ConsentMethod,
    /// The caller's key.
    pub key: Option<String>,
}

/// What came of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Stopped {
    /// The person and the stop by id, for those who may be told that it was recorded.
    pub told: Option<(String, String)>,
}

/// Stops. Whoever is neither on her team nor in a talk with her is answered the same whether or not she is here.
///
/// # Errors
/// `FORBIDDEN` for callers that never sit with her, `INVALID_INPUT` for a scope that cannot be or a key of something else, `RATE_LIMITED`
/// for too many typed numbers: in a talk, or by who is on her team, a stop is never held up.
pub async fn stop(acting: &Acting<'_>, ask: &Stop) -> Result<Stopped, Error> {
    let by = acting.taker("stop")?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    ask.scope.can_be(&agreed)?;
    if ask.said_on.is_some_and(|said| said > acting.now()) {
        return Err(Error::invalid("saidOn", "`saidOn` lies in the future"));
    }
    let found = whose(acting, ask).await?;
    let about: Vec<String> = found.iter().map(|(her, _)| her.id.clone()).collect();
    let change = match acting.begin(Asked::new("stop", ask.key.as_ref(), ask)?, &about).await? {
        Begun::Again(again) => {
            let again: Done<Stopped> = again.recorded(acting, about.first().map(String::as_str)).await?;
            let tell = found.is_some_and(|(_, tell)| tell);
            return again.map(|stopped| Stopped { told: stopped.told.filter(|_| tell) }).map_err(|_| key_used());
        }
        Begun::New(change) => change,
    };
    let mut told = None;
    if let Some((her, tell)) = found {
        // Read again inside the change: what she said meanwhile is stopped too.
        let her = Her::load(change.db(), &her.id).await?.ok_or(Error::NotFound)?;
        let id = write(change.db(), &by, &ask.said(), &her, &agreed).await?;
        told = tell.then_some((her.id, id));
    }
    change.done(acting, about.first().map(String::as_str), Ok(Stopped { told })).await?.map_err(|_| key_used())
}

/// A key of something else must not pass for a stop.
pub(super) fn key_used() -> Error {
    Error::invalid("idempotencyKey", RefusalCode::KeyUsed.entry().label)
}

impl Scope {
    /// What is wrong with it whoever she is.
    pub(super) fn can_be(&self, agreed: &AgreedState) -> Result<(), Error> {
        let part = !(self.organisations.is_empty() && self.topics.is_empty() && self.people.is_empty());
        if self.all == part {
            return Err(Error::invalid("scope", "say `all: true`, or name organisations, topics or people"));
        }
        if let Some(id) = self.organisations.iter().find(|id| agreed.registry.agency(id).is_none()) {
            return Err(Error::invalid("scope.organisations", format!("there is no organisation `{id}`")));
        }
        let known = |worker: &String| {
            let named = worker.split_once('/').filter(|(_, id)| *id == EVERYBODY || is_subject(id));
            named.is_some_and(|(of, _)| agreed.registry.agency(of).is_some())
        };
        if !self.people.iter().all(known) {
            return Err(Error::invalid("scope.people", "write a worker as AGENCY/WORKER, or AGENCY/* for everybody there"));
        }
        Ok(())
    }
}

/// A stop as it is written down, whoever takes it.
pub(super) struct Spoken<'a> {
    /// What is to stop.
    pub scope: &'a Scope,
    /// When she said it, if earlier.
    pub said_on: Option<DateTime<Utc>>,
    /// How she said it.
    pub method: ConsentMethod,
    /// In which talk.
    pub session: Option<&'a str>,
}

impl Stop {
    /// What is written down of it.
    pub(super) fn said(&self) -> Spoken<'_> {
        let session = if let From::Talk(session) = &self.from { Some(session.as_str()) } else { None };
        Spoken { scope: &self.scope, said_on: self.said_on, method: self.method, session }
    }
}

/// Who says it, and whether the caller may be told that it was recorded. A stop always passes: also by somebody she has blocked since,
/// who may be the only one there, and while her record is closed.
async fn whose(acting: &Acting<'_>, ask: &Stop) -> Result<Option<(Her, bool)>, Error> {
    let reader = acting.hub.store.reader();
    let told_if_met = |her: Her| {
        let tell = her.may_meet(acting);
        (her, tell)
    };
    match &ask.from {
        From::Talk(session) => {
            let person = acting.talking_with(session).await?;
            Ok(Her::load(reader, &person).await?.map(told_if_met))
        }
        From::Person(id) => {
            let her = Her::load(reader, id).await?;
            Ok(her.filter(|her| her.place(acting) != Place::Outside).map(told_if_met))
        }
        From::Typed(reference, name) => {
            let (reference, name) = (sound("reference", reference, 80)?, sound("knownAs", name, 60)?);
            acting.hub.guessing.typed(acting.caller.agency(), &acting.worker("stop")?)?;
            Ok(acting.find_to_stop(reader, &reference, &name).await?.map(|her| (her, false)))
        }
    }
}

/// A stop as a statement: a refusal without bounds where nothing was named.
fn statement(by: &Taker, ask: &Spoken<'_>) -> Statement {
    let scope = ask.scope;
    let whole = |agency: &String| Recipient { agency: agency.clone(), role: None, worker: None };
    let person = |named: &String| {
        let (agency, worker) = named.split_once('/')?;
        let worker = (worker != EVERYBODY).then(|| named.clone());
        Some(Recipient { agency: agency.to_owned(), role: None, worker })
    };
    Statement {
        id: Uuid::new_v4().to_string(),
        decision: ConsentDecision::No,
        separate: false,
        items: scope.topics.iter().flat_map(|topic| topics::closed(*topic)).collect(),
        fields: BTreeSet::new(),
        purposes: BTreeSet::new(),
        recipients: scope.organisations.iter().map(whole).chain(scope.people.iter().filter_map(person)).collect(),
        said_on: ask.said_on.unwrap_or(by.at),
        starts_on: None,
        ends_on: None,
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: by.agency.clone(),
        taken_by_role: Some(by.role),
        private_setting: None,
        capacity_concern: false,
        confirmed_by: None,
    }
}

/// Writes a stop down, marks what it withdraws, and tells those who had it.
pub(super) async fn write(
    db: &impl ConnectionTrait,
    by: &Taker,
    ask: &Spoken<'_>,
    her: &Her,
    agreed: &AgreedState,
) -> Result<String, Error> {
    let said = statement(by, ask);
    let taken = store::Taken {
        person: &her.id,
        topic: match ask.scope.topics.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        method: ask.method,
        session: ask.session,
        read_back: false,
        entered_on: by.at,
        end_event: None,
        questions: None,
        worker: by.worker.as_deref(),
        status: ConsentStatus::Live,
    };
    let name = |agency: &str| agreed.registry.agency(agency).map(|a| a.name.clone());
    store::add_statement(db, &said, &taken, name).await?;
    let stopped = |s: &&Statement| {
        s.decision == ConsentDecision::Yes && s.withdrawn_on.is_none() && s.said_on <= said.said_on && rules::covers(&said, s)
    };
    let ids: Vec<String> = her.statements.iter().filter(stopped).map(|s| s.id.clone()).collect();
    store::mark(db, &ids, ConsentStatus::Withdrawn, Some(said.said_on)).await?;
    outbox::stop_using(db, agreed, &her.id, &said, by.at).await?;
    Ok(said.id)
}
