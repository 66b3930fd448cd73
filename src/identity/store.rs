//! The demo issuer's registration in the database.

use super::demo::{AUDIENCE, CLAIM, DemoIssuer, ISSUER, OWN_ISSUER};
use crate::error::Error;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};

/// Registers the issuer for every agency of the registry. Twice changes nothing; a new key replaces the old one.
pub async fn register(db: &impl ConnectionTrait, issuer: &DemoIssuer) -> Result<(), Error> {
    use entity::{agency, issuer as issuers, issuer_agency as mapping};
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
    for agency in agency::Entity::find().all(db).await? {
        let key = (ISSUER.to_owned(), agency.id.clone());
        if mapping::Entity::find_by_id(key).one(db).await?.is_none() {
            let row = mapping::Model { issuer: ISSUER.to_owned(), value: agency.id.clone(), agency_id: agency.id };
            row.into_active_model().insert(db).await?;
        }
    }
    Ok(())
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
