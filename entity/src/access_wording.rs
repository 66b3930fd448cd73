//! Table `access_wording`: what many records say in the same words.

use sea_orm::entity::prelude::*;

/// What many records say in the same words: no person is named in it. It is never changed and never deleted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_wording")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `access_wording`.
    pub id: String,
    /// Column of `access_wording`.
    pub released: String,
    /// Column of `access_wording`.
    pub refused: String,
    /// Column of `access_wording`.
    pub basis: String,
    /// Column of `access_wording`.
    pub agreements: String,
    /// Column of `access_wording`.
    pub policies: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
