//! Who saw what: the records, for a data protection officer, within what the officer's controllers hold or received.

use super::{plan::page_size, query::Asking};
use crate::{
    audit::{Decided, Entry, LONGEST_ID, Recorded, Seen},
    disclosure::{TRIES, kept_changing},
    error::Error,
    vocabulary::Role,
};
use async_graphql::{ID, SimpleObject};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use entity::access_record;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;

/// Records on a page when nobody says how many.
const USUAL: i32 = 50;

/// What was asked of the records.
pub struct Asked {
    /// About whom.
    pub person: Option<String>,
    /// For which case.
    pub case_reference: Option<String>,
    /// From when.
    pub from: Option<DateTime<Utc>>,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
    /// How many.
    pub first: Option<i32>,
    /// After which cursor.
    pub after: Option<String>,
}

/// A page of records, newest first.
#[derive(Debug, SimpleObject)]
pub struct DisclosurePage {
    /// The records.
    records: Vec<DisclosureRecord>,
    /// The cursor to go on with; null at the end.
    end_cursor: Option<String>,
    /// Whether records follow.
    has_next_page: bool,
}

/// One read, or one refused read. It names fields and never values.
#[derive(Debug, SimpleObject)]
pub struct DisclosureRecord {
    /// Opaque id of the record.
    id: ID,
    /// When.
    at: DateTime<Utc>,
    /// Whom it was about, by hub id; as it was asked when nobody was found.
    person: String,
    /// Whether the person existed for who asked.
    known: bool,
    /// The root field.
    operation: String,
    /// Who looked, at the organisation.
    worker: Option<String>,
    /// Through which system.
    acting_client: Option<String>,
    /// Which organisation.
    agency: String,
    /// In which role.
    role: String,
    /// What for.
    purpose: Option<String>,
    /// What was let through, `Entity.field`, whether or not a value existed; of other holders' data only if you may see that.
    fields_released: Vec<String>,
    /// What was selected and kept back; only for what your controllers asked for.
    fields_refused: Vec<String>,
    /// What each category rested on, as JSON.
    basis: String,
    /// Agreements, `id/version`.
    agreement_versions: Vec<String>,
    /// Policies, by hash.
    policy_versions: Vec<String>,
    /// Her answers that were relied on, by id.
    consent_statements: Vec<String>,
    /// The case for which a data protection officer looked.
    case_reference: Option<String>,
    /// Whether a system asked for itself.
    system_copy: bool,
}

/// Part of a record: fields of rows that these hold.
#[derive(Deserialize)]
struct Released {
    holders: Vec<String>,
    fields: Vec<String>,
}

/// The page of records.
pub async fn disclosures(asking: &Asking<'_>, asked: Asked) -> Result<DisclosurePage, Error> {
    let caller = asking.caller;
    let (Role::Dpo, Some(worker)) = (caller.role(), caller.worker()) else {
        return Err(Error::Forbidden("`disclosures` is for data protection officers".into()));
    };
    let case = case_reference(&asked)?;
    is_an_id(&asked)?;
    let size = page_size("first", Some(asked.first.unwrap_or(USUAL).into()))?;
    for _ in 0..TRIES {
        let snapshot = asking.hub.store.snapshot().await?;
        let agreed = asking.hub.agreed.at(&*snapshot).await?;
        caller.still(&agreed.registry)?;
        let controllers: Vec<String> = agreed.registry.controllers(caller.agency(), worker).iter().map(ToString::to_string).collect();
        let query = access_record::Entity::find().filter(within(&controllers, &asked)?);
        let query = query.order_by_desc(access_record::Column::At).order_by_desc(access_record::Column::Id).limit(size as u64 + 1);
        let mut found = query.all(&*snapshot).await?;
        snapshot.end().await?;
        let has_next_page = found.len() > size;
        found.truncate(size);
        let end_cursor = found.last().filter(|_| has_next_page).map(cursor);
        let records: Vec<_> = found.into_iter().map(|record| shown(record, &controllers)).collect();
        if look_is_recorded(asking, asked.person.as_deref(), case.clone(), agreed.version).await? {
            return Ok(DisclosurePage { records, end_cursor, has_next_page });
        }
    }
    Err(kept_changing())
}

fn case_reference(asked: &Asked) -> Result<Option<String>, Error> {
    let case = asked.case_reference.as_deref().map(str::trim).filter(|c| !c.is_empty());
    match (case, &asked.person) {
        (None, Some(_)) => Err(Error::invalid("caseReference", "looking up a person needs `caseReference`, which she is shown")),
        (Some(case), _) if case.chars().count() > 40 || case.chars().any(char::is_control) => {
            Err(Error::invalid("caseReference", "`caseReference` is one line of at most 40 characters"))
        }
        (case, _) => Ok(case.map(str::to_owned)),
    }
}

/// Refuses what no record says: whoever was asked for stands there in so many characters at most.
fn is_an_id(asked: &Asked) -> Result<(), Error> {
    match &asked.person {
        Some(person) if person.chars().count() > LONGEST_ID || person.chars().any(char::is_control) => {
            Err(Error::invalid("person", format!("`person` is an id as records name it, one line of at most {LONGEST_ID} characters")))
        }
        _ => Ok(()),
    }
}

/// Records of reads by the controllers, and of reads of what they hold.
fn within(controllers: &[String], asked: &Asked) -> Result<Condition, Error> {
    let held = controllers.iter().fold(Condition::any(), |any, id| any.add(access_record::Column::Released.contains(format!("\"{id}\""))));
    let mut all = Condition::all().add(Condition::any().add(access_record::Column::Agency.is_in(controllers)).add(held));
    if let Some(person) = &asked.person {
        all = all.add(access_record::Column::Person.eq(person));
    }
    if let Some(from) = asked.from {
        all = all.add(access_record::Column::At.gte(from));
    }
    if let Some(until) = asked.until {
        all = all.add(access_record::Column::At.lt(until));
    }
    if let Some(after) = &asked.after {
        let (at, id) = after_cursor(after)?;
        let same = Condition::all().add(access_record::Column::At.eq(at)).add(access_record::Column::Id.lt(id));
        all = all.add(Condition::any().add(access_record::Column::At.lt(at)).add(same));
    }
    Ok(all)
}

fn cursor(record: &access_record::Model) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}|{}", record.at.to_rfc3339(), record.id))
}

fn after_cursor(cursor: &str) -> Result<(DateTime<Utc>, String), Error> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let parts = text.as_deref().and_then(|t| t.split_once('|'));
    let parts = parts.filter(|(_, id)| uuid::Uuid::parse_str(id).is_ok());
    let read = parts.and_then(|(at, id)| Some((DateTime::parse_from_rfc3339(at).ok()?.to_utc(), id.to_owned())));
    read.ok_or_else(|| Error::invalid("after", "`after` is no cursor of this list: begin without it"))
}

/// A record as far as the controllers hold or received what it names.
fn shown(record: access_record::Model, controllers: &[String]) -> DisclosureRecord {
    let received = controllers.contains(&record.agency);
    let parts: Vec<Released> = serde_json::from_str(&record.released).unwrap_or_default();
    let theirs = |part: &&Released| received || part.holders.iter().any(|holder| controllers.contains(holder));
    let mut released: Vec<String> = parts.iter().filter(theirs).flat_map(|part| part.fields.clone()).collect();
    released.sort();
    released.dedup();
    DisclosureRecord {
        id: record.id.into(),
        at: record.at,
        person: record.person,
        known: record.known,
        operation: record.operation,
        worker: record.worker,
        acting_client: record.acting_client,
        agency: record.agency,
        role: record.role,
        purpose: record.purpose,
        fields_released: released,
        fields_refused: if received { list(&record.refused) } else { Vec::new() },
        basis: if received { record.basis } else { "{}".into() },
        agreement_versions: list(&record.agreements),
        policy_versions: list(&record.policies),
        consent_statements: if received { list(&record.consent_statements) } else { Vec::new() },
        case_reference: record.case_reference,
        system_copy: record.system_copy,
    }
}

fn list(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Records the look; whether what is agreed is still what it was read under.
async fn look_is_recorded(asking: &Asking<'_>, person: Option<&str>, case: Option<String>, agreed: i64) -> Result<bool, Error> {
    let at = asking.hub.clock.now();
    let entry = Entry { caller: asking.caller, operation: "disclosures", purpose: None, trace: asking.trace, at };
    let text = Decided { basis: "{\"*\":[\"OVERSIGHT\"]}".into(), case_reference: case, ..Decided::nothing() };
    let seen = Seen { agreed, ..Seen::default() };
    Ok(asking.hub.recorder.record(vec![entry.decided(person.unwrap_or("*"), text)], seen).await? == Recorded::Stands)
}
