//! What clocks are read from: who looked when, which notices were given, which requests wait, and what may be over.

use crate::{
    error::Error,
    vocabulary::{Coded, ConsentDecision, ConsentStatus, MembershipState},
};
use chrono::{DateTime, Months, TimeDelta, Utc};
use entity::{access_record, consent_statement, membership, notice_given, sight_request};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use std::collections::HashSet;

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
    use access_record::Column;
    let query = access_record::Entity::find().select_only().columns([Column::Person, Column::Agency]);
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

/// So many persons with live places on their teams, by id, after one of them.
pub async fn with_live_places(db: &impl ConnectionTrait, after: Option<&str>, limit: u64) -> Result<Vec<String>, Error> {
    use membership::Column;
    let mut query = membership::Entity::find().select_only().column(Column::PersonId).distinct();
    query = query.filter(Column::State.eq(MembershipState::Live.code()));
    if let Some(after) = after {
        query = query.filter(Column::PersonId.gt(after));
    }
    Ok(query.order_by_asc(Column::PersonId).limit(limit).into_tuple().all(db).await?)
}

/// So many persons on whose teams one of these organisations has a live place, by id, after one of them.
pub async fn with_places_of(db: &impl ConnectionTrait, agencies: &[&str], after: &str, limit: u64) -> Result<Vec<String>, Error> {
    use membership::Column;
    let query = membership::Entity::find().select_only().column(Column::PersonId).distinct();
    let query = query.filter(Column::AgencyId.is_in(agencies.iter().copied())).filter(Column::State.eq(MembershipState::Live.code()));
    Ok(query.filter(Column::PersonId.gt(after)).order_by_asc(Column::PersonId).limit(limit).into_tuple().all(db).await?)
}

/// The live places on the teams of these persons.
pub async fn live_places(db: &impl ConnectionTrait, persons: &[String]) -> Result<Vec<membership::Model>, Error> {
    use membership::Column;
    let query = membership::Entity::find().filter(Column::PersonId.is_in(persons));
    Ok(query.filter(Column::State.eq(MembershipState::Live.code())).order_by_asc(Column::Id).all(db).await?)
}

/// Answers of which nobody has written down that they are over.
fn not_over() -> Condition {
    use consent_statement::Column;
    let open = [ConsentStatus::Live.code(), ConsentStatus::Provisional.code()];
    Condition::all()
        .add(Column::Status.is_in(open))
        .add(Column::Decision.eq(ConsentDecision::Yes.code()))
        .add(Column::WithdrawnOn.is_null())
}

/// So many persons with a yes that may have ended: by its day, after a year, or waiting for another ear for four weeks.
pub async fn with_answers_that_may_have_ended(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<String>, Error> {
    use consent_statement::Column;
    let a_year_ago = now.checked_sub_months(Months::new(12)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let unheard = Condition::all()
        .add(Column::Status.eq(ConsentStatus::Provisional.code()))
        .add(Column::SaidOn.lte(now - TimeDelta::days(crate::consent::guards::FOUR_WEEKS)));
    // A year ago by the day, as the last day of a yes counts whole.
    let over =
        Condition::any().add(Column::EndsOn.lt(now.date_naive())).add(Column::SaidOn.lt(a_year_ago - TimeDelta::days(1))).add(unheard);
    let mut query = consent_statement::Entity::find().select_only().column(Column::PersonId).distinct();
    if let Some(after) = after {
        query = query.filter(Column::PersonId.gt(after));
    }
    Ok(query.filter(not_over()).filter(over).order_by_asc(Column::PersonId).limit(limit).into_tuple().all(db).await?)
}

/// Ids of the answers of hers of which nobody has written down that they are over.
pub async fn not_ended(db: &impl ConnectionTrait, person: &str) -> Result<HashSet<String>, Error> {
    use consent_statement::Column;
    let query = consent_statement::Entity::find().select_only().column(Column::Id).filter(Column::PersonId.eq(person));
    let ids: Vec<String> = query.filter(not_over()).into_tuple().all(db).await?;
    Ok(ids.into_iter().collect())
}

/// So many persons with a request that nobody answered and that was asked at this moment or before.
pub async fn with_late_requests(db: &impl ConnectionTrait, since: DateTime<Utc>, limit: u64) -> Result<Vec<String>, Error> {
    use sight_request::Column;
    let query = sight_request::Entity::find().select_only().column(Column::PersonId).distinct();
    let query = query.filter(Column::AnsweredAt.is_null()).filter(Column::AskedAt.lte(since));
    Ok(query.order_by_asc(Column::PersonId).limit(limit).into_tuple().all(db).await?)
}

/// Closes such requests; gives back how many.
pub async fn close_requests(
    db: &impl ConnectionTrait,
    persons: &[String],
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<usize, Error> {
    use sight_request::Column;
    let update = sight_request::Entity::update_many().col_expr(Column::AnsweredAt, Expr::value(now));
    let update = update.filter(Column::PersonId.is_in(persons)).filter(Column::AnsweredAt.is_null()).filter(Column::AskedAt.lte(since));
    Ok(usize::try_from(update.exec(db).await?.rows_affected).unwrap_or(usize::MAX))
}
