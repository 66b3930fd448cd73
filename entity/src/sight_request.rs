//! Table `sight_request`: that somebody asked to see what she wants to be asked about each time.

use sea_orm::entity::prelude::*;

/// That somebody asked to see what she wants to be asked about each time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sight_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `sight_request`.
    pub id: String,
    /// Column of `sight_request`.
    pub person_id: String,
    /// Column of `sight_request`.
    pub agency_id: String,
    /// Column of `sight_request`.
    pub role: String,
    /// Column of `sight_request`.
    pub worker: String,
    /// Column of `sight_request`.
    pub topic: String,
    /// Column of `sight_request`.
    pub asked_at: DateTimeUtc,
    /// Column of `sight_request`.
    pub answered_at: Option<DateTimeUtc>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
