//! Table `agreement`: an agreement between parties, by version.

use sea_orm::entity::prelude::*;

/// An agreement between parties, by version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement`.
    pub id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement`.
    pub version: String,
    /// Column of `agreement`.
    pub title: String,
    /// Column of `agreement`.
    pub state: String,
    /// Column of `agreement`.
    pub starts_on: Date,
    /// Column of `agreement`.
    pub ends_on: Option<Date>,
    /// Column of `agreement`.
    pub document: Json,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
