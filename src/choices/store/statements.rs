//! Her answers, notices given, and who was let look.

use crate::{
    consent::Statement,
    error::Error,
    vocabulary::{Coded, ConsentDecision, ConsentEndEvent, ConsentItem, ConsentMethod, ConsentStatus, ConsentTopic},
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{access_record, consent_recipient, consent_statement, notice_given};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Beside an answer, how it was taken.
#[derive(Clone, Debug)]
pub struct Taken<'a> {
    /// Whose answer.
    pub person: &'a str,
    /// The topic it was asked under; nothing for a stop.
    pub topic: Option<ConsentTopic>,
    /// How.
    pub method: ConsentMethod,
    /// In which talk.
    pub session: Option<&'a str>,
    /// Whether it was read back to her.
    pub read_back: bool,
    /// When it was typed in.
    pub entered_on: DateTime<Utc>,
    /// What ends it by itself.
    pub end_event: Option<ConsentEndEvent>,
    /// What she asked.
    pub questions: Option<&'a str>,
    /// Which worker heard her, `AGENCY/WORKER`; nobody where she signed in herself.
    pub worker: Option<&'a str>,
    /// Where it is up to.
    pub status: ConsentStatus,
}

fn codes(items: impl Iterator<Item = &'static str>) -> Value {
    Value::from(items.collect::<Vec<_>>())
}

/// Writes an answer and to whom it was read. The names are those that were read aloud.
pub async fn add_statement(
    db: &impl ConnectionTrait,
    said: &Statement,
    taken: &Taken<'_>,
    name: impl Fn(&str) -> Option<String>,
) -> Result<(), Error> {
    let category = |item: &ConsentItem| if let ConsentItem::Category(c) = item { Some(c.code()) } else { None };
    let alone = |item: &ConsentItem| if let ConsentItem::Alone(a) = item { Some(a.code()) } else { None };
    let row = consent_statement::Model {
        id: said.id.clone(),
        person_id: taken.person.to_owned(),
        topic: taken.topic.map(|t| t.code().to_owned()),
        categories: codes(said.items.iter().filter_map(category)),
        items: codes(said.items.iter().filter_map(alone)),
        fields: json!(said.fields),
        purposes: codes(said.purposes.iter().map(|p| p.code())),
        decision: said.decision.code().to_owned(),
        separate: said.separate,
        status: taken.status.code().to_owned(),
        method: Some(taken.method.code().to_owned()),
        session: taken.session.map(str::to_owned),
        read_back: taken.read_back,
        said_on: said.said_on,
        entered_on: taken.entered_on,
        starts_on: said.starts_on,
        ends_on: said.ends_on,
        end_event: taken.end_event.map(|e| e.code().to_owned()),
        withdrawn_on: said.withdrawn_on,
        supersedes: said.supersedes.clone(),
        confirmed_by_agency: None,
        confirmed_on: None,
        capacity_concern: said.capacity_concern,
        best_interests_by: None,
        questions_asked: taken.questions.map(str::to_owned),
        taken_by_agency: said.taken_by_agency.clone(),
        taken_by_worker: taken.worker.map(str::to_owned),
        taken_by_role: said.taken_by_role.map(|r| r.code().to_owned()),
        private_setting: said.private_setting,
        source_ref: said.id.clone(),
    };
    consent_statement::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    for to in &said.recipients {
        let row = consent_recipient::Model {
            id: Uuid::new_v4().to_string(),
            person_id: taken.person.to_owned(),
            statement_id: said.id.clone(),
            agency_id: to.agency.clone(),
            role: to.role.map(|r| r.code().to_owned()),
            worker: to.worker.clone(),
            read_aloud_as: name(&to.agency),
            recorded_by: said.taken_by_agency.clone(),
            source_ref: format!("{}:{}", said.id, to.agency),
        };
        consent_recipient::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Says of answers that they were replaced or withdrawn; what was withdrawn says since when.
pub async fn mark(db: &impl ConnectionTrait, ids: &[String], status: ConsentStatus, withdrawn: Option<DateTime<Utc>>) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut update = consent_statement::Entity::update_many().col_expr(consent_statement::Column::Status, Expr::value(status.code()));
    if let Some(at) = withdrawn {
        update = update.col_expr(consent_statement::Column::WithdrawnOn, Expr::value(at));
    }
    update.filter(consent_statement::Column::Id.is_in(ids)).exec(db).await?;
    Ok(())
}

/// Says that yeses are over from this day on. She did not take them back: they ended.
pub async fn end(db: &impl ConnectionTrait, ids: &[String], from: NaiveDate) -> Result<(), Error> {
    if ids.is_empty() {
        return Ok(());
    }
    let update = consent_statement::Entity::update_many()
        .col_expr(consent_statement::Column::Status, Expr::value(ConsentStatus::Expired.code()))
        .col_expr(consent_statement::Column::EndsOn, Expr::value(from.pred_opt()));
    update.filter(consent_statement::Column::Id.is_in(ids)).exec(db).await?;
    Ok(())
}

/// Says that another organisation heard a choice too.
pub async fn confirm(db: &impl ConnectionTrait, id: &str, agency: &str, at: DateTime<Utc>) -> Result<(), Error> {
    let row = consent_statement::ActiveModel {
        id: Set(id.to_owned()),
        confirmed_by_agency: Set(Some(agency.to_owned())),
        confirmed_on: Set(Some(at)),
        status: Set(ConsentStatus::Live.code().to_owned()),
        ..Default::default()
    };
    row.update(db).await?;
    Ok(())
}

/// An answer as it is told back: what it was about, to whom it was read, where it is up to.
#[derive(Clone, Debug)]
pub struct Told {
    /// The hub's id of it.
    pub id: String,
    /// Its topic.
    pub topic: Option<ConsentTopic>,
    /// What she said.
    pub decision: ConsentDecision,
    /// Where it is up to.
    pub status: ConsentStatus,
    /// The organisations, by id and by name as read aloud, in the order of their names.
    pub recipients: Vec<(String, String)>,
    /// When she said it.
    pub said_on: DateTime<Utc>,
    /// The last day of a yes.
    pub ends_on: Option<NaiveDate>,
}

/// These answers of hers, as they are told back, in the order in which they were said.
pub async fn told(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Told>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = consent_statement::Entity::find().filter(consent_statement::Column::Id.is_in(ids)).all(db).await?;
    let recipients = consent_recipient::Entity::find().filter(consent_recipient::Column::StatementId.is_in(ids)).all(db).await?;
    rows.sort_by(|a, b| (a.said_on, &a.topic, &a.id).cmp(&(b.said_on, &b.topic, &b.id)));
    let names = |id: &str| {
        let of = recipients.iter().filter(|r| r.statement_id == id);
        let mut names: Vec<_> = of.map(|r| (r.agency_id.clone(), r.read_aloud_as.clone().unwrap_or_else(|| r.agency_id.clone()))).collect();
        names.sort_by(|a, b| a.1.cmp(&b.1));
        names
    };
    let told = |row: consent_statement::Model| Told {
        topic: row.topic.as_deref().and_then(ConsentTopic::parse),
        decision: ConsentDecision::parse(&row.decision).unwrap_or(ConsentDecision::No),
        status: ConsentStatus::parse(&row.status).unwrap_or(ConsentStatus::Expired),
        recipients: names(&row.id),
        said_on: row.said_on,
        ends_on: row.ends_on,
        id: row.id,
    };
    Ok(rows.into_iter().map(told).collect())
}

/// Ids of the answers of one talk, and when each was entered.
pub async fn of_session_with_moments(db: &impl ConnectionTrait, session: &str) -> Result<Vec<(String, DateTime<Utc>)>, Error> {
    use consent_statement::Column;
    let query = consent_statement::Entity::find().select_only().columns([Column::Id, Column::EnteredOn]);
    Ok(query.filter(Column::Session.eq(session)).into_tuple().all(db).await?)
}

/// Ids of the answers of one talk.
pub async fn of_session(db: &impl ConnectionTrait, session: &str) -> Result<Vec<String>, Error> {
    let query = consent_statement::Entity::find().select_only().column(consent_statement::Column::Id);
    Ok(query.filter(consent_statement::Column::Session.eq(session)).into_tuple().all(db).await?)
}

/// What was let through to somebody, once for each kind of look.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Look {
    /// Which organisation looked.
    pub agency: String,
    /// Which worker; nobody where a system asked for itself.
    pub worker: Option<String>,
    /// In which role.
    pub role: String,
    /// What for.
    pub purpose: Option<String>,
    /// `[{"holders": […], "fields": […]}]`.
    pub released: String,
    /// When last.
    pub last: DateTime<Utc>,
}

/// What was let through about her since a moment: one line for each worker or organisation's systems, role, purpose and
/// set of fields.
pub async fn looks(db: &impl ConnectionTrait, person: &str, since: DateTime<Utc>, until: DateTime<Utc>) -> Result<Vec<Look>, Error> {
    use access_record::Column;
    let query = access_record::Entity::find().select_only().columns([
        Column::Agency,
        Column::Worker,
        Column::Role,
        Column::Purpose,
        Column::Released,
    ]);
    let query = query.column_as(Column::At.max(), "last").filter(Column::Person.eq(person)).filter(Column::Known.eq(true));
    let query = query.filter(Column::At.gte(since)).filter(Column::At.lte(until)).filter(Column::Released.ne("[]"));
    let query =
        query.group_by(Column::Agency).group_by(Column::Worker).group_by(Column::Role).group_by(Column::Purpose).group_by(Column::Released);
    Ok(query.into_model::<Look>().all(db).await?)
}

/// A look with its person.
#[derive(FromQueryResult)]
struct LookOf {
    person: String,
    #[sea_orm(nested)]
    look: Look,
}

/// The same for many persons, of these organisations alone, up to the newest: each with its person.
pub async fn looks_of(
    db: &impl ConnectionTrait,
    persons: &[String],
    agencies: &[&str],
    since: DateTime<Utc>,
) -> Result<HashMap<String, Vec<Look>>, Error> {
    use access_record::Column;
    let kinds = [Column::Person, Column::Agency, Column::Worker, Column::Role, Column::Purpose, Column::Released];
    let query = access_record::Entity::find().select_only().columns(kinds).column_as(Column::At.max(), "last");
    let query = query.filter(Column::Person.is_in(persons)).filter(Column::Agency.is_in(agencies.iter().copied()));
    let query = query.filter(Column::Known.eq(true)).filter(Column::Released.ne("[]")).filter(Column::At.gte(since));
    let query = kinds.into_iter().fold(query, QuerySelect::group_by);
    let mut looks: HashMap<String, Vec<Look>> = HashMap::new();
    for of in query.into_model::<LookOf>().all(db).await? {
        looks.entry(of.person).or_default().push(of.look);
    }
    Ok(looks)
}

/// Writes down that a notice was read to her.
pub async fn add_notice(db: &impl ConnectionTrait, row: notice_given::Model) -> Result<(), Error> {
    notice_given::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Which organisations have met these persons at all: the person and the organisation.
pub async fn met(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashSet<(String, String)>, Error> {
    use access_record::Column;
    let query = access_record::Entity::find().select_only().columns([Column::Person, Column::Agency]).distinct();
    let query = query.filter(Column::Person.is_in(persons)).filter(Column::Known.eq(true));
    Ok(query.into_tuple::<(String, String)>().all(db).await?.into_iter().collect())
}
