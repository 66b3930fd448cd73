//! Table `policy`: a published policy: its rows and its compiled table.

use sea_orm::entity::prelude::*;

/// A published policy: its rows and its compiled table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `policy`.
    pub hash: String,
    /// Column of `policy`.
    pub name: String,
    /// Column of `policy`.
    pub rows: String,
    /// Column of `policy`.
    pub source_hash: String,
    /// Column of `policy`.
    pub compiled: Vec<u8>,
    /// Column of `policy`.
    pub highest: i32,
    /// Column of `policy`.
    pub published_at: DateTimeUtc,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
