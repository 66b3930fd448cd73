//! Which purposes a planned day has opened for her, and since when. The day may move, or be taken back: it closes none of them (domain C3).

use crate::{
    error::Error,
    vocabulary::{Coded, Purpose},
};
use chrono::NaiveDate;
use entity::purpose_window;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::BTreeMap;

/// Since when a planned day holds purposes open for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Planned {
    /// Whose.
    pub person: String,
    /// The purposes, each with the day on which it was seen open first.
    pub since: BTreeMap<Purpose, NaiveDate>,
}

impl Planned {
    /// As it is stored.
    pub fn stored(since: &BTreeMap<Purpose, NaiveDate>) -> Option<serde_json::Value> {
        let days: BTreeMap<&str, NaiveDate> = since.iter().map(|(purpose, day)| (purpose.code(), *day)).collect();
        (!days.is_empty()).then(|| serde_json::json!(days))
    }

    /// Of these persons, of whom anything is held open so.
    pub(super) async fn load(db: &impl ConnectionTrait, persons: &[String]) -> Result<Vec<Self>, Error> {
        use purpose_window::Column;
        let query = purpose_window::Entity::find().select_only().columns([Column::PersonId, Column::Planned]);
        let query = query.filter(Column::PersonId.is_in(persons)).filter(Column::Planned.is_not_null());
        let found: Vec<(String, Option<serde_json::Value>)> = query.into_tuple().all(db).await?;
        Ok(found.into_iter().map(|(person, days)| Self { person, since: days.map(read).unwrap_or_default() }).collect())
    }
}

/// A purpose that this release does not know is held open by none of its rules.
fn read(days: serde_json::Value) -> BTreeMap<Purpose, NaiveDate> {
    let days: BTreeMap<String, NaiveDate> = serde_json::from_value(days).unwrap_or_default();
    days.into_iter().filter_map(|(code, day)| Some((Purpose::parse(&code)?, day))).collect()
}
