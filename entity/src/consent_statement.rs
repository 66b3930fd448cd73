//! Table `consent_statement`: one answer she gave, never changed afterwards.

use sea_orm::entity::prelude::*;

/// One answer she gave, never changed afterwards.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_statement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `consent_statement`.
    pub id: String,
    /// Column of `consent_statement`.
    pub person_id: String,
    /// Column of `consent_statement`.
    pub topic: Option<String>,
    /// Column of `consent_statement`.
    pub categories: Json,
    /// Column of `consent_statement`.
    pub items: Json,
    /// Column of `consent_statement`.
    pub fields: Json,
    /// Column of `consent_statement`.
    pub purposes: Json,
    /// Column of `consent_statement`.
    pub decision: String,
    /// Column of `consent_statement`.
    pub separate: bool,
    /// Column of `consent_statement`.
    pub status: String,
    /// Column of `consent_statement`.
    pub method: Option<String>,
    /// Column of `consent_statement`.
    pub session: Option<String>,
    /// Column of `consent_statement`.
    pub read_back: bool,
    /// Column of `consent_statement`.
    pub said_on: DateTimeUtc,
    /// Column of `consent_statement`.
    pub entered_on: DateTimeUtc,
    /// Column of `consent_statement`.
    pub starts_on: Option<DateTimeUtc>,
    /// Column of `consent_statement`.
    pub ends_on: Option<Date>,
    /// Column of `consent_statement`.
    pub end_event: Option<String>,
    /// Column of `consent_statement`.
    pub withdrawn_on: Option<DateTimeUtc>,
    /// Column of `consent_statement`.
    pub supersedes: Option<String>,
    /// Column of `consent_statement`.
    pub confirmed_by_agency: Option<String>,
    /// Column of `consent_statement`.
    pub confirmed_on: Option<DateTimeUtc>,
    /// Column of `consent_statement`.
    pub capacity_concern: bool,
    /// Column of `consent_statement`.
    pub best_interests_by: Option<String>,
    /// Column of `consent_statement`.
    pub questions_asked: Option<String>,
    /// Column of `consent_statement`.
    pub taken_by_agency: String,
    /// Column of `consent_statement`.
    pub taken_by_worker: Option<String>,
    /// Column of `consent_statement`.
    pub taken_by_role: Option<String>,
    /// Column of `consent_statement`.
    pub private_setting: Option<bool>,
    /// Column of `consent_statement`.
    pub source_ref: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
