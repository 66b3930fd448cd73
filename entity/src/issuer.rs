//! Table `issuer`: an identity provider whose tokens are accepted.

use sea_orm::entity::prelude::*;

/// An identity provider whose tokens are accepted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "issuer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `issuer`.
    pub id: String,
    /// Column of `issuer`.
    pub audience: String,
    /// Column of `issuer`.
    pub agency_claim: String,
    /// Column of `issuer`.
    pub keys: Json,
    /// Column of `issuer`.
    pub demo: bool,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
