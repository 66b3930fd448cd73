//! Table `row_history`: a row as it stood before it was changed.

use sea_orm::entity::prelude::*;

/// A row as it stood before it was changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "row_history")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `row_history`.
    pub id: String,
    /// Column of `row_history`.
    pub row_table: String,
    /// Column of `row_history`.
    pub row_id: String,
    /// Column of `row_history`.
    pub person_id: Option<String>,
    /// Column of `row_history`.
    pub version: String,
    /// Column of `row_history`.
    pub content: Json,
    /// Column of `row_history`.
    pub replaced_at: DateTimeUtc,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
