//! Statements from the database.

use super::{Recipient, Statement};
use crate::{
    error::Error,
    vocabulary::{Coded, ConsentDecision, ConsentItem},
};
use entity::{consent_recipient, consent_statement, row::Columns};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use std::collections::{BTreeSet, HashMap};

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

/// A recipient as it is stored: agency, role, worker.
type Named = (String, Option<String>, Option<String>);

/// Every statement of these persons, by person, in two queries.
pub async fn load(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashMap<String, Vec<Statement>>, Error> {
    use consent_recipient::Column as C;
    let statements = consent_statement::Entity::find().select_only().columns(DECIDING);
    let statements = db.query_all(&statements.filter(consent_statement::Column::PersonId.is_in(persons)).into_query()).await?;
    let recipients = consent_recipient::Entity::find().select_only().columns([C::StatementId, C::AgencyId, C::Role, C::Worker]);
    let recipients = db.query_all(&recipients.filter(C::PersonId.is_in(persons)).into_query()).await?;
    let mut named: HashMap<String, Vec<Named>> = HashMap::with_capacity(statements.len());
    for row in &recipients {
        let mut columns = Columns::of(row);
        let statement = columns.take()?;
        named.entry(statement).or_default().push((columns.take()?, columns.take()?, columns.take()?));
    }
    let mut by_person: HashMap<String, Vec<Statement>> = HashMap::new();
    for row in &statements {
        let mut columns = Columns::of(row);
        let person = columns.take()?;
        by_person.entry(person).or_default().push(read(&mut columns, &mut named)?);
    }
    Ok(by_person)
}

/// A stored statement. What cannot be read of it narrows a yes and widens a no.
fn read(c: &mut Columns<'_>, named: &mut HashMap<String, Vec<Named>>) -> Result<Statement, DbErr> {
    let id: String = c.take()?;
    let decision = Coded::parse(&c.take::<String>()?).unwrap_or(ConsentDecision::No);
    let categories = codes(c.take()?).into_iter().map(ConsentItem::Category);
    let items: BTreeSet<_> = categories.chain(codes(c.take()?).into_iter().map(ConsentItem::Alone)).collect();
    // Lines that cannot be read are none in a yes, and everything in a no.
    let lines: Option<Vec<String>> = serde_json::from_value(c.take()?).ok();
    let items = if lines.is_none() && decision == ConsentDecision::Yes { BTreeSet::new() } else { items };
    Ok(Statement {
        decision,
        items,
        fields: lines.unwrap_or_default().into_iter().collect(),
        purposes: codes(c.take()?).into_iter().collect(),
        recipients: named.remove(&id).unwrap_or_default().into_iter().filter_map(|n| recipient(n, decision)).collect(),
        separate: c.take()?,
        said_on: c.take()?,
        starts_on: c.take()?,
        ends_on: c.take()?,
        withdrawn_on: c.take()?,
        supersedes: c.take()?,
        taken_by_agency: c.take()?,
        taken_by_role: c.take::<Option<String>>()?.as_deref().and_then(Coded::parse),
        private_setting: c.take()?,
        capacity_concern: c.take()?,
        confirmed_by: c.take()?,
        id,
    })
}

/// Whom a statement names. A role that cannot be read is nobody in a yes, and the whole organisation in a no.
fn recipient((agency, role, worker): Named, decision: ConsentDecision) -> Option<Recipient> {
    let role = role.as_deref().map(Coded::parse);
    let unreadable = matches!(role, Some(None));
    (decision != ConsentDecision::Yes || !unreadable).then(|| Recipient { agency, role: role.flatten(), worker })
}

fn texts(json: serde_json::Value) -> Vec<String> {
    serde_json::from_value(json).unwrap_or_default()
}

fn codes<T: Coded>(json: serde_json::Value) -> Vec<T> {
    texts(json).iter().filter_map(|code| T::parse(code)).collect()
}
