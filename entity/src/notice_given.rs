//! Table `notice_given`: that the lines shared without asking were read to her.

use sea_orm::entity::prelude::*;

/// That the lines shared without asking were read to her.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notice_given")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `notice_given`.
    pub id: String,
    /// Column of `notice_given`.
    pub person_id: String,
    /// Column of `notice_given`.
    pub notice_version: String,
    /// Column of `notice_given`.
    pub categories: Json,
    /// Column of `notice_given`.
    pub purposes: Json,
    /// Column of `notice_given`.
    pub recipient_agencies: Json,
    /// Column of `notice_given`.
    pub given_by_worker: Option<String>,
    /// Column of `notice_given`.
    pub given_by_role: Option<String>,
    /// Column of `notice_given`.
    pub given_by_agency: String,
    /// Column of `notice_given`.
    pub given_on: DateTimeUtc,
    /// Column of `notice_given`.
    pub entered_on: DateTimeUtc,
    /// Column of `notice_given`.
    pub format: Option<String>,
    /// Column of `notice_given`.
    pub language: Option<String>,
    /// Column of `notice_given`.
    pub copy_given: bool,
    /// Column of `notice_given`.
    pub source_ref: String,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
