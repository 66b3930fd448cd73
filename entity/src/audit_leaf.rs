//! Table `audit_leaf`: the hashes of records by their places in a log; they stay when the records are deleted after their time.

use sea_orm::entity::prelude::*;

/// The hashes of records that were written in one go, one after the other, from their first place in the log on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_leaf")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `audit_leaf`.
    pub log: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `audit_leaf`.
    pub position: i64,
    /// Column of `audit_leaf`.
    pub hash: Vec<u8>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
