//! Statements from the database.

use super::{Recipient, Statement, Taken};
use crate::{
    error::Error,
    vocabulary::{Catalogue, Coded, FieldSet},
};
use entity::{consent_recipient, consent_statement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Every statement of these persons, by person, in two queries.
pub async fn load(db: &impl ConnectionTrait, catalogue: &Catalogue, persons: &[String]) -> Result<HashMap<String, Vec<Statement>>, Error> {
    let statements = consent_statement::Entity::find().filter(consent_statement::Column::PersonId.is_in(persons)).all(db).await?;
    let recipients = consent_recipient::Entity::find().filter(consent_recipient::Column::PersonId.is_in(persons)).all(db).await?;
    let mut named: HashMap<String, Vec<Recipient>> = HashMap::new();
    for r in recipients {
        // A role that cannot be read narrows to nobody: the recipient is left out.
        let role = match r.role.as_deref().map(Coded::parse) {
            Some(None) => continue,
            Some(Some(role)) => Some(role),
            None => None,
        };
        named.entry(r.statement_id).or_default().push(Recipient { agency: r.agency_id, role, worker: r.worker });
    }
    let mut by_person: HashMap<String, Vec<Statement>> = HashMap::new();
    for model in statements {
        let recipients = named.remove(&model.id).unwrap_or_default();
        by_person.entry(model.person_id.clone()).or_default().push(read(catalogue, model, recipients));
    }
    Ok(by_person)
}

fn read(catalogue: &Catalogue, m: consent_statement::Model, recipients: Vec<Recipient>) -> Statement {
    let paths = texts(&m.fields);
    Statement {
        decision: Coded::parse(&m.decision),
        categories: codes(&m.categories),
        items: codes(&m.items),
        fields: FieldSet::of(paths.iter().filter_map(|p| catalogue.path(p)).map(|f| f.number)),
        names_fields: !paths.is_empty(),
        purposes: codes(&m.purposes),
        recipients,
        separate: m.separate,
        said_on: m.said_on,
        starts_on: m.starts_on,
        ends_on: m.ends_on,
        withdrawn_on: m.withdrawn_on,
        supersedes: m.supersedes,
        taken: Taken {
            agency: m.taken_by_agency,
            role: m.taken_by_role.as_deref().and_then(Coded::parse),
            in_private: m.private_setting == Some(true),
            capacity_concern: m.capacity_concern,
            confirmed_by: m.confirmed_by_agency,
        },
        id: m.id,
    }
}

fn texts(json: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(json.clone()).unwrap_or_default()
}

fn codes<T: Coded>(json: &serde_json::Value) -> Vec<T> {
    texts(json).iter().filter_map(|code| T::parse(code)).collect()
}
