//! First enrolments: who is known, under which references, with which team.

use super::{Outcome, put::put};
use crate::agreement::File;
use crate::agreement::file::{EnrolmentPart, MemberPart};
use crate::{
    error::Error,
    vocabulary::{Coded, MembershipState, RecordStatus},
};
use entity::{enrolment, membership, own_sign_in, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// Enrols the people of the file, and gives back those about whom something changed: nothing decided before stands for them.
pub(super) async fn enrol(db: &impl ConnectionTrait, file: &File, outcome: &mut Outcome) -> Result<BTreeSet<String>, Error> {
    let mut known = Vec::new();
    for part in &file.enrolments {
        known.push((part, enrolment::Entity::find().filter(enrolment::Column::Label.eq(part.label.0.as_str())).one(db).await?));
    }
    // References that are given up go first: two people of one file may have had each other's.
    let mut touched = BTreeSet::new();
    for (part, row) in &known {
        if let Some(row) = row
            && (give_up_references(db, part, &row.person_id, outcome).await? | give_up_sign_ins(db, part, &row.person_id, outcome).await?)
        {
            touched.insert(row.person_id.clone());
        }
    }
    for (part, row) in known {
        let person = row.as_ref().map_or_else(|| uuid::Uuid::new_v4().to_string(), |row| row.person_id.clone());
        let mut changed = touched.contains(&person);
        changed |= put_references(db, part, &person, outcome).await?;
        changed |= put_sign_ins(db, part, &person, outcome).await?;
        for member in &part.team {
            changed |= put_member(db, member, &person, outcome).await?;
        }
        changed |= put_enrolment(db, part, row, &person, outcome).await?;
        outcome.people.insert(part.label.0.clone(), person.clone());
        if changed {
            touched.insert(person);
        }
    }
    Ok(touched)
}

/// Takes away references of agencies for which the file states another one.
async fn give_up_references(db: &impl ConnectionTrait, part: &EnrolmentPart, person: &str, outcome: &mut Outcome) -> Result<bool, Error> {
    let rows = person_reference::Entity::find().filter(person_reference::Column::PersonId.eq(person)).all(db).await?;
    let given_up = rows.into_iter().filter(|row| part.references.get(&row.agency_id).is_some_and(|new| *new != row.reference));
    let mut any = false;
    for row in given_up {
        person_reference::Entity::delete_by_id((row.agency_id, row.reference)).exec(db).await?;
        outcome.removed += 1;
        any = true;
    }
    Ok(any)
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

/// One membership, matched by person, agency, role and worker. What was ended since stays ended, unless she came back later.
async fn put_member(db: &impl ConnectionTrait, part: &MemberPart, person: &str, outcome: &mut Outcome) -> Result<bool, Error> {
    use membership::Column;
    let worker = part.worker.as_ref().map(|w| w.0.clone());
    let same = membership::Entity::find().filter(Column::PersonId.eq(person)).filter(Column::AgencyId.eq(part.agency.0.as_str()));
    let same = same.filter(Column::Role.eq(part.role.code())).filter(match &worker {
        Some(worker) => Column::Worker.eq(worker.as_str()),
        None => Column::Worker.is_null(),
    });
    let old = same.order_by_desc(Column::From).one(db).await?;
    let ended = old.as_ref().filter(|old| old.state == MembershipState::Ended.code() && part.state != MembershipState::Ended);
    let came_back = ended.is_some_and(|old| part.from > old.to.unwrap_or(old.from));
    if ended.is_some() && !came_back {
        outcome.kept += 1;
        return Ok(false);
    }
    let old = old.filter(|_| !came_back);
    let blank = || membership::Model {
        id: uuid::Uuid::new_v4().to_string(),
        person_id: person.to_owned(),
        agency_id: part.agency.0.clone(),
        role: part.role.code().to_owned(),
        worker,
        state: String::new(),
        invited_by: None,
        invited_on: None,
        accepted_by: None,
        from: part.from,
        to: None,
        end_reason: None,
        source_ref: None,
    };
    let base = old.clone().unwrap_or_else(blank);
    let row = membership::Model { state: part.state.code().to_owned(), from: part.from, to: part.to, ..base };
    put(db, old, row, outcome).await
}

/// How far closed a record is: a file never opens one again.
fn closedness(status: &str) -> usize {
    RecordStatus::ALL.iter().position(|s| s.code() == status).unwrap_or(RecordStatus::ALL.len())
}

async fn put_enrolment(
    db: &impl ConnectionTrait,
    part: &EnrolmentPart,
    old: Option<enrolment::Model>,
    person: &str,
    outcome: &mut Outcome,
) -> Result<bool, Error> {
    let stated = part.record_status.map(|s| s.code().to_owned());
    let current = old.as_ref().map(|row| row.record_status.clone());
    let reopens = matches!((&stated, &current), (Some(new), Some(now)) if closedness(new) < closedness(now));
    outcome.kept += usize::from(reopens);
    let status = stated.filter(|_| !reopens).or(current).unwrap_or_else(|| RecordStatus::Active.code().to_owned());
    let version = old.as_ref().map_or(0, |row| row.version);
    let row = enrolment::Model {
        person_id: person.to_owned(),
        label: part.label.0.clone(),
        enrolled_by: part.enrolled_by.0.clone(),
        enrolled_on: part.enrolled_on,
        record_status: status,
        version,
    };
    put(db, old, row, outcome).await
}
