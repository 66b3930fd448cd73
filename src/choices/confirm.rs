//! A choice that the recipient's own worker took is heard by somebody of another organisation too (`domain.md` D3, "Not alone").

use super::{
    Acting, Done, Refusal,
    change::{Asked, Begun},
    her::Her,
    outbox, refused,
    session::Talking,
    store,
};
use crate::{
    consent::{Statement, guards::FOUR_WEEKS, rules},
    error::Error,
    vocabulary::{ConsentDecision, RefusalCode, Role},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What is confirmed.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// The talk in which she says it again.
    pub session: String,
    /// The choice.
    pub choice: String,
    /// Whether it was read back to her.
    pub read_back: bool,
    /// The caller's key.
    pub key: Option<String>,
}

/// A choice that was confirmed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Confirmed {
    /// The choice.
    pub choice: String,
}

/// Whether somebody of this organisation, in this role, may hear a choice as the second ear.
fn may_hear(yes: &Statement, agency: &str, role: Role) -> bool {
    let elsewhere = yes.taken_by_agency != agency && yes.recipients.iter().all(|r| r.agency != agency);
    // Whoever decides about release or breach is no ear for what she told another who does.
    let again = Statement { taken_by_agency: agency.to_owned(), taken_by_role: Some(role), ..yes.clone() };
    elsewhere && !rules::needs_confirmation(&again)
}

/// Whether a choice waits to be heard, and still may be.
fn waits(yes: &Statement, all: &[Statement], now: DateTime<Utc>) -> bool {
    let open = yes.decision == ConsentDecision::Yes && yes.withdrawn_on.is_none() && rules::is_provisional(yes);
    open && now < yes.said_on + TimeDelta::days(FOUR_WEEKS) && !rules::is_replaced(yes, all, now)
}

/// Confirms a choice, in private, read back to her.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's.
pub async fn confirm(acting: &Acting<'_>, ask: &Confirm) -> Result<Done<Confirmed>, Error> {
    acting.worker("confirmChoice")?;
    let person = acting.talking_with(&ask.session).await?;
    let change = match acting.begin(Asked::new("confirmChoice", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(done) => return Ok(done),
        Begun::New(change) => change,
    };
    let (outcome, her) = match acting.talking(&change, &ask.session).await? {
        Ok(talking) => (may_confirm(acting, ask, &talking), Some(talking.her)),
        Err(refusal) => (Err(refusal), None),
    };
    if outcome.is_ok() {
        store::confirm(change.db(), &ask.choice, acting.caller.agency(), acting.now()).await?;
        let heard = her.iter().flat_map(|her| &her.statements).find(|s| s.id == ask.choice);
        if let Some(heard) = heard {
            let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
            outbox::opened(change.db(), &agreed, &person, heard, acting.now()).await?;
        }
    }
    change.done(acting, Some(&person), outcome).await
}

fn may_confirm(acting: &Acting<'_>, ask: &Confirm, talking: &Talking) -> Done<Confirmed> {
    let nothing = || -> Refusal { refused(RefusalCode::NothingToConfirm).at("choiceId") };
    let statements = &talking.her.statements;
    let yes = statements.iter().find(|s| s.id == ask.choice && waits(s, statements, acting.now())).ok_or_else(nothing)?;
    if !may_hear(yes, acting.caller.agency(), acting.caller.role()) {
        return Err(refused(RefusalCode::OwnRecipient).at("choiceId"));
    }
    match (talking.talk.private_setting, ask.read_back) {
        (false, _) => Err(refused(RefusalCode::NotPrivate)),
        (true, false) => Err(refused(RefusalCode::ReadBackNeeded).at("readBack")),
        (true, true) => Ok(Confirmed { choice: ask.choice.clone() }),
    }
}

/// The choices of hers that wait for the worker of this talk to hear them too.
pub async fn waiting(acting: &Acting<'_>, session: &str) -> Result<Vec<store::Told>, Error> {
    let her = acting.sitting_with(session).await?;
    let mine = |s: &&Statement| waits(s, &her.statements, acting.now()) && may_hear(s, acting.caller.agency(), acting.caller.role());
    let ids: Vec<String> = her.statements.iter().filter(mine).map(|s| s.id.clone()).collect();
    let told = store::told(acting.hub.store.reader(), &ids).await?;
    acting.record("choicesSession", Some(&her.id)).await?;
    Ok(told)
}

/// Until when the first choice of hers that waits for the caller's ear can be confirmed.
pub(super) fn due(acting: &Acting<'_>, her: &Her) -> Option<DateTime<Utc>> {
    let mine = |s: &&Statement| waits(s, &her.statements, acting.now()) && may_hear(s, acting.caller.agency(), acting.caller.role());
    her.statements.iter().filter(mine).map(|s| s.said_on + TimeDelta::days(FOUR_WEEKS)).min()
}
