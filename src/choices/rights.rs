//! "This is not right", and complaints: taken by a worker who sits with her, answered by the officer of whoever must.

use super::{
    Acting, Done,
    change::{Asked, Begun},
    refused,
};
use crate::{
    agency::Registry,
    disclosure::{TRIES, kept_changing},
    error::Error,
    record::catalogue,
    rights::{self, Ask, LONGEST, Request},
    vocabulary::{RefusalCode, RightsDecision, RightsKind, Role},
};
use sea_orm::ConnectionTrait;

/// What is wrong with a request whoever she is.
///
/// # Errors
/// `INVALID_INPUT` naming the input at fault and the mend.
pub(super) fn can_be(ask: &Ask, registry: &Registry) -> Result<(), Error> {
    if !(1..=LONGEST).contains(&ask.words.trim().chars().count()) {
        return Err(Error::invalid("words", format!("`words` has 1 to {LONGEST} characters")));
    }
    if ask.kind == RightsKind::Rectification && ask.fields.is_empty() {
        return Err(Error::invalid("fields", "`fields` names what is not right, `Entity.field`"));
    }
    let hers = |path: &String| catalogue().path(path).is_some_and(|field| field.class.category().is_some());
    if let Some(path) = ask.fields.iter().find(|path| !hers(path)) {
        return Err(Error::invalid("fields", format!("`{path}` is no field of her plan: write `Entity.field`")));
    }
    match ask.controller.as_deref().filter(|id| registry.agency(id).is_none()) {
        Some(id) => Err(Error::invalid("organisation", format!("there is no organisation `{id}`"))),
        None => Ok(()),
    }
}

/// The root of a request of this kind.
pub fn operation(kind: RightsKind) -> &'static str {
    if kind == RightsKind::Complaint { "complain" } else { "correct" }
}

/// Takes a request in a talk.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for what cannot be.
pub async fn taken(acting: &Acting<'_>, session: &str, ask: &Ask, key: Option<&String>) -> Result<Done<String>, Error> {
    let operation = operation(ask.kind);
    let by = acting.worker(operation)?;
    let person = acting.talking_with(session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    can_be(ask, &agreed.registry)?;
    let asked = Asked::new(operation, key, &(session, ask))?;
    let change = match acting.begin(asked, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, session).await? {
        Err(refusal) => Err(refusal),
        Ok(_) => Ok(rights::add(change.db(), &person, ask, Some(&by), acting.now()).await?),
    };
    change.done(acting, Some(&person), outcome).await
}

/// The controllers of an officer.
async fn controllers(acting: &Acting<'_>, db: &impl ConnectionTrait, operation: &str) -> Result<Vec<String>, Error> {
    let (Role::Dpo, Some(officer)) = (acting.caller.role(), acting.caller.worker()) else {
        return Err(Error::Forbidden(format!("`{operation}` is for data protection officers")));
    };
    let agreed = acting.hub.agreed.at(db).await?;
    acting.caller.still(&agreed.registry)?;
    Ok(agreed.registry.controllers(acting.caller.agency(), officer).iter().map(ToString::to_string).collect())
}

/// What the officer's controllers have to answer, recorded before it is told.
///
/// # Errors
/// `FORBIDDEN` but for officers.
pub async fn waiting(acting: &Acting<'_>) -> Result<Vec<Request>, Error> {
    for _ in 0..TRIES {
        let snapshot = acting.hub.store.snapshot().await?;
        let controllers = controllers(acting, &*snapshot, "rightsRequests").await?;
        let found = rights::waiting(&*snapshot, &controllers).await?;
        let about = found.iter().map(|request| request.person.clone()).collect();
        if acting.stands_of("rightsRequests", snapshot, about, None).await? {
            return Ok(found);
        }
    }
    Err(kept_changing())
}

/// What is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The request.
    pub request: String,
    /// What was decided.
    pub decision: RightsDecision,
    /// Why, in words to her.
    pub words: String,
    /// The caller's key.
    pub key: Option<String>,
}

/// Answers a request of hers. The first answer stands.
///
/// # Errors
/// `NOT_FOUND` for what is not the officer's to answer, `INVALID_INPUT` for an answer without words.
pub async fn answer(acting: &Acting<'_>, ask: &Answer) -> Result<Done<()>, Error> {
    let reader = acting.hub.store.reader();
    let controllers = controllers(acting, reader, "answerRequest").await?;
    if !(1..=LONGEST).contains(&ask.words.trim().chars().count()) {
        return Err(Error::invalid("words", format!("`words` has 1 to {LONGEST} characters: she reads them")));
    }
    let found = rights::waiting(reader, &controllers).await?.into_iter().find(|request| request.id == ask.request);
    let asked = Asked::new("answerRequest", ask.key.as_ref(), ask)?;
    let Some(request) = found else {
        // What was answered waits no more, whoever says it again.
        if let Some(again) = acting.again(&asked).await? {
            let person = rights::about(reader, &ask.request).await?;
            return again.recorded(acting, person.as_deref()).await;
        }
        acting.record("answerRequest", None).await?;
        return Err(Error::NotFound);
    };
    let change = match acting.begin(asked, std::slice::from_ref(&request.person)).await? {
        Begun::Again(again) => return again.recorded(acting, Some(&request.person)).await,
        Begun::New(change) => change,
    };
    let still = rights::waiting(change.db(), &controllers).await?.iter().any(|waiting| waiting.id == request.id);
    let outcome = if still {
        let by = acting.caller.global_worker().unwrap_or_default();
        rights::answered(change.db(), &request.id, ask.decision, &ask.words, &by, acting.now()).await?;
        Ok(())
    } else {
        Err(refused(RefusalCode::RequestAnswered).at("requestId"))
    };
    change.done(acting, Some(&request.person), outcome).await
}
