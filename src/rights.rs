//! What she asks of those who hold her data: "this is not right", and complaints; who must answer, and by when. Rows and rules; who may
//! ask and who may answer is decided by those who use it.

use crate::{
    error::Error,
    team,
    vocabulary::{Coded, RightsDecision, RightsKind, RightsStatus},
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::rights_request::{self, Column};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// Characters of her words.
pub const LONGEST: usize = 1_000;
/// Months in which she is answered.
const MONTHS: u32 = 1;
/// Requests that are looked at together, the earliest due first.
const MOST: u64 = 200;

/// What she asks.
#[derive(Clone, Debug)]
pub struct Ask {
    /// That something is not right, or a complaint.
    pub kind: RightsKind,
    /// What she says.
    pub words: String,
    /// What is not right, `Entity.field`.
    pub fields: Vec<String>,
    /// Who must answer, by id, where she knows; the officers of all who are or were on her team look after one that names nobody.
    pub controller: Option<String>,
}

/// A request of hers.
#[derive(Clone, Debug)]
pub struct Request {
    /// Its id.
    pub id: String,
    /// Whose.
    pub person: String,
    /// What kind it is.
    pub kind: RightsKind,
    /// What she says.
    pub words: String,
    /// What is not right.
    pub fields: Vec<String>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Who must answer.
    pub controller: Option<String>,
    /// By when.
    pub due_on: NaiveDate,
    /// What was decided, in words to her, and when.
    pub answered: Option<(RightsDecision, String, DateTime<Utc>)>,
}

fn read(row: rights_request::Model) -> Option<Request> {
    let decision = row.decision.as_deref().and_then(RightsDecision::parse);
    Some(Request {
        kind: RightsKind::parse(&row.kind)?,
        fields: serde_json::from_value(row.fields).unwrap_or_default(),
        answered: decision.zip(row.answered_at).map(|(decision, at)| (decision, row.answer.unwrap_or_default(), at)),
        id: row.id,
        person: row.person_id,
        words: row.her_words,
        received_at: row.received_at,
        controller: row.controller,
        due_on: row.due_on,
    })
}

/// Writes down what she asks; gives back its id. `by` is the worker who took it, nobody where she signed in herself.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn add(db: &impl ConnectionTrait, person: &str, ask: &Ask, by: Option<&str>, now: DateTime<Utc>) -> Result<String, Error> {
    let row = rights_request::Model {
        id: Uuid::new_v4().to_string(),
        person_id: person.to_owned(),
        kind: ask.kind.code().to_owned(),
        her_words: ask.words.trim().to_owned(),
        fields: json!(ask.fields),
        received_at: now,
        received_by: by.map(str::to_owned),
        controller: ask.controller.clone(),
        due_on: now.date_naive().checked_add_months(Months::new(MONTHS)).unwrap_or(NaiveDate::MAX),
        status: RightsStatus::Received.code().to_owned(),
        decision: None,
        answer: None,
        answered_at: None,
        answered_by: None,
    };
    let id = row.id.clone();
    rights_request::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(id)
}

async fn all(db: &impl ConnectionTrait, condition: Condition) -> Result<Vec<Request>, Error> {
    let query = rights_request::Entity::find().filter(condition).order_by_asc(Column::DueOn).order_by_asc(Column::Id);
    Ok(query.limit(MOST).all(db).await?.into_iter().filter_map(read).collect())
}

/// What she has asked.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn of_person(db: &impl ConnectionTrait, person: &str) -> Result<Vec<Request>, Error> {
    all(db, Condition::all().add(Column::PersonId.eq(person))).await
}

/// Whom a request is about, answered or not.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn about(db: &impl ConnectionTrait, id: &str) -> Result<Option<String>, Error> {
    let query = rights_request::Entity::find_by_id(id).select_only().column(Column::PersonId);
    Ok(query.into_tuple().one(db).await?)
}

/// What these controllers have to answer, and what names nobody who must, of women on whose team they are or were.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn waiting(db: &impl ConnectionTrait, controllers: &[String]) -> Result<Vec<Request>, Error> {
    let hers = Column::PersonId.in_subquery(team::ever_with(controllers));
    let unnamed = Condition::all().add(Column::Controller.is_null()).add(hers);
    let theirs = Condition::any().add(Column::Controller.is_in(controllers)).add(unnamed);
    all(db, Condition::all().add(Column::Status.eq(RightsStatus::Received.code())).add(theirs)).await
}

/// Writes down what was decided, in words to her.
///
/// # Errors
/// `UNAVAILABLE` when the database fails.
pub async fn answered(
    db: &impl ConnectionTrait,
    id: &str,
    decision: RightsDecision,
    words: &str,
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = rights_request::ActiveModel {
        id: Set(id.to_owned()),
        status: Set(RightsStatus::Answered.code().to_owned()),
        decision: Set(Some(decision.code().to_owned())),
        answer: Set(Some(words.trim().to_owned())),
        answered_at: Set(Some(now)),
        answered_by: Set(Some(by.to_owned())),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}
