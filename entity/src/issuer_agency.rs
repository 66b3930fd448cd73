//! Table `issuer_agency`: which agency a claim value of an issuer stands for.

use sea_orm::entity::prelude::*;

/// Which agency a claim value of an issuer stands for.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "issuer_agency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `issuer_agency`.
    pub issuer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `issuer_agency`.
    pub value: String,
    /// Column of `issuer_agency`.
    pub agency_id: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
