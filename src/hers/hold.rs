//! Keeping something from her for now, looking at that again, and ending it. Each is itself on record.

use crate::{
    audit::{self, Decided, Entry, Recorded},
    disclosure::{Hub, TRIES, kept_changing},
    error::Error,
    holds::{self, Ask, Hold, flaws},
    identity::Caller,
    record::catalogue,
};
use chrono::NaiveDate;
use entity::access_log;
use serde_json::json;
use uuid::Uuid;

/// Keeps an item from her: two workers agree, for a reason, until it is looked at again. It holds once its record is on disk.
///
/// # Errors
/// `INVALID_INPUT` naming what the hold lacks; `UNAVAILABLE` when it could not be recorded, and then nothing is held.
pub async fn keep_from_her(hub: &Hub, asked: &Caller, approved: &Caller, person: &str, ask: &Ask, trace: &str) -> Result<Hold, Error> {
    let (by, with) = (asked.global_worker(), approved.global_worker());
    let now = hub.clock.now();
    let mut flaws = flaws(ask, by.as_deref(), with.as_deref(), catalogue(), now.date_naive());
    if let Some((field, mend)) = flaws.pop() {
        return Err(Error::invalid(field, mend));
    }
    let id = Uuid::new_v4().to_string();
    let record = entry(hub, asked, "keepFromHer", person, &id, trace);
    let hold = Hold {
        id,
        person: person.to_owned(),
        item: ask.item.clone(),
        agency: asked.agency().to_string(),
        ground: ask.ground,
        review_on: ask.review_on,
        records: vec![record.id.clone()],
    };
    let writing = hub.store.writing_about(&[person.to_owned()]).await?;
    let by = (by.as_deref().unwrap_or_default(), with.as_deref().unwrap_or_default());
    holds::add(writing.db(), &hold, ask, by, now).await?;
    writing.commit().await?;
    on_record(hub, record).await?;
    // Whatever was decided for her before it held is decided again.
    hub.store.writing_about(&[person.to_owned()]).await?.commit().await?;
    Ok(hold)
}

/// Looks at a hold again: it goes on until this day.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released; `INVALID_INPUT` for a day too far.
pub async fn review(hub: &Hub, caller: &Caller, id: &str, review_on: NaiveDate, trace: &str) -> Result<(), Error> {
    let hold = own(hub, caller, id).await?;
    let waits = (review_on - hub.clock.now().date_naive()).num_days();
    let longest = holds::longest(hold.ground);
    if !(1..=longest).contains(&waits) {
        return Err(Error::invalid("reviewOn", format!("look at it again within {longest} days")));
    }
    let record = entry(hub, caller, "reviewHold", &hold.person, id, trace);
    let writing = hub.store.writing_about(std::slice::from_ref(&hold.person)).await?;
    holds::reviewed(writing.db(), &hold, review_on, &record.id).await?;
    writing.commit().await?;
    on_record(hub, record).await
}

/// Ends a hold: she is told of the item from now on, and that it was kept from her.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released.
pub async fn show_her(hub: &Hub, caller: &Caller, id: &str, trace: &str) -> Result<(), Error> {
    let hold = own(hub, caller, id).await?;
    let by = caller.global_worker().ok_or_else(|| Error::Forbidden("a worker ends a hold, never a system".into()))?;
    let writing = hub.store.writing_about(std::slice::from_ref(&hold.person)).await?;
    holds::released(writing.db(), &hold, &by, hub.clock.now()).await?;
    writing.commit().await?;
    on_record(hub, entry(hub, caller, "showHer", &hold.person, id, trace)).await
}

/// A hold of the caller's own agency.
async fn own(hub: &Hub, caller: &Caller, id: &str) -> Result<Hold, Error> {
    let hold = holds::find(hub.store.reader(), id).await?;
    hold.filter(|hold| *hold.agency == **caller.agency()).ok_or(Error::NotFound)
}

fn entry(hub: &Hub, caller: &Caller, operation: &'static str, person: &str, hold: &str, trace: &str) -> access_log::Model {
    let entry = Entry { caller, operation, purpose: None, trace, at: hub.clock.now() };
    let rows = json!({"DoNotShow": [hold]}).to_string();
    entry.decided(person, Decided { released: "[]".into(), refused: "[]".into(), rows, basis: "{}".into(), ..Decided::default() })
}

async fn on_record(hub: &Hub, entry: access_log::Model) -> Result<(), Error> {
    for _ in 0..TRIES {
        let seen = audit::versions(hub.store.reader(), std::slice::from_ref(&entry.person)).await?;
        if hub.recorder.record(vec![entry.clone()], seen).await? == Recorded::Stands {
            return Ok(());
        }
    }
    Err(kept_changing())
}
