//! Enrolments, numbers, places on a team and blocks.

use crate::{
    agency::Holder,
    error::Error,
    record::enrolment_ref,
    vocabulary::{Coded, MembershipState, RecordStatus, Role},
};
use chrono::{DateTime, Days, Utc};
use entity::{access_block, enrolment, membership, person, person_reference};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use std::collections::HashSet;
use uuid::Uuid;

/// Whether each record is open, as stored, in the order of the ids; nothing for an id that nobody has.
pub async fn record_statuses(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<(String, String)>, Error> {
    use enrolment::Column;
    let query = enrolment::Entity::find().select_only().columns([Column::PersonId, Column::RecordStatus]);
    Ok(query.filter(Column::PersonId.is_in(ids)).order_by_asc(Column::PersonId).into_tuple().all(db).await?)
}

/// Persons whom one of these organisations knows by this number.
pub async fn known_by(db: &impl ConnectionTrait, agencies: &[String], reference: &str) -> Result<Vec<String>, Error> {
    use person_reference::Column;
    let query = person_reference::Entity::find().select_only().column(Column::PersonId).distinct();
    let query = query.filter(Column::Reference.eq(reference)).filter(Column::AgencyId.is_in(agencies));
    Ok(query.order_by_asc(Column::PersonId).into_tuple().all(db).await?)
}

/// Which organisations have a number of their own for each of these persons: whoever has none holds nothing of hers.
pub async fn knowing(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashSet<(String, String)>, Error> {
    use person_reference::Column;
    let query = person_reference::Entity::find().select_only().columns([Column::PersonId, Column::AgencyId]);
    Ok(query.filter(Column::PersonId.is_in(persons)).into_tuple::<(String, String)>().all(db).await?.into_iter().collect())
}

/// Attaches an organisation's own number to a person; `false` when it knows somebody else by it.
pub async fn attach(db: &impl ConnectionTrait, agency: &str, reference: &str, person: &str) -> Result<bool, Error> {
    let known = person_reference::Entity::find_by_id((agency.to_owned(), reference.to_owned())).one(db).await?;
    if let Some(known) = known {
        return Ok(known.person_id == person);
    }
    let row = person_reference::Model { agency_id: agency.to_owned(), reference: reference.to_owned(), person_id: person.to_owned() };
    person_reference::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(true)
}

/// Writes down that she is enrolled, under a new id, and what she likes to be called.
pub async fn enrol(db: &impl ConnectionTrait, agency: &str, worker: &str, known_as: &str, now: DateTime<Utc>) -> Result<String, Error> {
    let id = Uuid::new_v4().to_string();
    let row = enrolment::Model {
        person_id: id.clone(),
        label: id.clone(),
        enrolled_by: agency.to_owned(),
        enrolled_on: now.date_naive(),
        record_status: RecordStatus::Active.code().to_owned(),
        version: 0,
    };
    enrolment::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    let name = person::ActiveModel {
        id: Set(Uuid::new_v4().to_string()),
        person_id: Set(Some(id.clone())),
        held_by: Set(Holder::Herself.as_str().to_owned()),
        recorded_by: Set(agency.to_owned()),
        recorded_by_worker: Set(Some(worker.to_owned())),
        recorded_at: Set(now),
        source_ref: Set(enrolment_ref(&id)),
        version: Set(Uuid::new_v4().to_string()),
        known_as: Set(Some(known_as.to_owned())),
        ..Default::default()
    };
    person::Entity::insert(name).exec_without_returning(db).await?;
    Ok(id)
}

/// A place on a team that is to be written.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    /// Its id, where it was told already.
    pub id: Option<String>,
    /// Whose team.
    pub person: &'a str,
    /// Which organisation.
    pub agency: &'a str,
    /// In which role.
    pub role: Role,
    /// Which worker; nobody yet for a role's mailbox.
    pub worker: Option<&'a str>,
    /// Invited or live.
    pub state: MembershipState,
    /// Who invited them, `AGENCY/WORKER`.
    pub invited_by: Option<&'a str>,
    /// Until when, if an end is set.
    pub to: Option<DateTime<Utc>>,
}

/// Writes a place on her team.
pub async fn add_member(db: &impl ConnectionTrait, new: &NewMember<'_>, now: DateTime<Utc>) -> Result<membership::Model, Error> {
    let row = membership::Model {
        id: new.id.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
        person_id: new.person.to_owned(),
        agency_id: new.agency.to_owned(),
        role: new.role.code().to_owned(),
        worker: new.worker.map(str::to_owned),
        state: new.state.code().to_owned(),
        invited_by: new.invited_by.map(str::to_owned),
        invited_on: new.invited_by.map(|_| now),
        accepted_by: None,
        from: now,
        to: new.to,
        end_reason: None,
        source_ref: None,
    };
    membership::Entity::insert(row.clone().into_active_model()).exec_without_returning(db).await?;
    Ok(row)
}

/// The place with this id.
pub async fn member(db: &impl ConnectionTrait, id: &str) -> Result<Option<membership::Model>, Error> {
    Ok(membership::Entity::find_by_id(id.to_owned()).one(db).await?)
}

/// Every place on her team that was not ended.
pub async fn members(db: &impl ConnectionTrait, person: &str) -> Result<Vec<membership::Model>, Error> {
    let query = membership::Entity::find().filter(membership::Column::PersonId.eq(person));
    Ok(query.filter(membership::Column::State.ne(MembershipState::Ended.code())).all(db).await?)
}

/// Writes a place anew.
pub async fn put_member(db: &impl ConnectionTrait, row: membership::Model) -> Result<(), Error> {
    row.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// Writes down whom she does not want, as hers.
pub async fn block(db: &impl ConnectionTrait, person: &str, worker: &str, by: (&str, &str), now: DateTime<Utc>) -> Result<(), Error> {
    let id = Uuid::new_v4().to_string();
    let row = access_block::ActiveModel {
        source_ref: Set(format!("block:{id}")),
        version: Set(Uuid::new_v4().to_string()),
        id: Set(id),
        person_id: Set(Some(person.to_owned())),
        held_by: Set(Holder::Herself.as_str().to_owned()),
        recorded_by: Set(by.0.to_owned()),
        recorded_by_worker: Set(Some(by.1.to_owned())),
        recorded_at: Set(now),
        blocked_worker: Set(Some(worker.to_owned())),
        from: Set(Some(now.date_naive())),
        ..Default::default()
    };
    access_block::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Ends a block: from today on it holds no more.
pub async fn unblock(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let yesterday = now.date_naive().checked_sub_days(Days::new(1));
    let row = access_block::ActiveModel {
        id: Set(id.to_owned()),
        to: Set(yesterday),
        version: Set(Uuid::new_v4().to_string()),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}
