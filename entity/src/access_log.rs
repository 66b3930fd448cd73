//! Table `access_log`: what is a record's own. It is read as a whole by `access_record`.

use sea_orm::entity::prelude::*;
use serde::{Serialize, Serializer};

/// What is a record's own. Where `wording` is set, the five texts that stand there are empty. As JSON it is what `PostgreSQL` reads.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize)]
#[sea_orm(table_name = "access_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `access_log`.
    pub id: String,
    /// Column of `access_log`.
    pub at: DateTimeUtc,
    /// Column of `access_log`.
    pub trace_id: String,
    /// Column of `access_log`.
    pub operation: String,
    /// Column of `access_log`.
    pub person: String,
    /// Column of `access_log`.
    pub known: bool,
    /// Column of `access_log`.
    pub worker: Option<String>,
    /// Column of `access_log`.
    pub acting_client: Option<String>,
    /// Column of `access_log`.
    pub agency: String,
    /// Column of `access_log`.
    pub role: String,
    /// Column of `access_log`.
    pub purpose: Option<String>,
    /// Column of `access_log`.
    pub released: String,
    /// Column of `access_log`.
    pub refused: String,
    /// Column of `access_log`.
    pub rows: String,
    /// Column of `access_log`.
    pub basis: String,
    /// Column of `access_log`.
    pub agreements: String,
    /// Column of `access_log`.
    pub policies: String,
    /// Column of `access_log`.
    pub consent_statements: String,
    /// Column of `access_log`.
    pub case_reference: Option<String>,
    /// Column of `access_log`.
    pub system_copy: bool,
    /// Column of `access_log`.
    pub person_version: Option<i64>,
    /// Column of `access_log`.
    pub valid_until: Option<DateTimeUtc>,
    /// Column of `access_log`.
    pub log: Option<i32>,
    /// Column of `access_log`.
    pub position: Option<i64>,
    /// Column of `access_log`.
    #[serde(serialize_with = "in_digits")]
    pub salt: Option<Vec<u8>>,
    /// Column of `access_log`.
    pub wording: Option<String>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Bytes as `PostgreSQL` reads them from text.
#[expect(clippy::ref_option, reason = "`serde` gives the field as it is")]
fn in_digits<S: Serializer>(bytes: &Option<Vec<u8>>, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = |bytes: &Vec<u8>| bytes.iter().fold("\\x".to_owned(), |text, byte| text + &format!("{byte:02x}"));
    bytes.as_ref().map(digits).serialize(serializer)
}
