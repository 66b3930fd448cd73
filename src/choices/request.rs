//! Somebody asks to see what she wants to be asked about each time. The answer is always "passed on" (`domain.md` D4).

use super::{
    Acting, around,
    change::{Asked, Begun},
    her::Place,
    store,
};
use crate::{
    disclosure::{TRIES, kept_changing},
    error::Error,
    vocabulary::{Coded, ConsentTopic, Reveals, Role},
};
use chrono::{DateTime, TimeDelta, Utc};
use entity::sight_request;
use uuid::Uuid;

/// Days after which a request that she did not answer is a no.
const DAYS: i64 = 7;

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The person.
    pub person: String,
    /// The topic.
    pub topic: ConsentTopic,
    /// The caller's key.
    pub key: Option<String>,
}

/// A request that waits for her.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// The organisation that asks, by id.
    pub organisation: String,
    /// The topic.
    pub topic: Option<ConsentTopic>,
    /// When it is as if she had said no.
    pub until: DateTime<Utc>,
}

/// Passes a request on, if there is somebody to pass it on to. It opens nothing and tells nothing.
///
/// # Errors
/// `FORBIDDEN` for callers that never sit with her.
pub async fn request(acting: &Acting<'_>, ask: &Request) -> Result<(), Error> {
    let worker = acting.worker("requestToSee")?;
    let her = acting.meet(acting.hub.store.reader(), &ask.person).await?.filter(|her| her.place(acting) == Place::Live);
    let about: Vec<String> = her.iter().map(|her| her.id.clone()).collect();
    let change = match acting.begin::<()>(Asked::new("requestToSee", ask.key.as_ref(), ask)?, &about).await? {
        Begun::Again(again) => return again.told(acting, about.first().map(String::as_str)).await.map(drop),
        Begun::New(change) => change,
    };
    if let Some(her) = &her {
        let waiting = store::requests(change.db(), &her.id, since(acting.now())).await?;
        let asked = |r: &sight_request::Model| *r.agency_id == **acting.caller.agency() && r.topic == ask.topic.code();
        // Asking twice does not ask her twice.
        if !waiting.iter().any(asked) {
            let row = sight_request::Model {
                id: Uuid::new_v4().to_string(),
                person_id: her.id.clone(),
                agency_id: acting.caller.agency().to_string(),
                role: acting.caller.role().code().to_owned(),
                worker,
                topic: ask.topic.code().to_owned(),
                asked_at: acting.now(),
                answered_at: None,
            };
            store::add_request(change.db(), row).await?;
        }
    }
    change.done(acting, about.first().map(String::as_str), Ok(())).await.map(drop)
}

/// Requests asked before this are as if she had said no.
pub(super) fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(DAYS)
}

/// When a request is as if she had said no.
pub(super) fn until(asked: DateTime<Utc>) -> DateTime<Utc> {
    asked + TimeDelta::days(DAYS)
}

/// The requests that wait for the woman of this talk, of organisations whose work with her tells nothing or is known to the caller.
pub async fn waiting(acting: &Acting<'_>, session: &str) -> Result<Vec<Waiting>, Error> {
    let tells_nothing = |r: &sight_request::Model| Role::parse(&r.role).is_some_and(|role| role.entry().reveals == Reveals::Nothing);
    let waiting =
        |r: sight_request::Model| Waiting { topic: ConsentTopic::parse(&r.topic), organisation: r.agency_id, until: until(r.asked_at) };
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let known = around::seen_by(acting, "choicesSession", &sitting.her.id).await?;
        let mut rows = store::requests(acting.hub.store.reader(), &sitting.her.id, since(acting.now())).await?;
        rows.retain(|r| tells_nothing(r) || known.contains(&r.agency_id));
        if sitting.stands(acting, "choicesSession").await? {
            return Ok(rows.into_iter().map(waiting).collect());
        }
    }
    Err(kept_changing())
}
