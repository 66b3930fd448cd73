//! An organisation says that it has stopped using what it was told to stop using, or by which law it keeps it.

use super::{store, told::News};
use crate::{
    choices::{Acting, Asked, Begun, Done},
    error::Error,
    team::Who,
    vocabulary::{ChangeKind, Coded, KeptUnderLaw},
};

/// What is acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledge {
    /// The line of the feed.
    pub change: String,
    /// Under which law something is kept.
    pub kept: KeptUnderLaw,
    /// The caller's key.
    pub key: Option<String>,
}

/// Writes down that a stop was obeyed. The first word stands: whoever says it again is answered the same and changes nothing.
///
/// # Errors
/// `NOT_FOUND` for what is no stop of the caller's.
pub async fn acknowledge(acting: &Acting<'_>, ask: &Acknowledge) -> Result<Done<()>, Error> {
    let caller = acting.caller;
    let who = Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
    let own = |news: &News| {
        let theirs = news.row.agency_id == *who.agency && news.row.role.as_deref() == Some(who.role.code());
        theirs && news.kind == ChangeKind::StopUsing && news.is_for(&who)
    };
    let found = store::one(acting.hub.store.reader(), &ask.change).await?.and_then(News::read).filter(own);
    let Some(news) = found else {
        acting.record("acknowledge", None).await?;
        return Err(Error::NotFound);
    };
    let person = news.row.person_id;
    let change = match acting.begin(Asked::new("acknowledge", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.recorded(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let waits = store::one(change.db(), &ask.change).await?.filter(|row| row.acknowledged_at.is_none());
    if let Some(row) = waits {
        let subject = caller.worker().or(caller.acting_client()).map_or("", AsRef::as_ref);
        store::acknowledged(change.db(), row.id, &format!("{}/{subject}", caller.agency()), ask.kept.code(), acting.now()).await?;
    }
    change.done(acting, Some(&person), Ok(())).await
}
