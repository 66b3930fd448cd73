//! Table `audit_leaf`: the hash of a record at its place in a log; it stays when the record is deleted after its time.

use sea_orm::entity::prelude::*;

/// The hash of a record at its place in a log; it stays when the record is deleted after its time.
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
