//! Table `import_batch`: one import that was taken in whole.

use sea_orm::entity::prelude::*;

/// One import that was taken in whole.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    /// Column of `import_batch`.
    pub id: String,
    /// Column of `import_batch`.
    pub agency_id: String,
    /// Column of `import_batch`.
    pub file_hash: String,
    /// Column of `import_batch`.
    pub lines: i32,
    /// Column of `import_batch`.
    pub at: DateTimeUtc,
}

/// No relations: rows are fetched whole.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
