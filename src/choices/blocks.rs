//! Whom she does not want: checked before any grant, at once, and never shown to whom it is about.

use super::{
    Acting, Done,
    change::{Asked, Begun},
    outbox, refused, store,
};
use crate::{error::Error, vocabulary::RefusalCode};

/// Whom she does not want, or wants again.
#[derive(Clone, Debug)]
pub struct Block {
    /// The talk in which she says so.
    pub session: String,
    /// `AGENCY/WORKER`, or `AGENCY/*` for everybody there.
    pub worker: String,
    /// Whether she wants them again.
    pub lift: bool,
    /// The caller's key.
    pub key: Option<String>,
}

/// Blocks a worker, or lifts a block. A block needs nothing but her word; lifting one is heard in private, and not by the organisation
/// it is about.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for what is no worker.
pub async fn block(acting: &Acting<'_>, ask: &Block) -> Result<Done<()>, Error> {
    let operation = if ask.lift { "unblockWorker" } else { "blockWorker" };
    let by = acting.worker(operation)?;
    let person = acting.talking_with(&ask.session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    let agency = ask.worker.split_once('/').filter(|(of, id)| agreed.registry.agency(of).is_some() && !id.is_empty());
    let Some((agency, _)) = agency else { return Err(Error::invalid("worker", "write a worker as AGENCY/WORKER, or AGENCY/*")) };
    let change = match acting.begin(Asked::new(operation, ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let talking = match acting.talking(&change, &ask.session).await? {
        Ok(talking) => talking,
        Err(refusal) => return change.done(acting, Some(&person), Err(refusal)).await,
    };
    let standing = talking.her.block_of(&ask.worker, acting.now().date_naive());
    let outcome = match (ask.lift, standing) {
        (false, Some(_)) | (true, None) => Ok(()),
        (false, None) => {
            let taker = (acting.caller.agency().as_ref(), by.as_str());
            store::block(change.db(), &person, &ask.worker, taker, acting.now()).await?;
            outbox::blocked(change.db(), &person, &ask.worker, acting.now()).await?;
            Ok(())
        }
        (true, Some(_)) if agency == acting.caller.agency().as_ref() => Err(refused(RefusalCode::OwnRecipient).at("worker")),
        (true, Some(_)) if !talking.talk.private_setting => Err(refused(RefusalCode::NotPrivate)),
        (true, Some(block)) => {
            store::unblock(change.db(), block, acting.now()).await?;
            outbox::lifted(change.db(), &person, &ask.worker, acting.now()).await?;
            Ok(())
        }
    };
    change.done(acting, Some(&person), outcome).await
}
