//! Table `consent_recipient`: one organisation or person read aloud to her for a statement.

use sea_orm::entity::prelude::*;

/// One organisation or person read aloud to her for a statement.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_recipient")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `consent_recipient`.
    pub id: String,
    /// Column of `consent_recipient`.
    pub person_id: String,
    /// Column of `consent_recipient`.
    pub statement_id: String,
    /// Column of `consent_recipient`.
    pub agency_id: String,
    /// Column of `consent_recipient`.
    pub role: Option<String>,
    /// Column of `consent_recipient`.
    pub worker: Option<String>,
    /// Column of `consent_recipient`.
    pub read_aloud_as: Option<String>,
    /// Column of `consent_recipient`.
    pub recorded_by: String,
    /// Column of `consent_recipient`.
    pub source_ref: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
