//! Table `enrolment`: a woman the hub knows.

use sea_orm::entity::prelude::*;

/// A woman the hub knows.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "enrolment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `enrolment`.
    pub person_id: String,
    /// Column of `enrolment`.
    pub label: String,
    /// Column of `enrolment`.
    pub enrolled_by: String,
    /// Column of `enrolment`.
    pub enrolled_on: Date,
    /// Column of `enrolment`.
    pub record_status: String,
    /// Column of `enrolment`.
    pub version: i64,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
