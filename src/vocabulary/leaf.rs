//! The types a catalogue field may have, each with its shape for the schema and its way in from storage.

use super::{CodeList, Coded};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::{marker::PhantomData, ops::Deref};

/// What a value of a field looks like.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text of at most this many characters.
    Text(usize),
    /// A value of a closed list.
    Code(&'static CodeList),
    /// A calendar day.
    Date,
    /// A moment in time, UTC.
    Moment,
    /// A time of day.
    Time,
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole,
    /// A row of another entity, an agency or a worker, by id.
    Link(&'static str),
    /// A reader she ticked: `role:PA` or `worker:AGENCY/WORKER`.
    Reader,
    /// Several of these, in order.
    Many(&'static Shape),
}

/// A value as it stands once its field was released, free of storage and of transport.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plain {
    /// Text, or the id of a linked row.
    Text(String),
    /// A value of a closed list.
    Code(&'static str),
    /// A calendar day.
    Date(NaiveDate),
    /// A moment in time.
    Moment(DateTime<Utc>),
    /// A time of day.
    Time(NaiveTime),
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Whole(i32),
    /// The id of a linked row.
    Link(String),
    /// Several, in order.
    Many(Vec<Plain>),
}

/// A field's type: how it is shaped, how a column becomes it, and how it is released.
pub trait Leaf: Sized {
    /// The shape for schema, import and documentation.
    const SHAPE: Shape;
    /// The type of its database column.
    type Column;
    /// Reads a column; `None` when the stored value is no value of this type, which is then treated as not recorded.
    fn read(column: Self::Column) -> Option<Self>;
    /// The value as it is released.
    fn plain(self) -> Plain;
}

/// Text of at most `MAX` characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<const MAX: usize>(pub String);

impl<const MAX: usize> Deref for Text<MAX> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> Leaf for Text<MAX> {
    const SHAPE: Shape = Shape::Text(MAX);
    type Column = String;
    fn read(column: String) -> Option<Self> {
        Some(Self(column))
    }
    fn plain(self) -> Plain {
        Plain::Text(self.0)
    }
}

/// A value of the closed list `T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code<T>(pub T);

impl<T: Coded> Leaf for Code<T> {
    const SHAPE: Shape = Shape::Code(T::LIST);
    type Column = String;
    fn read(column: String) -> Option<Self> {
        T::parse(&column).map(Self)
    }
    fn plain(self) -> Plain {
        Plain::Code(self.0.code())
    }
}

/// An entity, or one of the hub's own registers, that a link may point to.
pub trait Linked {
    /// Its GraphQL type.
    const NAME: &'static str;
}

/// An organisation of the registry.
#[derive(Clone, Debug)]
pub struct Agency;
impl Linked for Agency {
    const NAME: &'static str = "Agency";
}

/// A worker of an organisation, written `AGENCY/WORKER`.
#[derive(Clone, Debug)]
pub struct Worker;
impl Linked for Worker {
    const NAME: &'static str = "Worker";
}

/// The id of a row of `T`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<T>(pub String, PhantomData<fn() -> T>);

impl<T> Link<T> {
    /// A link to the row with this id.
    pub fn to(id: impl Into<String>) -> Self {
        Self(id.into(), PhantomData)
    }
}

impl<T: Linked> Leaf for Link<T> {
    const SHAPE: Shape = Shape::Link(T::NAME);
    type Column = String;
    fn read(column: String) -> Option<Self> {
        Some(Self::to(column))
    }
    fn plain(self) -> Plain {
        Plain::Link(self.0)
    }
}

/// A reader she ticked for a row: a role, or one named worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader(pub String);

impl Leaf for Reader {
    const SHAPE: Shape = Shape::Reader;
    type Column = String;
    fn read(column: String) -> Option<Self> {
        Some(Self(column))
    }
    fn plain(self) -> Plain {
        Plain::Text(self.0)
    }
}

/// Several values, in order, stored as a JSON list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Many<T>(pub Vec<T>);

impl<T: Leaf<Column = String>> Leaf for Many<T> {
    const SHAPE: Shape = Shape::Many(&T::SHAPE);
    type Column = serde_json::Value;
    fn read(column: serde_json::Value) -> Option<Self> {
        let items = serde_json::from_value::<Vec<String>>(column).ok()?;
        items.into_iter().map(T::read).collect::<Option<_>>().map(Self)
    }
    fn plain(self) -> Plain {
        Plain::Many(self.0.into_iter().map(T::plain).collect())
    }
}

/// Declares leaves whose column holds the very same type.
macro_rules! same_column {
    ($($t:ty => $shape:ident, $plain:ident;)+) => {$(
        impl Leaf for $t {
            const SHAPE: Shape = Shape::$shape;
            type Column = $t;
            fn read(column: $t) -> Option<Self> {
                Some(column)
            }
            fn plain(self) -> Plain {
                Plain::$plain(self)
            }
        }
    )+};
}

same_column! {
    NaiveDate => Date, Date;
    DateTime<Utc> => Moment, Moment;
    NaiveTime => Time, Time;
    bool => Flag, Flag;
    i32 => Whole, Whole;
}
