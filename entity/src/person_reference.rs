//! Table `person_reference`: the number by which an agency knows a person.

use sea_orm::entity::prelude::*;

/// The number by which an agency knows a person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_reference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `person_reference`.
    pub agency_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `person_reference`.
    pub reference: String,
    /// Column of `person_reference`.
    pub person_id: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
