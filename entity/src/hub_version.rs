//! Table `hub_version`: how often something that every decision rests on was changed.

use sea_orm::entity::prelude::*;

/// How often something that every decision rests on was changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "hub_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `hub_version`.
    pub name: String,
    /// Column of `hub_version`.
    pub version: i64,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
