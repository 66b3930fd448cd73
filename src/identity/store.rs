//! The demo issuer's registration in the database.

use super::demo::{AUDIENCE, CLAIM, DemoIssuer, ISSUER, OWN_ISSUER};
use crate::error::Error;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};

/// Registers the issuer for every agency of the registry. Twice changes nothing; a new key replaces the old one.
pub async fn register(db: &impl ConnectionTrait, issuer: &DemoIssuer) -> Result<(), Error> {
    use entity::issuer as issuers;
    let row = issuers::Model {
        id: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        agency_claim: CLAIM.to_owned(),
        keys: issuer.public.clone(),
        demo: true,
    };
    match issuers::Entity::find_by_id(ISSUER).one(db).await? {
        None => drop(row.into_active_model().insert(db).await?),
        Some(old) if old == row => {}
        Some(_) => drop(row.into_active_model().reset_all().update(db).await?),
    }
    speak_for_all(db).await.map(drop)
}

/// Lets the demonstration's issuer, where it is registered, speak for every agency of the registry; gives back how many are new to it.
pub async fn speak_for_all(db: &impl ConnectionTrait) -> Result<usize, Error> {
    use entity::{agency, issuer as issuers, issuer_agency as mapping};
    if issuers::Entity::find_by_id(ISSUER).one(db).await?.is_none_or(|issuer| !issuer.demo) {
        return Ok(0);
    }
    let spoken_for = mapping::Entity::find().filter(mapping::Column::Issuer.eq(ISSUER)).all(db).await?;
    let is_new = |agency: &agency::Model| spoken_for.iter().all(|row| row.value != agency.id);
    let mut new = 0;
    for agency in agency::Entity::find().all(db).await?.into_iter().filter(is_new) {
        let row = mapping::Model { issuer: ISSUER.to_owned(), value: agency.id.clone(), agency_id: agency.id };
        row.into_active_model().insert(db).await?;
        new += 1;
    }
    Ok(new)
}

/// Registers the demonstration's issuer for women themselves, and which subject each of these persons has there. Twice changes
/// nothing.
pub async fn register_herself(db: &impl ConnectionTrait, issuer: &DemoIssuer, subjects: &[(String, String)]) -> Result<(), Error> {
    use entity::{own_issuer, own_sign_in};
    let row = own_issuer::Model { id: OWN_ISSUER.to_owned(), audience: AUDIENCE.to_owned(), keys: issuer.public.clone(), demo: true };
    match own_issuer::Entity::find_by_id(OWN_ISSUER).one(db).await? {
        None => drop(row.into_active_model().insert(db).await?),
        Some(old) if old == row => {}
        Some(_) => drop(row.into_active_model().reset_all().update(db).await?),
    }
    for (subject, person) in subjects {
        if own_sign_in::Entity::find_by_id((OWN_ISSUER.to_owned(), subject.clone())).one(db).await?.is_none() {
            let row = own_sign_in::Model { issuer: OWN_ISSUER.to_owned(), subject: subject.clone(), person_id: person.clone() };
            row.into_active_model().insert(db).await?;
        }
    }
    Ok(())
}
