//! The talks in which she chose, forms on paper, and requests to see.

use crate::error::Error;
use chrono::{DateTime, Utc};
use entity::{choices_session, consent_statement, paper_form, sight_request};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

/// Writes down a talk.
pub async fn add_session(db: &impl ConnectionTrait, row: choices_session::Model) -> Result<(), Error> {
    choices_session::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The talk with this id.
pub async fn session(db: &impl ConnectionTrait, id: &str) -> Result<Option<choices_session::Model>, Error> {
    Ok(choices_session::Entity::find_by_id(id.to_owned()).one(db).await?)
}

/// Writes a talk anew.
pub async fn put_session(db: &impl ConnectionTrait, row: choices_session::Model) -> Result<(), Error> {
    row.into_active_model().reset_all().update(db).await?;
    Ok(())
}

/// When the first talk with her began; answers that came with a file count as one.
pub async fn first_met(db: &impl ConnectionTrait, person: &str) -> Result<Option<DateTime<Utc>>, Error> {
    let talks = choices_session::Entity::find().select_only().column(choices_session::Column::OpenedAt);
    let talks = talks.filter(choices_session::Column::PersonId.eq(person)).order_by_asc(choices_session::Column::OpenedAt);
    let talk: Option<DateTime<Utc>> = talks.into_tuple().one(db).await?;
    let answers = consent_statement::Entity::find().select_only().column(consent_statement::Column::SaidOn);
    let answers = answers.filter(consent_statement::Column::PersonId.eq(person)).order_by_asc(consent_statement::Column::SaidOn);
    let answer: Option<DateTime<Utc>> = answers.into_tuple().one(db).await?;
    Ok(talk.into_iter().chain(answer).min())
}

/// Writes down a form that is printed.
pub async fn add_form(db: &impl ConnectionTrait, row: paper_form::Model) -> Result<(), Error> {
    paper_form::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// The form with this id.
pub async fn form(db: &impl ConnectionTrait, id: &str) -> Result<Option<paper_form::Model>, Error> {
    Ok(paper_form::Entity::find_by_id(id.to_owned()).one(db).await?)
}

/// Says that a form was entered, at the moment of the first answer that was.
pub async fn use_form(db: &impl ConnectionTrait, id: &str, now: DateTime<Utc>) -> Result<(), Error> {
    use paper_form::Column;
    let first = paper_form::Entity::update_many().col_expr(Column::UsedAt, Expr::value(now));
    first.filter(Column::Id.eq(id)).filter(Column::UsedAt.is_null()).exec(db).await?;
    Ok(())
}

/// Writes down that somebody asks to see.
pub async fn add_request(db: &impl ConnectionTrait, row: sight_request::Model) -> Result<(), Error> {
    sight_request::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Requests that she has not answered, asked since a moment.
pub async fn requests(db: &impl ConnectionTrait, person: &str, since: DateTime<Utc>) -> Result<Vec<sight_request::Model>, Error> {
    use sight_request::Column;
    let query = sight_request::Entity::find().filter(Column::PersonId.eq(person)).filter(Column::AnsweredAt.is_null());
    Ok(query.filter(Column::AskedAt.gt(since)).order_by_asc(Column::AskedAt).order_by_asc(Column::Id).all(db).await?)
}

/// Says that she answered an organisation's requests about a topic.
pub async fn answer_requests(db: &impl ConnectionTrait, person: &str, agency: &str, topic: &str, now: DateTime<Utc>) -> Result<(), Error> {
    use sight_request::Column;
    let update = sight_request::Entity::update_many().col_expr(Column::AnsweredAt, Expr::value(now));
    let update = update.filter(Column::PersonId.eq(person)).filter(Column::AgencyId.eq(agency)).filter(Column::Topic.eq(topic));
    update.filter(Column::AnsweredAt.is_null()).exec(db).await?;
    Ok(())
}
