//! What every table of rows about a person has in common.

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

        /// No relations: rows are fetched whole, one query per entity.
        #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}
pub(crate) use row_entity;
