//! Table `audit_head`: how far a log has grown, with what its root is made of.

use sea_orm::entity::prelude::*;

/// How far a log has grown, with what its root is made of.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `audit_head`.
    pub log: i32,
    /// Column of `audit_head`.
    pub size: i64,
    /// Column of `audit_head`.
    pub frontier: Vec<u8>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
