//! Table `own_issuer`: an identity provider that speaks for women themselves, and for no organisation.

use sea_orm::entity::prelude::*;

/// An identity provider that speaks for women themselves, and for no organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_issuer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `own_issuer`.
    pub id: String,
    /// Column of `own_issuer`.
    pub audience: String,
    /// Column of `own_issuer`.
    pub keys: Json,
    /// Column of `own_issuer`.
    pub demo: bool,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
