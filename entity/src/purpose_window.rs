//! Table `purpose_window`: which purposes were open for her when it was last looked at.

use sea_orm::entity::prelude::*;

/// Which purposes were open for her when it was last looked at.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "purpose_window")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `purpose_window`.
    pub person_id: String,
    /// Column of `purpose_window`.
    pub version: i64,
    /// Column of `purpose_window`.
    pub day: Date,
    /// Column of `purpose_window`.
    pub open: Json,
    /// Column of `purpose_window`.
    pub planned: Option<Json>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
