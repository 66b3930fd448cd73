//! Table `paper_form`: a form that was printed for her to tick.

use sea_orm::entity::prelude::*;

/// A form that was printed for her to tick.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "paper_form")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `paper_form`.
    pub id: String,
    /// Column of `paper_form`.
    pub person_id: String,
    /// Column of `paper_form`.
    pub issued_by: String,
    /// Column of `paper_form`.
    pub issued_at: DateTimeUtc,
    /// Column of `paper_form`.
    pub script_version: String,
    /// Column of `paper_form`.
    pub agencies: Json,
    /// Column of `paper_form`.
    pub topics: Json,
    /// Column of `paper_form`.
    pub used_at: Option<DateTimeUtc>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
