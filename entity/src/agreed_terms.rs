//! Table `agreed_terms`: what was agreed, as far as somebody has still to be told what has changed since.

use sea_orm::entity::prelude::*;

/// What was agreed, as far as somebody has still to be told what has changed since.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreed_terms")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreed_terms`.
    pub id: String,
    /// Column of `agreed_terms`.
    pub kind: String,
    /// Column of `agreed_terms`.
    pub terms: Json,
    /// Column of `agreed_terms`.
    pub after: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
