//! Putting a partnership file into force: everything in one transaction, or nothing.

mod kept;
mod load;
mod people;
mod policies;
mod put;
mod team;
mod world;

use crate::agreement::check::check;
use crate::agreement::file::{AgreementPart, IssuerPart};
use crate::agreement::{Agreements, Faults, File, Publisher};
use crate::{
    error::Error,
    identity::demo,
    store::Writing,
    vocabulary::{Catalogue, Coded},
};
use chrono::{DateTime, Utc};
pub use kept::{Terms, Walk, tell, terms, walked};
use put::put;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use world::world;

/// What an import did, in rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// Rows that are new.
    pub added: usize,
    /// Rows that say something else now.
    pub changed: usize,
    /// Rows that stood there already.
    pub unchanged: usize,
    /// Rows that the file no longer states, where it states their whole.
    pub removed: usize,
    /// What was left as it is because the file would have taken back what was ended, paused, closed or taken up since.
    pub kept: usize,
    /// Policies that had to be compiled.
    pub compiled: Vec<String>,
    /// The person of each label of the file; nobody in a rehearsal, for whoever is new would get another id.
    pub people: BTreeMap<String, String>,
    /// Whether it was a rehearsal: all of it was undone.
    pub dry_run: bool,
}

impl Outcome {
    /// Whether nothing was written.
    pub fn is_unchanged(&self) -> bool {
        self.added + self.changed + self.removed == 0
    }
}

/// Why a file was not applied. Nothing was changed.
#[derive(Debug)]
pub enum Refused {
    /// The file is at fault.
    Faults(Faults),
    /// The hub is.
    Hub(Error),
}

impl From<Faults> for Refused {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}
impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self::Hub(error.into())
    }
}

/// Applies the file. A second time changes nothing; a changed file changes what it states and leaves alone what it does not name,
/// except inside an issuer's mapping and an agreement version, which are stated whole.
pub async fn apply(
    db: &DatabaseConnection,
    file: &File,
    publisher: &dyn Publisher,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<Outcome, Refused> {
    let (writing, touched, outcome) = written(db, file, publisher, catalogue, now).await?;
    let touched: Vec<&str> = touched.iter().map(String::as_str).collect();
    writing.commit_about(&touched, !outcome.is_unchanged()).await?;
    Ok(outcome)
}

/// Does all that [`apply`] does, and undoes it.
pub async fn rehearse(
    db: &DatabaseConnection,
    file: &File,
    publisher: &dyn Publisher,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<Outcome, Refused> {
    let (writing, _, outcome) = written(db, file, publisher, catalogue, now).await?;
    writing.rollback().await?;
    Ok(Outcome { people: BTreeMap::new(), dry_run: true, ..outcome })
}

/// Writes what the file states, and leaves it to be committed: with whom it concerns, and what was done.
async fn written(
    db: &DatabaseConnection,
    file: &File,
    publisher: &dyn Publisher,
    catalogue: &Catalogue,
    now: DateTime<Utc>,
) -> Result<(Writing, BTreeSet<String>, Outcome), Refused> {
    check(file, &world(db, file).await?, catalogue)?;
    let mut outcome = Outcome::default();
    let ready = policies::ready(file, &policies::stored(db).await?, publisher, &mut outcome)?;
    let writing = Writing::at_large(db).await?;
    let transaction = writing.db();
    check(file, &world(transaction, file).await?, catalogue)?;
    let before = Agreements::load(transaction, catalogue).await?.on(now.date_naive());
    registry(transaction, file, &mut outcome).await?;
    outcome.added += demo::speak_for_all(transaction).await?;
    let hashes = policies::store(transaction, ready, now, &mut outcome).await?;
    for agreement in &file.agreements {
        put_agreement(transaction, agreement, &hashes, &mut outcome).await?;
    }
    denials(transaction, file, now, &mut outcome).await?;
    if before != Agreements::load(transaction, catalogue).await?.on(now.date_naive()) {
        kept::leave(transaction, &before).await?;
    }
    let touched = people::enrol(transaction, file, &mut outcome, now).await?;
    Ok((writing, touched, outcome))
}

async fn registry(db: &impl ConnectionTrait, file: &File, outcome: &mut Outcome) -> Result<(), Error> {
    use entity::{agency, client, own_issuer, worker};
    let codes = |roles: &[crate::vocabulary::Role]| roles.iter().map(|r| r.code()).collect::<Vec<_>>();
    for part in &file.agencies {
        let old = agency::Entity::find_by_id(part.id.0.clone()).one(db).await?;
        let row = agency::Model {
            id: part.id.0.clone(),
            kind: part.kind.code().into(),
            name: part.name.clone(),
            roles: json!(codes(&part.roles)),
        };
        put(db, old, row, outcome).await?;
    }
    for part in &file.issuers {
        put_issuer(db, part, outcome).await?;
    }
    for part in &file.own_issuers {
        let old = own_issuer::Entity::find_by_id(part.id.clone()).one(db).await?;
        let keys = part.keys.clone().unwrap_or(Value::Null);
        let row = own_issuer::Model { id: part.id.clone(), audience: part.audience.clone(), keys, demo: false };
        put(db, old, row, outcome).await?;
    }
    for part in &file.clients {
        let old = client::Entity::find_by_id((part.agency.0.clone(), part.id.0.clone())).one(db).await?;
        let role = part.role.map(|r| r.code().to_owned());
        let row = client::Model { agency_id: part.agency.0.clone(), id: part.id.0.clone(), role, name: part.name.clone() };
        put(db, old, row, outcome).await?;
    }
    for part in &file.workers {
        let old = worker::Entity::find_by_id((part.agency.0.clone(), part.id.0.clone())).one(db).await?;
        let controllers: Vec<_> = part.controllers.iter().map(|c| c.0.as_str()).collect();
        let row = worker::Model {
            agency_id: part.agency.0.clone(),
            id: part.id.0.clone(),
            role: part.role.code().into(),
            name: part.name.clone(),
            controllers: (!controllers.is_empty()).then(|| json!(controllers)),
        };
        put(db, old, row, outcome).await?;
    }
    Ok(())
}

/// An issuer with its whole mapping: a value that the file no longer names no longer speaks for anybody.
async fn put_issuer(db: &impl ConnectionTrait, part: &IssuerPart, outcome: &mut Outcome) -> Result<(), Error> {
    use entity::{issuer, issuer_agency as mapping};
    let old = issuer::Entity::find_by_id(part.id.clone()).one(db).await?;
    let row = issuer::Model {
        id: part.id.clone(),
        audience: part.audience.clone(),
        agency_claim: part.agency_claim.clone(),
        keys: part.keys.clone().unwrap_or(Value::Null),
        demo: false,
    };
    put(db, old, row, outcome).await?;
    let stored = mapping::Entity::find().filter(mapping::Column::Issuer.eq(part.id.as_str())).all(db).await?;
    for row in stored.iter().filter(|row| !part.agencies.contains_key(&row.value)) {
        mapping::Entity::delete_by_id((row.issuer.clone(), row.value.clone())).exec(db).await?;
        outcome.removed += 1;
    }
    for (value, agency) in &part.agencies {
        let old = stored.iter().find(|row| row.value == *value).cloned();
        let row = mapping::Model { issuer: part.id.clone(), value: value.clone(), agency_id: agency.0.clone() };
        put(db, old, row, outcome).await?;
    }
    Ok(())
}

async fn put_agreement(
    db: &impl ConnectionTrait,
    part: &AgreementPart,
    hashes: &BTreeMap<String, String>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    use entity::agreement;
    let old = agreement::Entity::find_by_id((part.id.0.clone(), part.version.clone())).one(db).await?;
    let signatures = part.signatures.iter();
    let signatures: Vec<_> = signatures.map(|s| json!({"agency": s.agency.0, "name": s.name, "role": s.role, "on": s.on})).collect();
    let row = agreement::Model {
        id: part.id.0.clone(),
        version: part.version.clone(),
        title: part.title.clone(),
        state: part.state.code().into(),
        starts_on: part.starts_on,
        ends_on: part.ends_on,
        document: json!({"signatures": signatures, "dpia": part.dpia, "retention": part.retention, "reviewOn": part.review_on}),
    };
    put(db, old, row, outcome).await?;
    put_parties(db, part, outcome).await?;
    put_flows(db, part, hashes, outcome).await
}

/// The parties of a version are stated whole: one that the file no longer names is none any more.
async fn put_parties(db: &impl ConnectionTrait, part: &AgreementPart, outcome: &mut Outcome) -> Result<(), Error> {
    use entity::agreement_party as party;
    let of_version = party::Entity::find().filter(party::Column::AgreementId.eq(part.id.0.as_str()));
    let stored = of_version.filter(party::Column::AgreementVersion.eq(part.version.as_str())).all(db).await?;
    for row in stored.iter().filter(|row| !part.parties.iter().any(|p| p.agency.0 == row.agency_id)) {
        let key = (row.agreement_id.clone(), row.agreement_version.clone(), row.agency_id.clone());
        party::Entity::delete_by_id(key).exec(db).await?;
        outcome.removed += 1;
    }
    for p in &part.parties {
        let row = party::Model {
            agreement_id: part.id.0.clone(),
            agreement_version: part.version.clone(),
            agency_id: p.agency.0.clone(),
            starts_on: p.starts_on,
            ends_on: p.ends_on,
            suspended: p.suspended,
        };
        put(db, stored.iter().find(|old| old.agency_id == row.agency_id).cloned(), row, outcome).await?;
    }
    Ok(())
}

/// So are its flows. A flow's id counts within its version, and is stored with it.
async fn put_flows(
    db: &impl ConnectionTrait,
    part: &AgreementPart,
    hashes: &BTreeMap<String, String>,
    outcome: &mut Outcome,
) -> Result<(), Error> {
    use entity::agreement_flow as flow;
    let of_version = flow::Entity::find().filter(flow::Column::AgreementId.eq(part.id.0.as_str()));
    let stored = of_version.filter(flow::Column::AgreementVersion.eq(part.version.as_str())).all(db).await?;
    let id = |f: &str| format!("{}/{}/{f}", part.id.0, part.version);
    for row in stored.iter().filter(|row| !part.flows.iter().any(|f| id(&f.id.0) == row.id)) {
        flow::Entity::delete_by_id(row.id.clone()).exec(db).await?;
        outcome.removed += 1;
    }
    for f in &part.flows {
        let hash = hashes.get(&f.policy.0).ok_or_else(|| Error::internal("a checked flow names no published policy"))?;
        let row = flow::Model {
            id: id(&f.id.0),
            agreement_id: part.id.0.clone(),
            agreement_version: part.version.clone(),
            holder: f.holder.clone(),
            recipient: f.recipient.clone(),
            policy_hash: hash.clone(),
            lawful_basis: f.lawful_basis.stated(),
        };
        put(db, stored.iter().find(|old| old.id == row.id).cloned(), row, outcome).await?;
    }
    Ok(())
}

async fn denials(db: &impl ConnectionTrait, file: &File, now: DateTime<Utc>, outcome: &mut Outcome) -> Result<(), Error> {
    use entity::deny_mask;
    for part in &file.denials {
        let old = deny_mask::Entity::find_by_id(part.id.0.clone()).one(db).await?;
        let row = deny_mask::Model {
            id: part.id.0.clone(),
            holder: part.holder.clone(),
            fields: json!(part.fields),
            recipient: part.recipient.clone(),
            role: part.role.map(|r| r.code().to_owned()),
            reason: part.reason.clone(),
            from: old.as_ref().map_or(now, |old| old.from),
        };
        put(db, old, row, outcome).await?;
    }
    Ok(())
}
