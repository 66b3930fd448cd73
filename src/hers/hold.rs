//! Keeping something from her for now, looking at that again, and ending it. Each is itself on record, and nobody holds back alone.

use crate::{
    audit::{self, Decided, Entry, Recorded},
    decision::Standing,
    disclosure::{Hub, TRIES, kept_changing},
    error::Error,
    holds::{self, Ask, HOURS_TO_AGREE, Hold, Item, flaws},
    identity::Caller,
    record::{EntitySet, Rows, catalogue},
    restriction::{self, Phase},
    store::moment,
    team::{self, Who},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::access_record;
use sea_orm::EntityTrait;
use serde_json::json;
use uuid::Uuid;

/// Somebody who keeps something from her, or ends that.
#[derive(Clone, Copy, Debug)]
pub struct Holding<'a> {
    /// The hub.
    pub hub: &'a Hub,
    /// Who.
    pub caller: &'a Caller,
    /// The request's id.
    pub trace: &'a str,
}

/// Asks to keep an item from her: it is kept once a second worker agrees, which must be within a day. Only of what the caller's own
/// organisation holds or did.
///
/// # Errors
/// `NOT_FOUND` for whoever is not on her team, `INVALID_INPUT` naming what the hold lacks.
pub async fn ask(holding: &Holding<'_>, person: &str, ask: &Ask, entity: Option<&str>) -> Result<Hold, Error> {
    let now = holding.now().await?;
    let by = holding.caller.global_worker();
    if let Some((field, mend)) = flaws(ask, by.as_deref(), catalogue(), now.date_naive()).pop() {
        return Err(Error::invalid(field, mend));
    }
    holding.on_her_team(person, "keepFromHer", now).await?;
    holding.own_item(person, &ask.item, entity).await?;
    let id = Uuid::new_v4().to_string();
    let record = holding.entry("keepFromHer", person, &id, now);
    let hold = Hold {
        id,
        person: person.to_owned(),
        item: ask.item.clone(),
        agency: holding.caller.agency().to_string(),
        ground: ask.ground,
        review_on: ask.review_on,
        records: vec![record.id.clone()],
        asked_by: by.unwrap_or_default(),
        agreed: false,
    };
    let writing = holding.hub.store.writing_about(&[person.to_owned()]).await?;
    holds::add(writing.db(), &hold, ask, now).await?;
    writing.commit().await?;
    holding.on_record(record).await?;
    Ok(hold)
}

/// Agrees to a hold that somebody else asked for: from here on the item is kept from her.
///
/// # Errors
/// `NOT_FOUND` for a hold of somebody on whose team the caller is not, for the caller's own, and for one that nobody agreed to in time.
pub async fn agree(holding: &Holding<'_>, id: &str) -> Result<(), Error> {
    let now = holding.now().await?;
    let found = holds::find(holding.hub.store.reader(), id).await?;
    let by = holding.caller.global_worker();
    let Some((hold, by)) = found.zip(by).filter(|(hold, by)| hold.asked_by != *by) else { return Err(Error::NotFound) };
    holding.on_her_team(&hold.person, "agreeToKeep", now).await?;
    let record = holding.entry("agreeToKeep", &hold.person, id, now);
    let writing = holding.hub.store.writing_about(std::slice::from_ref(&hold.person)).await?;
    // Looked at again: another may have agreed, or it may be too late.
    let waits = holds::waits(writing.db(), id, now - TimeDelta::hours(HOURS_TO_AGREE)).await?.ok_or(Error::NotFound)?;
    holds::agreed(writing.db(), &waits, &by, &record.id, now).await?;
    writing.commit().await?;
    holding.on_record(record).await?;
    // Whatever was decided for her before it held is decided again.
    holding.hub.store.writing_about(std::slice::from_ref(&hold.person)).await?.commit().await
}

/// Looks at a hold again: it goes on until this day.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released; `INVALID_INPUT` for a day too far.
pub async fn review(holding: &Holding<'_>, id: &str, review_on: NaiveDate) -> Result<(), Error> {
    let now = holding.now().await?;
    let hold = holding.own(id).await?;
    let waits = (review_on - now.date_naive()).num_days();
    let longest = holds::longest(hold.ground);
    if !(1..=longest).contains(&waits) {
        return Err(Error::invalid("reviewOn", format!("look at it again within {longest} days")));
    }
    let record = holding.entry("reviewHold", &hold.person, id, now);
    let writing = holding.hub.store.writing_about(std::slice::from_ref(&hold.person)).await?;
    holds::reviewed(writing.db(), &hold, review_on, &record.id).await?;
    writing.commit().await?;
    holding.on_record(record).await
}

/// Ends a hold: she is told of the item from now on, and that it was kept from her.
///
/// # Errors
/// `NOT_FOUND` for a hold of another agency, or one that was released.
pub async fn show_her(holding: &Holding<'_>, id: &str) -> Result<(), Error> {
    let now = holding.now().await?;
    let hold = holding.own(id).await?;
    let worker = holding.caller.global_worker();
    let by = worker.ok_or_else(|| Error::Forbidden("a worker ends a hold, never a system".into()))?;
    let writing = holding.hub.store.writing_about(std::slice::from_ref(&hold.person)).await?;
    holds::released(writing.db(), &hold, &by, now).await?;
    writing.commit().await?;
    holding.on_record(holding.entry("showHer", &hold.person, id, now)).await
}

impl Holding<'_> {
    async fn now(&self) -> Result<DateTime<Utc>, Error> {
        Ok(moment(self.hub.store.reader(), &self.hub.clock).await?)
    }

    /// A hold of the caller's own agency.
    async fn own(&self, id: &str) -> Result<Hold, Error> {
        let hold = holds::find(self.hub.store.reader(), id).await?;
        hold.filter(|hold| *hold.agency == **self.caller.agency()).ok_or(Error::NotFound)
    }

    /// Whether the caller is on her team now, and was not blocked by her; whoever is not is recorded as having asked.
    async fn on_her_team(&self, person: &str, operation: &'static str, now: DateTime<Utc>) -> Result<(), Error> {
        let (db, persons) = (self.hub.store.reader(), [person.to_owned()]);
        let wanted = EntitySet { access_block: true, custody_status: true, ..EntitySet::default() };
        let rows = Rows::load(db, &persons, &wanted).await?;
        let members = team::load(db, &persons).await?.remove(person).unwrap_or_default();
        let caller = self.caller;
        let who = Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
        let standing = team::standing(&members, &who, &Phase::of(&rows).ends(), now);
        let here = matches!(standing, Some((Standing::Team, _))) && !restriction::is_blocked(&rows.access_block, &who, now);
        if here {
            return Ok(());
        }
        let entry = Entry { caller, operation, purpose: None, trace: self.trace, at: now };
        self.on_record(entry.unknown("*", "[]".into())).await?;
        Err(Error::NotFound)
    }

    /// Whether an item is the own organisation's: a look of its own, a row that it holds; a field is of its own rows by itself.
    async fn own_item(&self, person: &str, item: &Item, entity: Option<&str>) -> Result<(), Error> {
        let (db, agency) = (self.hub.store.reader(), self.caller.agency());
        let own = match item {
            Item::Field(_) => true,
            Item::Look(id) => {
                let look = access_record::Entity::find_by_id(id).one(db).await?;
                look.is_some_and(|look| look.person == person && look.agency == **agency)
            }
            Item::Row(id) => {
                let mut wanted = EntitySet::default();
                let served = entity.is_some_and(|name| wanted.add(name));
                let rows = Rows::load(db, &[person.to_owned()], &wanted).await?.seal();
                served && rows.iter().any(|row| row.row.id == *id && row.row.holder.is_agency(agency))
            }
        };
        if own {
            Ok(())
        } else {
            Err(Error::invalid("item", "name a look of your own organisation, or a row that it holds, with its entity"))
        }
    }

    fn entry(&self, operation: &'static str, person: &str, hold: &str, now: DateTime<Utc>) -> access_record::Model {
        let entry = Entry { caller: self.caller, operation, purpose: None, trace: self.trace, at: now };
        entry.decided(person, Decided { rows: json!({"DoNotShow": [hold]}).to_string(), ..Decided::nothing() })
    }

    async fn on_record(&self, entry: access_record::Model) -> Result<(), Error> {
        let persons = if entry.known { vec![entry.person.clone()] } else { Vec::new() };
        for _ in 0..TRIES {
            let seen = audit::versions(self.hub.store.reader(), &persons).await?;
            if self.hub.recorder.record(vec![entry.clone()], seen).await? == Recorded::Stands {
                return Ok(());
            }
        }
        Err(kept_changing())
    }
}
