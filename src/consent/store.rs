//! Statements from the database.

use super::{Recipient, Statement};
use crate::{
    error::Error,
    vocabulary::{Coded, ConsentDecision, ConsentItem},
};
use entity::{consent_recipient, consent_statement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::HashMap;

/// Every statement of these persons, by person, in two queries.
pub async fn load(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashMap<String, Vec<Statement>>, Error> {
    let statements = consent_statement::Entity::find().filter(consent_statement::Column::PersonId.is_in(persons)).all(db).await?;
    let recipients = consent_recipient::Entity::find().filter(consent_recipient::Column::PersonId.is_in(persons)).all(db).await?;
    let mut named: HashMap<String, Vec<consent_recipient::Model>> = HashMap::new();
    for recipient in recipients {
        named.entry(recipient.statement_id.clone()).or_default().push(recipient);
    }
    let mut by_person: HashMap<String, Vec<Statement>> = HashMap::new();
    for model in statements {
        let recipients = named.remove(&model.id).unwrap_or_default();
        by_person.entry(model.person_id.clone()).or_default().push(read(model, recipients));
    }
    Ok(by_person)
}

/// A stored statement. What cannot be read of it narrows a yes and widens a no.
fn read(m: consent_statement::Model, recipients: Vec<consent_recipient::Model>) -> Statement {
    let decision = Coded::parse(&m.decision).unwrap_or(ConsentDecision::No);
    let categories = codes(&m.categories).map(ConsentItem::Category);
    let items = codes(&m.items).map(ConsentItem::Alone);
    Statement {
        decision,
        items: categories.chain(items).collect(),
        fields: texts(&m.fields).into_iter().collect(),
        purposes: codes(&m.purposes).collect(),
        recipients: recipients.into_iter().filter_map(|r| recipient(r, decision)).collect(),
        separate: m.separate,
        said_on: m.said_on,
        starts_on: m.starts_on,
        ends_on: m.ends_on,
        withdrawn_on: m.withdrawn_on,
        supersedes: m.supersedes,
        taken_by_agency: m.taken_by_agency,
        taken_by_role: m.taken_by_role.as_deref().and_then(Coded::parse),
        private_setting: m.private_setting,
        capacity_concern: m.capacity_concern,
        confirmed_by: m.confirmed_by_agency,
        id: m.id,
    }
}

/// Whom a statement names. A role that cannot be read is nobody in a yes, and the whole organisation in a no.
fn recipient(r: consent_recipient::Model, decision: ConsentDecision) -> Option<Recipient> {
    let role = r.role.as_deref().map(Coded::parse);
    let unreadable = matches!(role, Some(None));
    (decision != ConsentDecision::Yes || !unreadable).then(|| Recipient { agency: r.agency_id, role: role.flatten(), worker: r.worker })
}

fn texts(json: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(json.clone()).unwrap_or_default()
}

fn codes<T: Coded>(json: &serde_json::Value) -> impl Iterator<Item = T> + use<T> {
    texts(json).into_iter().filter_map(|code| T::parse(&code))
}
