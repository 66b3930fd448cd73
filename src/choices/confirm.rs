//! A choice that the recipient's own worker took is heard by somebody of another organisation too (`domain.md` D3, "Not alone").

use super::{
    Acting, Done,
    act::Taker,
    change::{Asked, Begun},
    her::Her,
    outbox, refused,
    session::Talking,
    still_open::StillOpen,
    store,
};
use crate::{
    consent::{Statement, guards::FOUR_WEEKS, rules},
    disclosure::{AgreedState, TRIES, kept_changing},
    error::Error,
    vocabulary::{ConsentDecision, ConsentStatus, RefusalCode, Role},
};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ConnectionTrait;
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

/// How a choice was said again.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// Whether nobody else could hear or see.
    pub private: bool,
    /// Whether it was read back to her, or shown to her again.
    pub read_back: bool,
}

impl Heard {
    /// Whether it may count: said in private, and read back.
    pub(super) fn well(self) -> Done<()> {
        match self {
            Self { private: false, .. } => Err(refused(RefusalCode::NotPrivate)),
            Self { read_back: false, .. } => Err(refused(RefusalCode::ReadBackNeeded).at("readBack")),
            Self { private: true, read_back: true } => Ok(()),
        }
    }
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
    let by = acting.taker("confirmChoice")?;
    let person = acting.talking_with(&ask.session).await?;
    let change = match acting.begin(Asked::new("confirmChoice", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let talking = acting.talking(&change, &ask.session).await?;
    let outcome = match talking.as_ref().map_err(Clone::clone).and_then(|talking| may_confirm(acting, ask, talking)) {
        Ok(yes) => {
            let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
            write(change.db(), &agreed, &person, yes, &by).await?;
            Ok(Confirmed { choice: ask.choice.clone() })
        }
        Err(refusal) => Err(refusal),
    };
    change.done(acting, Some(&person), outcome).await
}

/// The yes of this id, if it waits to be heard.
pub(super) fn waiting_yes<'a>(her: &'a Her, choice: &str, now: DateTime<Utc>) -> Done<&'a Statement> {
    let found = her.statements.iter().find(|s| s.id == choice && waits(s, &her.statements, now));
    found.ok_or_else(|| refused(RefusalCode::NothingToConfirm).at("choiceId"))
}

fn may_confirm<'a>(acting: &Acting<'_>, ask: &Confirm, talking: &'a Talking) -> Done<&'a Statement> {
    let yes = waiting_yes(&talking.her, &ask.choice, acting.now())?;
    if !may_hear(yes, acting.caller.agency(), acting.caller.role()) {
        return Err(refused(RefusalCode::OwnRecipient).at("choiceId"));
    }
    Heard { private: talking.talk.private_setting, read_back: ask.read_back }.well().map(|()| yes)
}

/// Writes down that a yes was heard, and tells those whom it names to read again.
pub(super) async fn write(db: &impl ConnectionTrait, agreed: &AgreedState, person: &str, yes: &Statement, by: &Taker) -> Result<(), Error> {
    store::confirm(db, &yes.id, &by.agency, by.at).await?;
    outbox::opened(db, agreed, person, yes, by.at).await?;
    // Until it was heard, what it replaces stood.
    let still = StillOpen::load(db, person).await?;
    store::mark(db, &still.replaced_by(&yes.id), ConsentStatus::Superseded, None).await?;
    still.tell_replaced(db, agreed, (person, std::slice::from_ref(&yes.id)), by.at).await
}

/// The choices of hers that wait for the caller to hear them too.
fn for_this_ear<'a>(acting: &Acting<'_>, her: &'a Her) -> impl Iterator<Item = &'a Statement> {
    let mine = |s: &&Statement| waits(s, &her.statements, acting.now()) && may_hear(s, acting.caller.agency(), acting.caller.role());
    her.statements.iter().filter(mine)
}

/// The choices of hers that wait for the worker of this talk to hear them too.
pub async fn waiting(acting: &Acting<'_>, session: &str) -> Result<Vec<store::Told>, Error> {
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let ids: Vec<String> = for_this_ear(acting, &sitting.her).map(|s| s.id.clone()).collect();
        let told = store::told(acting.hub.store.reader(), &ids).await?;
        if sitting.stands(acting, "choicesSession").await? {
            return Ok(told);
        }
    }
    Err(kept_changing())
}

/// Until when the first choice of hers that waits for the caller's ear can be confirmed.
pub(super) fn due(acting: &Acting<'_>, her: &Her) -> Option<DateTime<Utc>> {
    for_this_ear(acting, her).map(|s| s.said_on + TimeDelta::days(FOUR_WEEKS)).min()
}
