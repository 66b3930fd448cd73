//! Table `rights_request`: what she asks of those who hold her data: that something is not right, or that she complains.

use sea_orm::entity::prelude::*;

/// What she asks of those who hold her data: that something is not right, or that she complains.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rights_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `rights_request`.
    pub id: String,
    /// Column of `rights_request`.
    pub person_id: String,
    /// Column of `rights_request`.
    pub kind: String,
    /// Column of `rights_request`.
    pub her_words: String,
    /// Column of `rights_request`.
    pub fields: Json,
    /// Column of `rights_request`.
    pub received_at: DateTimeUtc,
    /// Column of `rights_request`.
    pub received_by: Option<String>,
    /// Column of `rights_request`.
    pub controller: Option<String>,
    /// Column of `rights_request`.
    pub due_on: Date,
    /// Column of `rights_request`.
    pub status: String,
    /// Column of `rights_request`.
    pub decision: Option<String>,
    /// Column of `rights_request`.
    pub answer: Option<String>,
    /// Column of `rights_request`.
    pub answered_at: Option<DateTimeUtc>,
    /// Column of `rights_request`.
    pub answered_by: Option<String>,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
