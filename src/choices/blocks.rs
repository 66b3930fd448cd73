//! Whom she does not want: checked before any grant, at once, and never shown to whom it is about.

use super::{
    Acting, Done,
    change::{Asked, Begun, Change},
    outbox, refused,
    session::Talking,
    store,
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
    acting.worker(operation)?;
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
    let outcome =
        if ask.lift { lift(acting, &change, ask, &talking, agency).await? } else { stand(acting, &change, ask, &talking).await? };
    change.done(acting, Some(&person), outcome).await
}

/// Blocks from now on, for good; also where a block lies ahead or would run out.
async fn stand(acting: &Acting<'_>, change: &Change, ask: &Block, talking: &Talking) -> Result<Done<()>, Error> {
    let (her, now) = (&talking.her, acting.now());
    if !her.blocks_for_good(&ask.worker, now.date_naive()) {
        let by = acting.worker("blockWorker")?;
        store::block(change.db(), &her.id, &ask.worker, (acting.caller.agency(), &by), now).await?;
        outbox::blocked(change.db(), &her.id, &ask.worker, now).await?;
    }
    Ok(Ok(()))
}

/// Lifts what stands and what lies ahead. Whether there is anything is looked at last: a refusal must not tell whom she has blocked.
async fn lift(acting: &Acting<'_>, change: &Change, ask: &Block, talking: &Talking, agency: &str) -> Result<Done<()>, Error> {
    if agency == acting.caller.agency().as_ref() {
        return Ok(Err(refused(RefusalCode::OwnRecipient).at("worker")));
    }
    if !talking.talk.private_setting {
        return Ok(Err(refused(RefusalCode::NotPrivate)));
    }
    let (her, now) = (&talking.her, acting.now());
    let lifted = her.blocks_to_lift(&ask.worker, now.date_naive());
    for block in &lifted {
        store::unblock(change.db(), block, now).await?;
    }
    if !lifted.is_empty() {
        outbox::lifted(change.db(), &her.id, &ask.worker, now).await?;
    }
    Ok(Ok(()))
}
