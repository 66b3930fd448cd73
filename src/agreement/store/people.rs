//! First enrolments: who is known, under which references, with which team.

use super::{Outcome, put::put, team::put_team};
use crate::agreement::File;
use crate::agreement::file::EnrolmentPart;
use crate::{
    error::Error,
    outbox,
    vocabulary::{Coded, RecordStatus},
};
use chrono::{DateTime, Utc};
use entity::{enrolment, membership, own_sign_in, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeSet;

/// Enrols the people of the file, and gives back those about whom something changed: nothing decided before stands for them.
pub(super) async fn enrol(
    db: &impl ConnectionTrait,
    file: &File,
    outcome: &mut Outcome,
    now: DateTime<Utc>,
) -> Result<BTreeSet<String>, Error> {
    let mut known = Vec::new();
    for part in &file.enrolments {
        known.push((part, enrolment::Entity::find().filter(enrolment::Column::Label.eq(part.label.0.as_str())).one(db).await?));
    }
    // References that are given up go first: two people of one file may have had each other's.
    let references = file.enrolments.iter().flat_map(|part| &part.references).collect();
    let mut touched = BTreeSet::new();
    for (part, row) in &known {
        if let Some(row) = row
            && (give_up_references(db, part, &row.person_id, &references, outcome).await?
                | give_up_sign_ins(db, part, &row.person_id, outcome).await?)
        {
            touched.insert(row.person_id.clone());
        }
    }
    let mut news = Vec::new();
    for (part, row) in known {
        let person = row.as_ref().map_or_else(|| uuid::Uuid::new_v4().to_string(), |row| row.person_id.clone());
        let mut changed = touched.contains(&person);
        changed |= put_references(db, part, &person, outcome).await?;
        changed |= put_sign_ins(db, part, &person, outcome).await?;
        changed |= put_team(db, part, &person, outcome, &mut news, now).await?;
        changed |= put_enrolment(db, part, row, &person, outcome).await?;
        outcome.people.insert(part.label.0.clone(), person.clone());
        if changed {
            touched.insert(person);
        }
    }
    outbox::tell(db, news, now).await?;
    Ok(touched)
}

/// Takes away references of agencies for which the file states another one; not the number under which an agency itself took its
/// invitation up, unless the file gives that one to somebody else.
async fn give_up_references(
    db: &impl ConnectionTrait,
    part: &EnrolmentPart,
    person: &str,
    stated: &BTreeSet<(&String, &String)>,
    outcome: &mut Outcome,
) -> Result<bool, Error> {
    let rows = person_reference::Entity::find().filter(person_reference::Column::PersonId.eq(person)).all(db).await?;
    let given_up = rows.into_iter().filter(|row| part.references.get(&row.agency_id).is_some_and(|new| *new != row.reference));
    let mut any = false;
    for row in given_up {
        if !stated.contains(&(&row.agency_id, &row.reference)) && took_up_under(db, &row).await? {
            outcome.kept += 1;
            continue;
        }
        person_reference::Entity::delete_by_id((row.agency_id, row.reference)).exec(db).await?;
        outcome.removed += 1;
        any = true;
    }
    Ok(any)
}

/// Whether the agency took a place on her team up under this number.
async fn took_up_under(db: &impl ConnectionTrait, number: &person_reference::Model) -> Result<bool, Error> {
    use membership::Column;
    let query = membership::Entity::find().select_only().column(Column::Id).filter(Column::PersonId.eq(number.person_id.as_str()));
    let query = query.filter(Column::AgencyId.eq(number.agency_id.as_str())).filter(Column::SourceRef.eq(number.reference.as_str()));
    Ok(query.limit(1).into_tuple::<String>().one(db).await?.is_some())
}

async fn put_references(db: &impl ConnectionTrait, part: &EnrolmentPart, person: &str, outcome: &mut Outcome) -> Result<bool, Error> {
    let mut changed = false;
    for (agency, reference) in &part.references {
        let old = person_reference::Entity::find_by_id((agency.clone(), reference.clone())).one(db).await?;
        let row = person_reference::Model { agency_id: agency.clone(), reference: reference.clone(), person_id: person.to_owned() };
        changed |= put(db, old, row, outcome).await?;
    }
    Ok(changed)
}

/// Takes away her own sign-ins at issuers for which the file states another subject.
async fn give_up_sign_ins(db: &impl ConnectionTrait, part: &EnrolmentPart, person: &str, outcome: &mut Outcome) -> Result<bool, Error> {
    let rows = own_sign_in::Entity::find().filter(own_sign_in::Column::PersonId.eq(person)).all(db).await?;
    let given_up = rows.into_iter().filter(|row| part.own_sign_in.get(&row.issuer).is_some_and(|new| *new != row.subject));
    let mut any = false;
    for row in given_up {
        own_sign_in::Entity::delete_by_id((row.issuer, row.subject)).exec(db).await?;
        outcome.removed += 1;
        any = true;
    }
    Ok(any)
}

async fn put_sign_ins(db: &impl ConnectionTrait, part: &EnrolmentPart, person: &str, outcome: &mut Outcome) -> Result<bool, Error> {
    let mut changed = false;
    for (issuer, subject) in &part.own_sign_in {
        let old = own_sign_in::Entity::find_by_id((issuer.clone(), subject.clone())).one(db).await?;
        let row = own_sign_in::Model { issuer: issuer.clone(), subject: subject.clone(), person_id: person.to_owned() };
        changed |= put(db, old, row, outcome).await?;
    }
    Ok(changed)
}

/// How far closed a record is: a file never opens one again.
fn closedness(status: &str) -> usize {
    RecordStatus::ALL.iter().position(|s| s.code() == status).unwrap_or(RecordStatus::ALL.len())
}

async fn put_enrolment(
    db: &impl ConnectionTrait,
    part: &EnrolmentPart,
    mut old: Option<enrolment::Model>,
    person: &str,
    outcome: &mut Outcome,
) -> Result<bool, Error> {
    let (mut row, mut reopens) = stated(part, old.as_ref(), person);
    if old.as_ref().is_some_and(|old| *old != row) {
        // Read again and locked, so that a record that was closed meanwhile stays closed.
        old = enrolment::Entity::find_by_id(person).lock_exclusive().one(db).await?;
        (row, reopens) = stated(part, old.as_ref(), person);
    }
    outcome.kept += usize::from(reopens);
    put(db, old, row, outcome).await
}

/// An enrolment as the file states it, with her version as it is; and whether the file would open her record again.
fn stated(part: &EnrolmentPart, old: Option<&enrolment::Model>, person: &str) -> (enrolment::Model, bool) {
    let stated = part.record_status.map(|s| s.code().to_owned());
    let current = old.map(|row| row.record_status.clone());
    let reopens = matches!((&stated, &current), (Some(new), Some(now)) if closedness(new) < closedness(now));
    let status = stated.filter(|_| !reopens).or(current).unwrap_or_else(|| RecordStatus::Active.code().to_owned());
    let row = enrolment::Model {
        person_id: person.to_owned(),
        label: part.label.0.clone(),
        enrolled_by: part.enrolled_by.0.clone(),
        enrolled_on: part.enrolled_on,
        record_status: status,
        version: old.map_or(0, |row| row.version),
    };
    (row, reopens)
}
