//! Table `agency`: an organisation of the registry.

use sea_orm::entity::prelude::*;

/// An organisation of the registry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agency`.
    pub id: String,
    /// Column of `agency`.
    pub kind: String,
    /// Column of `agency`.
    pub name: String,
    /// Column of `agency`.
    pub roles: Json,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
