//! What clocks are read from: who looked when, which notices were given, which requests wait.

use crate::error::Error;
use chrono::{DateTime, Utc};
use entity::{access_log, notice_given, sight_request};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

/// When an organisation looked at what it sees by law, first and last.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Use {
    /// About whom.
    pub person: String,
    /// Which organisation.
    pub agency: String,
    /// When first.
    pub first: DateTime<Utc>,
    /// When last.
    pub last: DateTime<Utc>,
}

/// When each organisation looked at these persons; only looks that rested on being told, or every look.
pub async fn uses(db: &impl ConnectionTrait, persons: &[String], told: bool) -> Result<Vec<Use>, Error> {
    use access_log::Column;
    let query = access_log::Entity::find().select_only().columns([Column::Person, Column::Agency]);
    let mut query = query.column_as(Column::At.min(), "first").column_as(Column::At.max(), "last");
    query = query.filter(Column::Person.is_in(persons)).filter(Column::Known.eq(true)).filter(Column::Released.ne("[]"));
    if told {
        query = query.filter(Column::Basis.contains("\"TOLD\""));
    }
    Ok(query.group_by(Column::Person).group_by(Column::Agency).into_model::<Use>().all(db).await?)
}

/// Notices read to these persons: whom, and the organisations whose list it was.
pub async fn notices(db: &impl ConnectionTrait, persons: &[String]) -> Result<Vec<(String, Vec<String>)>, Error> {
    use notice_given::Column;
    let query = notice_given::Entity::find().select_only().columns([Column::PersonId, Column::RecipientAgencies]);
    let rows: Vec<(String, serde_json::Value)> = query.filter(Column::PersonId.is_in(persons)).into_tuple().all(db).await?;
    Ok(rows.into_iter().map(|(person, agencies)| (person, super::texts(&agencies))).collect())
}

/// Which of these persons have a request waiting that was asked since a moment.
pub async fn waiting(db: &impl ConnectionTrait, persons: &[String], since: DateTime<Utc>) -> Result<Vec<(String, DateTime<Utc>)>, Error> {
    use sight_request::Column;
    let query = sight_request::Entity::find().select_only().columns([Column::PersonId, Column::AskedAt]);
    let query = query.filter(Column::PersonId.is_in(persons)).filter(Column::AnsweredAt.is_null()).filter(Column::AskedAt.gt(since));
    Ok(query.into_tuple().all(db).await?)
}
