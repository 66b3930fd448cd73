//! What stands beside every row: whose it is, where it came from, and who may meet it.

use crate::{agency::Holder, vocabulary::Leaf};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::HashMap;

/// The columns that every table of rows has, as stored.
#[derive(Debug)]
pub struct RowColumns {
    /// Opaque id.
    pub id: String,
    /// The person it is about.
    pub person_id: Option<String>,
    /// The row it hangs under.
    pub parent_id: Option<String>,
    /// Who holds it.
    pub held_by: String,
    /// Who entered it.
    pub recorded_by: String,
    /// Which worker entered it.
    pub recorded_by_worker: Option<String>,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// When single columns changed since.
    pub leaf_times: Option<serde_json::Value>,
    /// When she said it is right.
    pub confirmed_by_her_on: Option<NaiveDate>,
    /// When to look again.
    pub review_after: Option<NaiveDate>,
    /// Readers she ticked.
    pub row_audience: Option<serde_json::Value>,
    /// The source's reference.
    pub source_ref: String,
    /// Token of this state of the row.
    pub version: String,
    /// When its holder took it back.
    pub retracted_at: Option<DateTime<Utc>>,
}

/// What stands beside a row, read from its columns.
#[derive(Clone, Debug)]
pub struct Row {
    /// Opaque id.
    pub id: String,
    /// The person it is about; empty in public tables.
    pub person_id: String,
    /// The row it hangs under, where its parent is itself a list.
    pub parent_id: Option<String>,
    /// Who holds it.
    pub holder: Holder,
    /// Agency whose system or worker entered it.
    pub recorded_by: String,
    /// Worker who entered it.
    pub recorded_by_worker: Option<String>,
    /// When it was first recorded.
    pub recorded_at: DateTime<Utc>,
    /// When single columns changed since.
    pub leaf_times: HashMap<String, DateTime<Utc>>,
    /// When she said that it is right.
    pub confirmed_by_her_on: Option<NaiveDate>,
    /// When to look at it again.
    pub review_after: Option<NaiveDate>,
    /// Readers she ticked for the row; `None` means no narrowing, an empty list means nobody.
    pub audience: Option<Vec<String>>,
    /// The source's own reference.
    pub source_ref: String,
    /// Token of this state of the row.
    pub version: String,
    /// When its holder took it back.
    pub retracted_at: Option<DateTime<Utc>>,
    /// Columns in which something stands that is no value of their type, such as a code of a later version. What is read of them is
    /// nothing; a gate must not take that for nothing recorded.
    pub unreadable: Vec<&'static str>,
}

impl Row {
    /// The head of a row that the hub computed at this moment.
    pub fn of_the_hub(person: &str, now: DateTime<Utc>) -> Self {
        Self {
            id: String::new(),
            person_id: person.to_owned(),
            parent_id: None,
            holder: Holder::Hub,
            recorded_by: Holder::Hub.as_str().to_owned(),
            recorded_by_worker: None,
            recorded_at: now,
            leaf_times: HashMap::new(),
            confirmed_by_her_on: None,
            review_after: None,
            audience: None,
            source_ref: String::new(),
            version: String::new(),
            retracted_at: None,
            unreadable: Vec::new(),
        }
    }

    /// When this column was last written: later than the row where it changed since.
    pub fn stamp(&self, column: &str) -> DateTime<Utc> {
        self.leaf_times.get(column).copied().unwrap_or(self.recorded_at)
    }

    /// Reads the common columns. A list of readers that cannot be read means nobody.
    pub fn new(c: RowColumns) -> Self {
        Self {
            id: c.id,
            person_id: c.person_id.unwrap_or_default(),
            parent_id: c.parent_id,
            holder: Holder::parse(&c.held_by),
            recorded_by: c.recorded_by,
            recorded_by_worker: c.recorded_by_worker,
            recorded_at: c.recorded_at,
            leaf_times: c.leaf_times.and_then(|v| serde_json::from_value(v).ok()).unwrap_or_default(),
            confirmed_by_her_on: c.confirmed_by_her_on,
            review_after: c.review_after,
            audience: c.row_audience.map(|v| serde_json::from_value(v).unwrap_or_default()),
            source_ref: c.source_ref,
            version: c.version,
            retracted_at: c.retracted_at,
            unreadable: Vec::new(),
        }
    }

    /// Reads a column of the entity; what stands there and cannot be read is remembered.
    pub fn read<T: Leaf>(&mut self, column: &'static str, stored: Option<T::Column>) -> Option<T> {
        let read = T::read(stored?);
        if read.is_none() {
            self.unreadable.push(column);
        }
        read
    }

    /// Whether something stands in a column that cannot be read.
    pub fn is_unreadable(&self, column: &str) -> bool {
        self.unreadable.contains(&column)
    }
}

/// The reference of the row that the hub writes for an agency when it enrols her.
pub fn enrolment_ref(person: &str) -> String {
    format!("enrolment:{person}")
}
