//! A column's value, free of any one table: what is read, compared, written and kept as history.

use crate::vocabulary::Shape;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::{DbErr, QueryResult, TryGetable, sea_query};
use serde_json::{Map, Value as Json};

/// The kind of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A JSON list of texts.
    List,
    /// A JSON object.
    Map,
    Flag,
    Whole,
    Date,
    Time,
    Moment,
}

impl Kind {
    /// The kind of column in which values of this shape are stored.
    pub fn of(shape: Shape) -> Self {
        match shape {
            Shape::Text(_) | Shape::Code(_) | Shape::Link(_) | Shape::Reader => Self::Text,
            Shape::Date => Self::Date,
            Shape::Moment => Self::Moment,
            Shape::Time => Self::Time,
            Shape::Flag => Self::Flag,
            Shape::Whole => Self::Whole,
            Shape::Many(_) => Self::List,
        }
    }
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    Text(String),
    List(Vec<String>),
    Map(Map<String, Json>),
    Flag(bool),
    Whole(i32),
    Date(NaiveDate),
    Time(NaiveTime),
    Moment(DateTime<Utc>),
}

fn get<T: TryGetable>(row: &QueryResult, at: usize, cell: impl FnOnce(T) -> Cell) -> Result<Cell, DbErr> {
    Ok(row.try_get_by_index::<Option<T>>(at)?.map_or(Cell::Null, cell))
}

impl Cell {
    /// The value of the column at this position of an answer.
    pub fn read(row: &QueryResult, at: usize, kind: Kind) -> Result<Self, DbErr> {
        match kind {
            Kind::Text => get(row, at, Self::Text),
            Kind::List => get(row, at, |v: Json| Self::List(serde_json::from_value(v).unwrap_or_default())),
            Kind::Map => get(row, at, |v: Json| Self::Map(serde_json::from_value(v).unwrap_or_default())),
            Kind::Flag => get(row, at, Self::Flag),
            Kind::Whole => get(row, at, Self::Whole),
            Kind::Date => get(row, at, Self::Date),
            Kind::Time => get(row, at, Self::Time),
            Kind::Moment => get(row, at, Self::Moment),
        }
    }

    /// The value to bind for a column of this kind; an empty one keeps the column's type, which `PostgreSQL` asks for.
    pub fn bind(&self, kind: Kind) -> sea_query::Value {
        match self {
            Self::Null => Self::empty(kind),
            Self::Text(text) => text.clone().into(),
            Self::List(_) | Self::Map(_) => self.json().into(),
            Self::Flag(flag) => (*flag).into(),
            Self::Whole(whole) => (*whole).into(),
            Self::Date(date) => (*date).into(),
            Self::Time(time) => (*time).into(),
            Self::Moment(moment) => (*moment).into(),
        }
    }

    fn empty(kind: Kind) -> sea_query::Value {
        match kind {
            Kind::Text => None::<String>.into(),
            Kind::List | Kind::Map => None::<Json>.into(),
            Kind::Flag => None::<bool>.into(),
            Kind::Whole => None::<i32>.into(),
            Kind::Date => None::<NaiveDate>.into(),
            Kind::Time => None::<NaiveTime>.into(),
            Kind::Moment => None::<DateTime<Utc>>.into(),
        }
    }

    /// The value as history keeps it.
    pub fn json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => text.as_str().into(),
            Self::List(items) => items.as_slice().into(),
            Self::Map(map) => Json::Object(map.clone()),
            Self::Flag(flag) => (*flag).into(),
            Self::Whole(whole) => (*whole).into(),
            Self::Date(date) => date.to_string().into(),
            Self::Time(time) => time.to_string().into(),
            Self::Moment(moment) => moment.to_rfc3339().into(),
        }
    }

    /// The text of a text, nothing of anything else.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null
            | Self::List(_)
            | Self::Map(_)
            | Self::Flag(_)
            | Self::Whole(_)
            | Self::Date(_)
            | Self::Time(_)
            | Self::Moment(_) => None,
        }
    }

    /// The moment of a moment, nothing of anything else.
    pub fn moment(&self) -> Option<DateTime<Utc>> {
        if let Self::Moment(moment) = self { Some(*moment) } else { None }
    }

    /// The day, where it is one.
    pub fn date(&self) -> Option<NaiveDate> {
        if let Self::Date(date) = self { Some(*date) } else { None }
    }

    /// The texts of a list; none of anything else.
    pub fn list(&self) -> &[String] {
        if let Self::List(items) = self { items } else { &[] }
    }
}

impl From<Option<String>> for Cell {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::Text)
    }
}
impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
