//! View `access_record`: one read or one refused read, recorded before it is answered, with its words.
//!
//! It is read only: `access_record` holds what is each record's own, `access_wording` what many say in the same words.

use sea_orm::entity::prelude::*;

/// One read or one refused read, recorded before it is answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `access_record`.
    pub id: String,
    /// Column of `access_record`.
    pub at: DateTimeUtc,
    /// Column of `access_record`.
    pub trace_id: String,
    /// Column of `access_record`.
    pub operation: String,
    /// Column of `access_record`.
    pub person: String,
    /// Column of `access_record`.
    pub known: bool,
    /// Column of `access_record`.
    pub worker: Option<String>,
    /// Column of `access_record`.
    pub acting_client: Option<String>,
    /// Column of `access_record`.
    pub agency: String,
    /// Column of `access_record`.
    pub role: String,
    /// Column of `access_record`.
    pub purpose: Option<String>,
    /// Column of `access_record`.
    pub released: String,
    /// Column of `access_record`.
    pub refused: String,
    /// Column of `access_record`.
    pub rows: String,
    /// Column of `access_record`.
    pub basis: String,
    /// Column of `access_record`.
    pub agreements: String,
    /// Column of `access_record`.
    pub policies: String,
    /// Column of `access_record`.
    pub consent_statements: String,
    /// Column of `access_record`.
    pub case_reference: Option<String>,
    /// Column of `access_record`.
    pub system_copy: bool,
    /// Column of `access_record`.
    pub person_version: Option<i64>,
    /// Column of `access_record`.
    pub valid_until: Option<DateTimeUtc>,
    /// Column of `access_record`.
    pub log: Option<i32>,
    /// Column of `access_record`.
    pub position: Option<i64>,
    /// Column of `access_record`.
    pub salt: Option<Vec<u8>>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
