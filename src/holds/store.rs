//! Holds in the database.

use super::{Ask, Item, KeptBack};
use crate::{
    error::Error,
    vocabulary::{Coded, NotToldBecause},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{access_record, do_not_show};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect,
};
use serde_json::json;
use std::collections::{BTreeSet, HashSet};

/// Hours in which a second worker agrees to a hold that was asked for.
pub const HOURS_TO_AGREE: i64 = 24;

/// A hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: String,
    /// From whom something is kept.
    pub person: String,
    /// What.
    pub item: Item,
    /// Who answers for it.
    pub agency: String,
    /// Why, as a code.
    pub ground: NotToldBecause,
    /// When it is looked at again.
    pub review_on: NaiveDate,
    /// Ids of the records of what was done with it.
    pub records: Vec<String>,
    /// Who asked for it, `AGENCY/WORKER`.
    pub asked_by: String,
    /// Whether a second worker has agreed: until then it holds nothing.
    pub agreed: bool,
    /// Whether it has ended.
    pub released: bool,
}

fn read(row: do_not_show::Model) -> Hold {
    Hold {
        item: match row.kind.as_str() {
            "LOOK" => Item::Look(row.item),
            "FIELD" => Item::Field(row.item),
            _ => Item::Row(row.item),
        },
        // Whatever cannot be read of it, it holds.
        ground: NotToldBecause::parse(&row.ground).unwrap_or(NotToldBecause::CouldPutSomeoneInDanger),
        records: serde_json::from_value(row.records).unwrap_or_default(),
        id: row.id,
        person: row.person_id,
        agency: row.agency_id,
        review_on: row.review_on,
        asked_by: row.asked_by,
        agreed: row.approved_at.is_some(),
        released: row.released_at.is_some(),
    }
}

/// Holds about this person that are in force: not released, and themselves on record. Among them those that wait for a second worker,
/// for a day: they hold nothing, but that they were asked for is not told her.
pub async fn load(db: &impl ConnectionTrait, person: &str, now: DateTime<Utc>) -> Result<Vec<Hold>, Error> {
    let waits = do_not_show::Column::From.gt(now - TimeDelta::hours(HOURS_TO_AGREE));
    let open = do_not_show::Column::ReleasedAt.is_null();
    let holds: Vec<Hold> = do_not_show::Entity::find()
        .filter(do_not_show::Column::PersonId.eq(person))
        .filter(open)
        .filter(Condition::any().add(do_not_show::Column::ApprovedAt.is_not_null()).add(waits))
        .all(db)
        .await?
        .into_iter()
        .map(read)
        .collect();
    // That it was asked for and, once agreed, that somebody agreed.
    let first: Vec<&String> = holds.iter().flat_map(|h| h.records.iter().take(1 + usize::from(h.agreed))).collect();
    if first.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        access_record::Entity::find().select_only().column(access_record::Column::Id).filter(access_record::Column::Id.is_in(first));
    let recorded: HashSet<String> = query.into_tuple().all(db).await?.into_iter().collect();
    let on_record = |h: &Hold| !h.records.is_empty() && h.records.iter().take(1 + usize::from(h.agreed)).all(|r| recorded.contains(r));
    Ok(holds.into_iter().filter(on_record).collect())
}

/// The records on which holds rest that go on: without them [`load`] would let them go.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn records_of_open(db: &impl ConnectionTrait) -> Result<Vec<String>, Error> {
    let open = do_not_show::Entity::find().filter(do_not_show::Column::ReleasedAt.is_null()).all(db).await?;
    Ok(open.into_iter().flat_map(|row| read(row).records).collect())
}

/// The hold with this id, ended or not.
pub async fn find(db: &impl ConnectionTrait, id: &str) -> Result<Option<Hold>, Error> {
    Ok(do_not_show::Entity::find_by_id(id).one(db).await?.map(read))
}

/// A hold that was asked for after a moment and waits for a second worker.
pub async fn waits(db: &impl ConnectionTrait, id: &str, since: DateTime<Utc>) -> Result<Option<Hold>, Error> {
    let row = do_not_show::Entity::find_by_id(id).one(db).await?;
    Ok(row.filter(|row| row.released_at.is_none() && row.approved_at.is_none() && row.from > since).map(read))
}

/// Holds that should have been looked at again before this day, for those who must.
pub async fn overdue(db: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<Hold>, Error> {
    use do_not_show::Column;
    let late = do_not_show::Entity::find().filter(Column::ReleasedAt.is_null()).filter(Column::ReviewOn.lt(today));
    let late = late.filter(Column::ApprovedAt.is_not_null());
    Ok(late.all(db).await?.into_iter().map(read).collect())
}

/// Writes down a hold that is asked for; it holds nothing until [`agreed`].
pub async fn add(db: &impl ConnectionTrait, hold: &Hold, ask: &Ask, now: DateTime<Utc>) -> Result<(), Error> {
    let (kind, item) = match &hold.item {
        Item::Look(id) => ("LOOK", id),
        Item::Row(id) => ("ROW", id),
        Item::Field(path) => ("FIELD", path),
    };
    let row = do_not_show::Model {
        id: hold.id.clone(),
        person_id: hold.person.clone(),
        kind: kind.to_owned(),
        item: item.clone(),
        agency_id: hold.agency.clone(),
        asked_by: hold.asked_by.clone(),
        approved_by: String::new(),
        approved_at: None,
        ground: hold.ground.code().to_owned(),
        reason: ask.reason.trim().to_owned(),
        from: now,
        review_on: hold.review_on,
        released_at: None,
        released_by: None,
        records: json!(hold.records),
    };
    do_not_show::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Says that a second worker agrees; it holds from the moment that is on record.
pub async fn agreed(db: &impl ConnectionTrait, hold: &Hold, by: &str, record: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let records: Vec<&str> = hold.records.iter().map(String::as_str).chain([record]).collect();
    let row = do_not_show::ActiveModel {
        id: Set(hold.id.clone()),
        approved_by: Set(by.to_owned()),
        approved_at: Set(Some(now)),
        records: Set(json!(records)),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// Says when a hold is looked at next.
pub async fn reviewed(db: &impl ConnectionTrait, hold: &Hold, review_on: NaiveDate, record: &str) -> Result<(), Error> {
    let records: Vec<&str> = hold.records.iter().map(String::as_str).chain([record]).collect();
    let row = do_not_show::ActiveModel {
        id: Set(hold.id.clone()),
        review_on: Set(review_on),
        records: Set(json!(records)),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// Ends a hold: from now on she is told of the item, and that it was held.
pub async fn released(db: &impl ConnectionTrait, hold: &Hold, by: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let row = do_not_show::ActiveModel {
        id: Set(hold.id.clone()),
        released_at: Set(Some(now)),
        released_by: Set(Some(by.to_owned())),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// The organisations whose looks are kept from her for now.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn agencies_of(db: &impl ConnectionTrait, kept: &KeptBack) -> Result<BTreeSet<String>, Error> {
    if kept.looks.is_empty() {
        return Ok(BTreeSet::new());
    }
    let query = access_record::Entity::find().select_only().column(access_record::Column::Agency).distinct();
    let query = query.filter(access_record::Column::Id.is_in(&kept.looks));
    Ok(query.into_tuple::<String>().all(db).await?.into_iter().collect())
}
