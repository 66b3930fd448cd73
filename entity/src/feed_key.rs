//! Table `feed_key`: the key by which places in the change feed are sealed.

use sea_orm::entity::prelude::*;

/// The key by which places in the change feed are sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "feed_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `feed_key`.
    pub id: String,
    /// Column of `feed_key`.
    pub bytes: Vec<u8>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
