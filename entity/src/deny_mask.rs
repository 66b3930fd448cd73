//! Table `deny_mask`: what a party has closed of what it holds, at once.

use sea_orm::entity::prelude::*;

/// What a party has closed of what it holds, at once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deny_mask")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `deny_mask`.
    pub id: String,
    /// Column of `deny_mask`.
    pub holder: String,
    /// Column of `deny_mask`.
    pub fields: Json,
    /// Column of `deny_mask`.
    pub recipient: String,
    /// Column of `deny_mask`.
    pub role: Option<String>,
    /// Column of `deny_mask`.
    pub reason: Option<String>,
    /// Column of `deny_mask`.
    pub from: DateTimeUtc,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
