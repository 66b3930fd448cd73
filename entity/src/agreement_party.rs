//! Table `agreement_party`: a party to an agreement version.

use sea_orm::entity::prelude::*;

/// A party to an agreement version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement_party`.
    pub agreement_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement_party`.
    pub agreement_version: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement_party`.
    pub agency_id: String,
    /// Column of `agreement_party`.
    pub starts_on: Option<Date>,
    /// Column of `agreement_party`.
    pub ends_on: Option<Date>,
    /// Column of `agreement_party`.
    pub suspended: bool,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
