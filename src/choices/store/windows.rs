//! Which purposes were open for her when it was last looked at.

use crate::{
    error::Error,
    record::Planned,
    vocabulary::{Coded, Purpose},
};
use chrono::NaiveDate;
use entity::{enrolment, purpose_window};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What was seen of somebody's purposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// Whose.
    pub person: String,
    /// Of which version of her.
    pub version: i64,
    /// On which day.
    pub day: NaiveDate,
    /// Which were open.
    pub open: BTreeSet<Purpose>,
    /// Which of them a planned day holds open, and since when.
    pub planned: BTreeMap<Purpose, NaiveDate>,
}

/// So many persons, by id, after one of them, of whom something changed since it was last looked at, or a day has passed; with the version
/// that they have now.
pub async fn not_seen(db: &impl ConnectionTrait, today: NaiveDate, after: &str, limit: u64) -> Result<Vec<(String, i64)>, Error> {
    use enrolment::Column as E;
    use purpose_window::Column as W;
    let seen = purpose_window::Entity::find().select_only().column(W::PersonId);
    let seen = seen.filter(Expr::col((purpose_window::Entity, W::PersonId)).equals((enrolment::Entity, E::PersonId)));
    let seen = seen.filter(Expr::col((purpose_window::Entity, W::Version)).equals((enrolment::Entity, E::Version)));
    let seen = seen.filter(W::Day.eq(today)).into_query();
    let query = enrolment::Entity::find().select_only().columns([E::PersonId, E::Version]).filter(E::PersonId.gt(after));
    let query = query.filter(Expr::exists(seen).not()).order_by_asc(E::PersonId).limit(limit);
    Ok(query.into_tuple().all(db).await?)
}

/// The version that she has now; nothing when nobody has this id.
pub async fn version(db: &impl ConnectionTrait, person: &str) -> Result<Option<i64>, Error> {
    Ok(enrolment::Entity::find_by_id(person).one(db).await?.map(|her| her.version))
}

/// What was last seen of these persons.
pub async fn windows(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashMap<String, Window>, Error> {
    let found = purpose_window::Entity::find().filter(purpose_window::Column::PersonId.is_in(persons)).all(db).await?;
    let read = |row: purpose_window::Model| Window {
        open: super::texts(&row.open).iter().filter_map(|code| Purpose::parse(code)).collect(),
        // Read with her rows, where it decides.
        planned: BTreeMap::new(),
        person: row.person_id,
        version: row.version,
        day: row.day,
    };
    Ok(found.into_iter().map(read).map(|window| (window.person.clone(), window)).collect())
}

/// Writes down what was seen.
pub async fn keep_windows(db: &impl ConnectionTrait, windows: Vec<Window>) -> Result<(), Error> {
    use purpose_window::Column as W;
    if windows.is_empty() {
        return Ok(());
    }
    let row = |window: Window| purpose_window::Model {
        open: json!(window.open.iter().map(|purpose| purpose.code()).collect::<Vec<_>>()),
        planned: Planned::stored(&window.planned),
        person_id: window.person,
        version: window.version,
        day: window.day,
    };
    let rows = windows.into_iter().map(|window| row(window).into_active_model());
    let again = OnConflict::column(W::PersonId).update_columns([W::Version, W::Day, W::Open, W::Planned]).to_owned();
    purpose_window::Entity::insert_many(rows).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}
