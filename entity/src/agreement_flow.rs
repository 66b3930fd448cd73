//! Table `agreement_flow`: from whom to whom an agreement lets data flow, and under which policy.

use sea_orm::entity::prelude::*;

/// From whom to whom an agreement lets data flow, and under which policy.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agreement_flow")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `agreement_flow`.
    pub id: String,
    /// Column of `agreement_flow`.
    pub agreement_id: String,
    /// Column of `agreement_flow`.
    pub agreement_version: String,
    /// Column of `agreement_flow`.
    pub holder: String,
    /// Column of `agreement_flow`.
    pub recipient: String,
    /// Column of `agreement_flow`.
    pub policy_hash: String,
    /// Column of `agreement_flow`.
    pub lawful_basis: Json,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
