//! Table `audit_checkpoint`: a signed statement of how far every log had grown.

use sea_orm::entity::prelude::*;

/// A signed statement of how far every log had grown.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_checkpoint")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `audit_checkpoint`.
    pub number: i64,
    /// Column of `audit_checkpoint`.
    pub at: DateTimeUtc,
    /// Column of `audit_checkpoint`.
    pub document: String,
    /// Column of `audit_checkpoint`.
    pub key_id: String,
    /// Column of `audit_checkpoint`.
    pub signature: String,
    /// Column of `audit_checkpoint`.
    pub frontiers: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
