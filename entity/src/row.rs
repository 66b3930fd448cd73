//! What every table of rows about a person has in common.

use sea_orm::{
    DbErr, QueryResult,
    sqlx::{Decode, Postgres, Row, Sqlite, Type},
};

/// A row that is read column by column in the order in which they were selected: by name, each column of each row would be looked up,
/// and each null would make a message that nobody reads, which is most of the time a page takes.
pub trait ByPosition: Sized {
    /// Reads the columns of the whole row, in the order of the table.
    ///
    /// # Errors
    /// When a column is not of its type.
    fn by_position(columns: &mut Columns<'_>) -> Result<Self, DbErr>;
}

/// The columns of one row, from left to right.
#[derive(Debug)]
pub struct Columns<'a> {
    row: &'a QueryResult,
    at: usize,
}

impl<'a> Columns<'a> {
    /// Of this row, from its first column on.
    pub fn of(row: &'a QueryResult) -> Self {
        Self { row, at: 0 }
    }

    /// The next column.
    ///
    /// # Errors
    /// When there is none, or it is not of this type.
    pub fn next<T>(&mut self) -> Result<T, DbErr>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        let at = self.at;
        self.at += 1;
        let read = match (self.row.try_as_sqlite_row(), self.row.try_as_pg_row()) {
            (Some(row), _) => row.try_get(at),
            (None, Some(row)) => row.try_get(at),
            (None, None) => return Err(DbErr::Type("a row of an unknown database".into())),
        };
        read.map_err(|cause| DbErr::Type(cause.to_string()))
    }
}

/// Declares a table of rows: the columns that every row has, and its own.
macro_rules! row_entity {
    ($table:tt { $($column:ident: $type:ident,)* }) => {
        use sea_orm::entity::prelude::*;

        /// A row as it is stored.
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            /// Opaque id, random, never built from another system's number.
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: String,
            /// The person it is about; empty in public tables.
            pub person_id: Option<String>,
            /// The row it hangs under, where its parent is itself a list.
            pub parent_id: Option<String>,
            /// `HERSELF`, `HUB` or the agency that supplied it.
            pub held_by: String,
            /// Agency whose system or worker entered it.
            pub recorded_by: String,
            /// Worker who entered it.
            pub recorded_by_worker: Option<String>,
            /// When it was first recorded by its source.
            pub recorded_at: DateTimeUtc,
            /// When a column last changed, for those that changed since: `{column: moment}`.
            pub leaf_times: Option<Json>,
            /// When she said that it is right.
            pub confirmed_by_her_on: Option<Date>,
            /// When to look at it again.
            pub review_after: Option<Date>,
            /// Readers she ticked for this row; none given means no narrowing, an empty list means nobody.
            pub row_audience: Option<Json>,
            /// The source's own reference, unique for it.
            pub source_ref: String,
            /// Opaque token that changes with every write.
            pub version: String,
            /// When its holder took it back.
            pub retracted_at: Option<DateTimeUtc>,
            $(#[doc = concat!("Column of `", $table, "`.")] pub $column: Option<$type>,)*
        }

        impl $crate::row::ByPosition for Model {
            fn by_position(columns: &mut $crate::row::Columns<'_>) -> Result<Self, DbErr> {
                Ok(Self {
                    id: columns.next()?,
                    person_id: columns.next()?,
                    parent_id: columns.next()?,
                    held_by: columns.next()?,
                    recorded_by: columns.next()?,
                    recorded_by_worker: columns.next()?,
                    recorded_at: columns.next()?,
                    leaf_times: columns.next()?,
                    confirmed_by_her_on: columns.next()?,
                    review_after: columns.next()?,
                    row_audience: columns.next()?,
                    source_ref: columns.next()?,
                    version: columns.next()?,
                    retracted_at: columns.next()?,
                    $($column: columns.next()?,)*
                })
            }
        }

        /// No relations: rows are fetched whole, one query per entity.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use row_entity;
