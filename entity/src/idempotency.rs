//! Table `idempotency`: the outcome of a change that was asked for under a key of the caller's own.

use sea_orm::entity::prelude::*;

/// The outcome of a change that was asked for under a key of the caller's own.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `idempotency`.
    pub caller: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `idempotency`.
    pub key: String,
    /// Column of `idempotency`.
    pub operation: String,
    /// Column of `idempotency`.
    pub input_hash: String,
    /// Column of `idempotency`.
    pub outcome: Json,
    /// Column of `idempotency`.
    pub at: DateTimeUtc,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
