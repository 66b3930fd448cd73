//! Statements from the database.

use super::{Recipient, Statement, Taken};
use crate::{
    error::Error,
    vocabulary::{Catalogue, Coded, FieldSet},
};
use entity::{consent_recipient, consent_statement, row::Columns};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::HashMap;

/// The columns of a statement that decide, in the order in which [`read`] takes them.
const DECIDING: [consent_statement::Column; 18] = {
    use consent_statement::Column as C;
    [
        C::PersonId,
        C::Id,
        C::Decision,
        C::Categories,
        C::Items,
        C::Fields,
        C::Purposes,
        C::Separate,
        C::SaidOn,
        C::StartsOn,
        C::EndsOn,
        C::WithdrawnOn,
        C::Supersedes,
        C::TakenByAgency,
        C::TakenByRole,
        C::PrivateSetting,
        C::CapacityConcern,
        C::ConfirmedByAgency,
    ]
};

/// Every statement of these persons, by person, in two queries.
pub async fn load(db: &impl ConnectionTrait, catalogue: &Catalogue, persons: &[String]) -> Result<HashMap<String, Vec<Statement>>, Error> {
    use consent_recipient::Column as C;
    let statements = consent_statement::Entity::find().select_only().columns(DECIDING);
    let statements = db.query_all(&statements.filter(consent_statement::Column::PersonId.is_in(persons)).into_query()).await?;
    let recipients = consent_recipient::Entity::find().select_only().columns([C::StatementId, C::AgencyId, C::Role, C::Worker]);
    let recipients = db.query_all(&recipients.filter(C::PersonId.is_in(persons)).into_query()).await?;
    let mut named: HashMap<String, Vec<Recipient>> = HashMap::with_capacity(statements.len());
    for row in &recipients {
        let mut columns = Columns::of(row);
        let statement = columns.take()?;
        let (agency, role, worker) = (columns.take()?, columns.take::<Option<String>>()?, columns.take()?);
        // A role that cannot be read narrows to nobody: the recipient is left out.
        let role = match role.as_deref().map(Coded::parse) {
            Some(None) => continue,
            Some(Some(role)) => Some(role),
            None => None,
        };
        named.entry(statement).or_default().push(Recipient { agency, role, worker });
    }
    let mut by_person: HashMap<String, Vec<Statement>> = HashMap::new();
    for row in &statements {
        let mut columns = Columns::of(row);
        let person = columns.take()?;
        by_person.entry(person).or_default().push(read(catalogue, &mut columns, &mut named)?);
    }
    Ok(by_person)
}

fn read(catalogue: &Catalogue, c: &mut Columns<'_>, named: &mut HashMap<String, Vec<Recipient>>) -> Result<Statement, DbErr> {
    let id: String = c.take()?;
    let decision = Coded::parse(&c.take::<String>()?);
    let (categories, items, paths) = (codes(c.take()?), codes(c.take()?), texts(c.take()?));
    Ok(Statement {
        decision,
        categories,
        items,
        fields: FieldSet::of(paths.iter().filter_map(|p| catalogue.path(p)).map(|f| f.number)),
        names_fields: !paths.is_empty(),
        purposes: codes(c.take()?),
        recipients: named.remove(&id).unwrap_or_default(),
        id,
        separate: c.take()?,
        said_on: c.take()?,
        starts_on: c.take()?,
        ends_on: c.take()?,
        withdrawn_on: c.take()?,
        supersedes: c.take()?,
        taken: Taken {
            agency: c.take()?,
            role: c.take::<Option<String>>()?.as_deref().and_then(Coded::parse),
            in_private: c.take::<Option<bool>>()? == Some(true),
            capacity_concern: c.take()?,
            confirmed_by: c.take()?,
        },
    })
}

fn texts(json: serde_json::Value) -> Vec<String> {
    serde_json::from_value(json).unwrap_or_default()
}

fn codes<T: Coded>(json: serde_json::Value) -> Vec<T> {
    texts(json).iter().filter_map(|code| T::parse(code)).collect()
}
