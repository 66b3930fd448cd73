//! Table `membership`: that a worker or a role of an agency is on her team.

use sea_orm::entity::prelude::*;

/// That a worker or a role of an agency is on her team.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "membership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `membership`.
    pub id: String,
    /// Column of `membership`.
    pub person_id: String,
    /// Column of `membership`.
    pub agency_id: String,
    /// Column of `membership`.
    pub role: String,
    /// Column of `membership`.
    pub worker: Option<String>,
    /// Column of `membership`.
    pub state: String,
    /// Column of `membership`.
    pub invited_by: Option<String>,
    /// Column of `membership`.
    pub invited_on: Option<DateTimeUtc>,
    /// Column of `membership`.
    pub accepted_by: Option<String>,
    /// Column of `membership`.
    pub from: DateTimeUtc,
    /// Column of `membership`.
    pub to: Option<DateTimeUtc>,
    /// Column of `membership`.
    pub end_reason: Option<String>,
    /// Column of `membership`.
    pub source_ref: Option<String>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
