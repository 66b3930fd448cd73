//! What is registered already, as far as a file names it: of people, never more than those.

use super::policies;
use crate::agency::Registry;
use crate::agreement::File;
use crate::agreement::check::{Version, World};
use crate::agreement::file::State;
use crate::{error::Error, vocabulary::Coded};
use entity::{enrolment, own_sign_in, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::ExprTrait};
use std::collections::{BTreeMap, HashMap};

/// Values in one statement: well under the parameters either database takes.
const CHUNK: usize = 500;

/// What is registered already.
pub(super) async fn world(db: &impl ConnectionTrait, file: &File) -> Result<World, Error> {
    let version = |row: entity::agreement::Model| Version {
        state: State::parse(&row.state).unwrap_or(State::Ended),
        id: row.id,
        number: row.version,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
    };
    let (references, sign_ins) = (references(db, file).await?, sign_ins(db, file).await?);
    let labels = labels(db, references.values().chain(sign_ins.values())).await?;
    let labelled = |people: BTreeMap<(String, String), String>| {
        let label = |person: &str| labels.get(person).cloned().unwrap_or_default();
        people.into_iter().map(|(key, person)| (key, label(&person))).collect()
    };
    Ok(World {
        registry: Registry::load(db).await?,
        policies: policies::stored(db).await?.into_iter().map(|row| row.name).collect(),
        agreements: entity::agreement::Entity::find().all(db).await?.into_iter().map(version).collect(),
        references: labelled(references),
        sign_ins: labelled(sign_ins),
    })
}

/// Values that the file names, by what they are values of.
fn named<'a>(pairs: impl Iterator<Item = (&'a String, &'a String)>) -> BTreeMap<&'a str, Vec<&'a str>> {
    let mut by_key: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    pairs.for_each(|(key, value)| by_key.entry(key).or_default().push(value));
    by_key
}

/// Whom agencies know by the references of the file.
async fn references(db: &impl ConnectionTrait, file: &File) -> Result<BTreeMap<(String, String), String>, Error> {
    use person_reference::{Column, Entity};
    let mut known = BTreeMap::new();
    for (agency, references) in named(file.enrolments.iter().flat_map(|part| &part.references)) {
        for chunk in references.chunks(CHUNK) {
            let these = Column::AgencyId.eq(agency).and(Column::Reference.is_in(chunk.iter().copied()));
            let rows = Entity::find().filter(these).all(db).await?;
            known.extend(rows.into_iter().map(|row| ((row.agency_id, row.reference), row.person_id)));
        }
    }
    Ok(known)
}

/// Who signs in with the subjects of the file.
async fn sign_ins(db: &impl ConnectionTrait, file: &File) -> Result<BTreeMap<(String, String), String>, Error> {
    use own_sign_in::{Column, Entity};
    let mut known = BTreeMap::new();
    for (issuer, subjects) in named(file.enrolments.iter().flat_map(|part| &part.own_sign_in)) {
        for chunk in subjects.chunks(CHUNK) {
            let these = Column::Issuer.eq(issuer).and(Column::Subject.is_in(chunk.iter().copied()));
            let rows = Entity::find().filter(these).all(db).await?;
            known.extend(rows.into_iter().map(|row| ((row.issuer, row.subject), row.person_id)));
        }
    }
    Ok(known)
}

/// The labels of these people.
async fn labels(db: &impl ConnectionTrait, people: impl Iterator<Item = &String>) -> Result<HashMap<String, String>, Error> {
    let (mut labels, people) = (HashMap::new(), people.map(String::as_str).collect::<Vec<_>>());
    for chunk in people.chunks(CHUNK) {
        let query = enrolment::Entity::find().select_only().columns([enrolment::Column::PersonId, enrolment::Column::Label]);
        let these = enrolment::Column::PersonId.is_in(chunk.iter().copied());
        labels.extend(query.filter(these).into_tuple::<(String, String)>().all(db).await?);
    }
    Ok(labels)
}
