//! Table `outbox`: what an agency has to learn: that it was invited, that something changed, what it must stop using, that it left.

use sea_orm::entity::prelude::*;

/// What an agency has to learn: that it was invited, that something changed, what it must stop using, that it left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key)]
    /// Column of `outbox`.
    pub id: i64,
    /// Column of `outbox`.
    pub tx: i64,
    /// Column of `outbox`.
    pub kind: String,
    /// Column of `outbox`.
    pub person_id: String,
    /// Column of `outbox`.
    pub agency_id: String,
    /// Column of `outbox`.
    pub fields: Json,
    /// Column of `outbox`.
    pub cause: Option<String>,
    /// Column of `outbox`.
    pub at: DateTimeUtc,
    /// Column of `outbox`.
    pub due_on: Option<Date>,
    /// Column of `outbox`.
    pub acknowledged_at: Option<DateTimeUtc>,
    /// Column of `outbox`.
    pub acknowledged_by: Option<String>,
    /// Column of `outbox`.
    pub kept_under_law: Option<String>,
    /// Column of `outbox`.
    pub news_id: Option<String>,
    /// Column of `outbox`.
    pub role: Option<String>,
    /// Column of `outbox`.
    pub only_worker: Option<String>,
    /// Column of `outbox`.
    pub workers: Option<Json>,
    /// Column of `outbox`.
    pub rows: Option<Json>,
    /// Column of `outbox`.
    pub purpose: Option<String>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
