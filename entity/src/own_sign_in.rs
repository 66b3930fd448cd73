//! Table `own_sign_in`: which woman a subject of her own identity provider is. The key leaves room for one person and no more.

use sea_orm::entity::prelude::*;

/// Which woman a subject of her own identity provider is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "own_sign_in")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `own_sign_in`.
    pub issuer: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `own_sign_in`.
    pub subject: String,
    /// Column of `own_sign_in`.
    pub person_id: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
