//! Table `worker`: a worker the registry knows more of than a token says.

use sea_orm::entity::prelude::*;

/// A worker the registry knows more of than a token says.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "worker")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `worker`.
    pub agency_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `worker`.
    pub id: String,
    /// Column of `worker`.
    pub role: String,
    /// Column of `worker`.
    pub name: Option<String>,
    /// Column of `worker`.
    pub controllers: Option<Json>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
