//! Table `choices_session`: one talk in which she chose.

use sea_orm::entity::prelude::*;

/// One talk in which she chose.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "choices_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `choices_session`.
    pub id: String,
    /// Column of `choices_session`.
    pub person_id: String,
    /// Column of `choices_session`.
    pub opened_by_agency: String,
    /// Column of `choices_session`.
    pub opened_by_role: String,
    /// Column of `choices_session`.
    pub opened_by_worker: String,
    /// Column of `choices_session`.
    pub opened_at: DateTimeUtc,
    /// Column of `choices_session`.
    pub closed_at: Option<DateTimeUtc>,
    /// Column of `choices_session`.
    pub matched_by: String,
    /// Column of `choices_session`.
    pub place: String,
    /// Column of `choices_session`.
    pub private_setting: bool,
    /// Column of `choices_session`.
    pub first_day: bool,
    /// Column of `choices_session`.
    pub script_version: String,
    /// Column of `choices_session`.
    pub language: String,
    /// Column of `choices_session`.
    pub format: String,
    /// Column of `choices_session`.
    pub interpreter_ref: Option<String>,
    /// Column of `choices_session`.
    pub topics_offered: Json,
    /// Column of `choices_session`.
    pub agencies_read_aloud: Json,
    /// Column of `choices_session`.
    pub form_id: Option<String>,
    /// Column of `choices_session`.
    pub read_back: bool,
    /// Column of `choices_session`.
    pub receipt_given: Option<String>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
