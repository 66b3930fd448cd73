//! Table `client`: a system that may act for an agency.

use sea_orm::entity::prelude::*;

/// A system that may act for an agency.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `client`.
    pub agency_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `client`.
    pub id: String,
    /// Column of `client`.
    pub role: Option<String>,
    /// Column of `client`.
    pub name: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
