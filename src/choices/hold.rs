//! Keeping something from her for now, looking at that again, and ending it. Each is itself on record, and nobody holds back alone.

use super::{Acting, Asked, Begun, Change, Done};
use crate::{
    audit::{self, Decided, Entry, Recorded},
    decision::Standing,
    disclosure::{TRIES, kept_changing},
    error::Error,
    holds::{self, Ask, HOURS_TO_AGREE, Hold, Item, flaws},
    record::{EntitySet, Rows, catalogue},
    restriction::{self, Phase},
    team::{self, Who},
};
use chrono::{NaiveDate, TimeDelta};
use entity::access_record;
use sea_orm::{ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::fmt::Debug;
use uuid::Uuid;

/// A hold that a worker asks for.
#[derive(Clone, Debug)]
pub struct Keep {
    /// From whom it is kept.
    pub person: String,
    /// What, why, and until when.
    pub ask: Ask,
    /// The entity of a row.
    pub entity: Option<String>,
    /// The caller's key.
    pub key: Option<String>,
}

/// A hold that something is done with.
#[derive(Clone, Debug)]
pub struct Held {
    /// The hold.
    pub hold: String,
    /// The caller's key.
    pub key: Option<String>,
}

/// What was done: with which hold, and the id of its record.
#[derive(Debug, Serialize, Deserialize)]
struct Noted {
    hold: String,
    record: String,
}

/// Asks to keep an item from her: it is kept once a second worker agrees, which must be within a day. Only of what the caller's own
/// organisation holds or did. Gives back the hold's id.
///
/// # Errors
/// `NOT_FOUND` for whoever is not on her team, `INVALID_INPUT` naming what the hold lacks.
pub async fn ask(acting: &Acting<'_>, keep: &Keep) -> Result<Done<String>, Error> {
    let (now, by, person) = (acting.now(), acting.caller.global_worker(), &keep.person);
    is_on_her_team(acting, person, "keepFromHer").await?;
    let change = match begin(acting, "keepFromHer", keep.key.as_ref(), keep, person).await? {
        Begun::Again(again) => return Ok(again.recorded(acting, None).await?.map(|noted| noted.hold)),
        Begun::New(change) => still_on_her_team(acting, change, person, "keepFromHer").await?,
    };
    if let Some((field, mend)) = flaws(&keep.ask, by.as_deref(), catalogue(), now.date_naive()).pop() {
        return Err(Error::invalid(field, mend));
    }
    own_item(acting, change.db(), keep).await?;
    let id = Uuid::new_v4().to_string();
    let record = entry(acting, "keepFromHer", person, &id);
    let hold = Hold {
        id,
        person: person.clone(),
        item: keep.ask.item.clone(),
        agency: acting.caller.agency().to_string(),
        ground: keep.ask.ground,
        review_on: keep.ask.review_on,
        records: vec![record.id.clone()],
        asked_by: by.unwrap_or_default(),
        agreed: false,
        released: false,
    };
    holds::add(change.db(), &hold, &keep.ask, now).await?;
    Ok(done(acting, change, &hold.id, record).await?.map(|()| hold.id))
}

/// Agrees to a hold that somebody else asked for: from here on the item is kept from her.
///
/// # Errors
/// `NOT_FOUND` for a hold of somebody on whose team the caller is not, for the caller's own, and for one that nobody agreed to in time.
pub async fn agree(acting: &Acting<'_>, ask: &Held) -> Result<Done<()>, Error> {
    let found = holds::find(acting.hub.store.reader(), &ask.hold).await?;
    let by = acting.caller.global_worker();
    let Some((hold, by)) = found.zip(by).filter(|(hold, by)| hold.asked_by != *by) else {
        acting.record("agreeToKeep", None).await?;
        return Err(Error::NotFound);
    };
    is_on_her_team(acting, &hold.person, "agreeToKeep").await?;
    let again = match begin(acting, "agreeToKeep", ask.key.as_ref(), ask, &hold.person).await? {
        Begun::Again(again) => Some(again),
        Begun::New(change) => {
            let change = still_on_her_team(acting, change, &hold.person, "agreeToKeep").await?;
            // Looked at again: another may have agreed, or it may be too late.
            let since = acting.now() - TimeDelta::hours(HOURS_TO_AGREE);
            let waits = holds::waits(change.db(), &ask.hold, since).await?.ok_or(Error::NotFound)?;
            let record = entry(acting, "agreeToKeep", &hold.person, &ask.hold);
            holds::agreed(change.db(), &waits, &by, &record.id, acting.now()).await?;
            drop(done(acting, change, &ask.hold, record).await?);
            None
        }
    };
    // Whatever was decided for her before it held is decided again.
    acting.hub.store.writing_about(std::slice::from_ref(&hold.person)).await?.commit().await?;
    match again {
        Some(again) => Ok(again.recorded(acting, None).await?.map(drop)),
        None => Ok(Ok(())),
    }
}

/// Looks at a hold again: it goes on until this day.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released; `INVALID_INPUT` for a day too far.
pub async fn review(acting: &Acting<'_>, ask: &Held, review_on: NaiveDate) -> Result<Done<()>, Error> {
    let person = own(acting, "reviewHold", &ask.hold).await?.person;
    let change = match begin(acting, "reviewHold", ask.key.as_ref(), &(ask, review_on), &person).await? {
        Begun::Again(again) => return Ok(again.recorded(acting, None).await?.map(drop)),
        Begun::New(change) => change,
    };
    let hold = not_released(change.db(), &ask.hold).await?;
    let waits = (review_on - acting.now().date_naive()).num_days();
    let longest = holds::longest(hold.ground);
    if !(1..=longest).contains(&waits) {
        return Err(Error::invalid("reviewOn", format!("look at it again within {longest} days")));
    }
    let record = entry(acting, "reviewHold", &person, &hold.id);
    holds::reviewed(change.db(), &hold, review_on, &record.id).await?;
    done(acting, change, &hold.id, record).await
}

/// Ends a hold: she is told of the item from now on, and that it was kept from her.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released.
pub async fn show_her(acting: &Acting<'_>, ask: &Held) -> Result<Done<()>, Error> {
    let person = own(acting, "showHer", &ask.hold).await?.person;
    let worker = acting.caller.global_worker();
    let by = worker.ok_or_else(|| Error::Forbidden("a worker ends a hold, never a system".into()))?;
    let change = match begin(acting, "showHer", ask.key.as_ref(), ask, &person).await? {
        Begun::Again(again) => return Ok(again.recorded(acting, None).await?.map(drop)),
        Begun::New(change) => change,
    };
    let hold = not_released(change.db(), &ask.hold).await?;
    holds::released(change.db(), &hold, &by, acting.now()).await?;
    let record = entry(acting, "showHer", &person, &hold.id);
    done(acting, change, &hold.id, record).await
}

/// Begins a change about her, unless it was made before. What was written then holds nothing while it is not on record: it is put there.
/// That it was asked for again is recorded about nobody: a record about her that the hold does not know would tell her of it.
async fn begin(
    acting: &Acting<'_>,
    operation: &'static str,
    key: Option<&String>,
    input: &impl Debug,
    person: &str,
) -> Result<Begun<Noted>, Error> {
    let begun = acting.begin(Asked::new(operation, key, input)?, &[person.to_owned()]).await?;
    if let Begun::Again(again) = &begun
        && let Ok(Noted { hold, record }) = again.outcome()
        && access_record::Entity::find_by_id(record).one(acting.hub.store.reader()).await?.is_none()
    {
        on_record(acting, access_record::Model { id: record.clone(), ..entry(acting, operation, person, hold) }).await?;
    }
    Ok(begun)
}

/// Ends a change: written, kept under the caller's key, and on record.
async fn done(acting: &Acting<'_>, change: Change, hold: &str, record: access_record::Model) -> Result<Done<()>, Error> {
    change.kept(acting, &Ok(Noted { hold: hold.to_owned(), record: record.id.clone() })).await?;
    on_record(acting, record).await?;
    Ok(Ok(()))
}

/// A hold of the caller's own agency.
async fn own(acting: &Acting<'_>, operation: &'static str, id: &str) -> Result<Hold, Error> {
    let hold = holds::find(acting.hub.store.reader(), id).await?.filter(|hold| *hold.agency == **acting.caller.agency());
    if hold.is_none() {
        acting.record(operation, None).await?;
    }
    hold.ok_or(Error::NotFound)
}

/// A hold that goes on, inside the change.
async fn not_released(db: &impl ConnectionTrait, id: &str) -> Result<Hold, Error> {
    holds::find(db, id).await?.filter(|hold| !hold.released).ok_or(Error::NotFound)
}

/// Refuses whoever is not on her team now, and records that they asked.
async fn is_on_her_team(acting: &Acting<'_>, person: &str, operation: &'static str) -> Result<(), Error> {
    if on_her_team(acting, acting.hub.store.reader(), person).await? {
        return Ok(());
    }
    acting.record(operation, None).await?;
    Err(Error::NotFound)
}

/// The same inside the change: while it waited for its turn, the caller's place may have ended, or she may have blocked the caller.
async fn still_on_her_team(acting: &Acting<'_>, change: Change, person: &str, operation: &'static str) -> Result<Change, Error> {
    if on_her_team(acting, change.db(), person).await? {
        return Ok(change);
    }
    change.nothing().await?;
    acting.record(operation, None).await?;
    Err(Error::NotFound)
}

/// Whether the caller is on her team now, and was not blocked by her.
async fn on_her_team(acting: &Acting<'_>, db: &impl ConnectionTrait, person: &str) -> Result<bool, Error> {
    let (persons, now) = ([person.to_owned()], acting.now());
    let wanted = EntitySet { access_block: true, custody_status: true, ..EntitySet::default() };
    let rows = Rows::load(db, &persons, &wanted).await?;
    let members = team::load(db, &persons).await?.remove(person).unwrap_or_default();
    let caller = acting.caller;
    let who = Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
    let standing = team::standing(&members, &who, &Phase::of(&rows).ends(), now);
    Ok(matches!(standing, Some((Standing::Team, _))) && !restriction::is_blocked(&rows.access_block, &who, now))
}

/// Whether an item is the own organisation's: a look of its own, a row that it holds; a field is of its own rows by itself.
async fn own_item(acting: &Acting<'_>, db: &impl ConnectionTrait, keep: &Keep) -> Result<(), Error> {
    let (agency, person) = (acting.caller.agency(), keep.person.as_str());
    let own = match &keep.ask.item {
        Item::Field(_) => true,
        Item::Look(id) => {
            let look = access_record::Entity::find_by_id(id).one(db).await?;
            look.is_some_and(|look| look.person == person && look.agency == **agency)
        }
        Item::Row(id) => {
            let mut wanted = EntitySet::default();
            let served = keep.entity.as_deref().is_some_and(|name| wanted.add(name));
            let rows = Rows::load(db, &[person.to_owned()], &wanted).await?.seal();
            served && rows.iter().any(|row| row.row.id == *id && row.row.holder.is_agency(agency))
        }
    };
    if own { Ok(()) } else { Err(Error::invalid("item", "name a look of your own organisation, or a row that it holds, with its entity")) }
}

fn entry(acting: &Acting<'_>, operation: &'static str, person: &str, hold: &str) -> access_record::Model {
    let entry = Entry { caller: acting.caller, operation, purpose: None, trace: acting.trace, at: acting.now() };
    entry.decided(person, Decided { rows: json!({"DoNotShow": [hold]}).to_string(), ..Decided::nothing() })
}

async fn on_record(acting: &Acting<'_>, entry: access_record::Model) -> Result<(), Error> {
    let persons = if entry.known { vec![entry.person.clone()] } else { Vec::new() };
    for _ in 0..TRIES {
        let seen = audit::versions(acting.hub.store.reader(), &persons).await?;
        if acting.hub.recorder.record(vec![entry.clone()], seen).await? == Recorded::Stands {
            return Ok(());
        }
    }
    Err(kept_changing())
}
