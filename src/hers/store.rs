//! The record of what was read about her, as far as it is hers to be told. Whoever changes the record changes this one place.

use crate::{error::Error, holds::KeptBack};
use chrono::{DateTime, Utc};
use entity::{access_record, person_reference};
use futures::TryStreamExt;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, StreamTrait};
use std::collections::BTreeSet;

/// A root whose record of somebody unknown holds a number of hers and not her id.
const BY_NUMBER: &str = "personByOwnReference";
/// Characters that a record keeps of what was asked for in vain.
const KEPT_OF_A_NUMBER: usize = 64;

/// One record about her.
#[derive(Clone, Debug)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The root field.
    pub operation: String,
    /// Whether she was there for who asked.
    pub known: bool,
    /// The worker.
    pub worker: Option<String>,
    /// The organisation.
    pub agency: String,
    /// The role, as a code.
    pub role: String,
    /// What for, as a code.
    pub purpose: Option<String>,
    /// What was let through, `[{"holders", "fields"}]`.
    pub released: String,
    /// What was kept back, by name.
    pub refused: String,
    /// The case for which an officer looked.
    pub case_reference: Option<String>,
    /// Whether a system asked for itself.
    pub system: bool,
}

impl From<access_record::Model> for Record {
    fn from(m: access_record::Model) -> Self {
        Self {
            id: m.id,
            at: m.at,
            operation: m.operation,
            known: m.known,
            worker: m.worker,
            agency: m.agency,
            role: m.role,
            purpose: m.purpose,
            released: m.released,
            refused: m.refused,
            case_reference: m.case_reference,
            system: m.system_copy,
        }
    }
}

/// A system that read of her, however often.
#[derive(Clone, Debug, FromQueryResult)]
pub struct System {
    /// Its organisation.
    pub agency: String,
    /// Which system.
    pub acting_client: Option<String>,
    /// The first time.
    pub first: DateTime<Utc>,
    /// The last time.
    pub last: DateTime<Utc>,
    /// How many times.
    pub times: i64,
}

/// Every record about her that is not kept from her: those of her id, and those of an organisation that asked in vain by its number.
async fn about(db: &impl ConnectionTrait, person: &str, kept: &KeptBack) -> Result<Condition, Error> {
    use access_record::Column as C;
    let numbers = person_reference::Entity::find().filter(person_reference::Column::PersonId.eq(person)).all(db).await?;
    let by_id = Condition::any().add(C::Known.eq(true)).add(C::Operation.ne(BY_NUMBER));
    let mut any = Condition::any().add(Condition::all().add(C::Person.eq(person)).add(by_id));
    for number in numbers {
        let asked: String = number.reference.chars().take(KEPT_OF_A_NUMBER).collect();
        let in_vain = Condition::all().add(C::Person.eq(asked)).add(C::Agency.eq(number.agency_id));
        any = any.add(in_vain.add(C::Known.eq(false)).add(C::Operation.eq(BY_NUMBER)));
    }
    let held = &kept.looks;
    Ok(Condition::all().add(any).add_option((!held.is_empty()).then(|| C::Id.is_not_in(held))))
}

/// Reads of a system that let something through: it keeps a copy, and is told as one.
fn copied() -> Condition {
    Condition::all().add(access_record::Column::Known.eq(true)).add(access_record::Column::SystemCopy.eq(true))
}

/// So many records about her but those of systems that keep a copy, newest first, from the one after this place on.
pub async fn records(
    db: &impl ConnectionTrait,
    person: &str,
    kept: &KeptBack,
    after: Option<&(DateTime<Utc>, String)>,
    limit: u64,
) -> Result<Vec<Record>, Error> {
    use access_record::Column as C;
    let mut all = about(db, person, kept).await?.add(copied().not());
    if let Some((at, id)) = after {
        let same = Condition::all().add(C::At.eq(*at)).add(C::Id.lt(id.as_str()));
        all = all.add(Condition::any().add(C::At.lt(*at)).add(same));
    }
    let query = access_record::Entity::find().filter(all).order_by_desc(C::At).order_by_desc(C::Id).limit(limit);
    Ok(query.all(db).await?.into_iter().map(Record::from).collect())
}

/// The systems that keep a copy, longest first.
pub async fn systems(db: &impl ConnectionTrait, person: &str, kept: &KeptBack) -> Result<Vec<System>, Error> {
    use access_record::Column as C;
    let query = access_record::Entity::find()
        .select_only()
        .columns([C::Agency, C::ActingClient])
        .column_as(C::At.min(), "first")
        .column_as(C::At.max(), "last")
        .column_as(C::Id.count(), "times")
        .filter(about(db, person, kept).await?.add(copied()))
        .group_by(C::Agency)
        .group_by(C::ActingClient);
    let mut systems: Vec<System> = query.into_model().all(db).await?;
    systems.sort_by(|a, b| (a.first, &a.agency, &a.acting_client).cmp(&(b.first, &b.agency, &b.acting_client)));
    Ok(systems)
}

/// What a system ever got, as texts of records, each once; never all records in memory.
pub async fn copied_by(
    db: &(impl ConnectionTrait + StreamTrait),
    person: &str,
    kept: &KeptBack,
    system: &System,
) -> Result<BTreeSet<String>, Error> {
    use access_record::Column as C;
    let client = match &system.acting_client {
        Some(client) => C::ActingClient.eq(client.as_str()),
        None => C::ActingClient.is_null(),
    };
    let these = about(db, person, kept).await?.add(copied()).add(C::Agency.eq(system.agency.as_str())).add(client);
    let query = access_record::Entity::find().select_only().column(C::Released).distinct().filter(these);
    let mut texts = query.into_tuple::<String>().stream(db).await?;
    let mut names = BTreeSet::new();
    while let Some(text) = texts.try_next().await? {
        names.extend(super::sentence::released(&text));
    }
    Ok(names)
}
