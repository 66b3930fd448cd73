//! The receipt: in the words that were read, with a neutral title, safe in a shared cell (`domain.md` D3).

use super::{
    Acting, Done,
    change::{Asked, Begun},
    store,
};
use crate::{
    agency::Agency,
    consent::topics,
    error::Error,
    vocabulary::{Coded, ConsentDecision, ConsentTopic, ReceiptGiven, Role},
};
use entity::choices_session;
use std::collections::BTreeSet;

/// A receipt to print.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its title, with no name of a service.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The receipt of a talk; sensitive topics, and organisations whose name tells of them, yes and no alike, stand on it only if she asks for
/// all.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's.
pub async fn receipt(acting: &Acting<'_>, session: &str, all: bool) -> Result<Done<Receipt>, Error> {
    acting.worker("receipt")?;
    let person = acting.talking_with(session).await?;
    let telling = telling(acting).await?;
    let change = match acting.begin::<()>(Asked::new("receipt", None, &session)?, std::slice::from_ref(&person)).await? {
        Begun::Again(_) => return Err(Error::internal("a receipt has no key")),
        Begun::New(change) => change,
    };
    let talking = match acting.talking(&change, session).await? {
        Ok(talking) => talking,
        Err(refusal) => return Ok(change.done(acting, Some(&person), Err::<(), _>(refusal)).await?.map(|()| nothing())),
    };
    let ids = store::of_session(change.db(), session).await?;
    let told = store::told(change.db(), &ids).await?;
    let given = if all { ReceiptGiven::GivenFull } else { ReceiptGiven::GivenWithoutSensitive };
    let row = choices_session::Model { receipt_given: Some(given.code().to_owned()), ..talking.talk };
    store::put_session(change.db(), row).await?;
    let may_lie_there = |choice: &&store::Told| all || !choice.organisations.iter().any(|name| telling.contains(name));
    let mut lines: Vec<_> = told.iter().filter(may_lie_there).filter_map(|choice| line(choice, all)).collect();
    // What one organisation may see stands together.
    lines.sort();
    Ok(change.done(acting, Some(&person), Ok(())).await?.map(|()| Receipt { lines, ..nothing() }))
}

/// Organisations whose very name tells what may not lie in a shared cell.
async fn telling(acting: &Acting<'_>) -> Result<BTreeSet<String>, Error> {
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    let of = |agency: &Agency| agency.roles.iter().any(|role| *role != Role::CommunityWorker && topics::tells(*role));
    Ok(agreed.registry.agencies().into_iter().filter(|agency| of(agency)).map(|agency| agency.name.clone()).collect())
}

fn nothing() -> Receipt {
    Receipt { title: "My choices", lines: Vec::new() }
}

/// A choice in her words; nothing for what may not lie in a cell, or for a stop that is about everything.
fn line(choice: &store::Told, all: bool) -> Option<String> {
    let shown = |topic: &ConsentTopic| all || !topics::stays_off_paper(*topic);
    let said = match choice.decision {
        ConsentDecision::Yes => "yes",
        ConsentDecision::No => "no",
        ConsentDecision::AskMeEachTime => "ask me each time",
    };
    let Some(topic) = choice.topic else {
        let whom = if choice.organisations.is_empty() { "everyone".to_owned() } else { choice.organisations.join(", ") };
        return all.then(|| format!("I said stop to {whom}."));
    };
    let whom = if choice.organisations.is_empty() { "Everyone".to_owned() } else { choice.organisations.join(", ") };
    shown(&topic).then(|| format!("{whom}: {}. I said {said}.", topic.entry().label))
}
