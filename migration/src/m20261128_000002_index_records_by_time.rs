//! Records of all organisations are read newest first; nobody reads them by organisation and time.

use crate::table;
use sea_orm_migration::prelude::{Alias, DbErr, Index, SchemaManager};

const TABLE: &str = "access_log";
const BY_TIME: (&str, &[&str]) = ("ix_access_log_at", &["at"]);
const BY_AGENCY: (&str, &[&str]) = ("ix_access_log_agency_at", &["agency", "at"]);

async fn swap(manager: &SchemaManager<'_>, gone: &str, (name, columns): (&str, &[&str])) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(name).table(Alias::new(TABLE));
    for column in columns {
        index.col(Alias::new(*column));
    }
    manager.create_index(index).await?;
    let mut index = Index::drop();
    index.name(gone).table(Alias::new(TABLE));
    manager.drop_index(index).await
}

table::migration!(|manager| swap(manager, BY_AGENCY.0, BY_TIME), |manager| swap(manager, BY_TIME.0, BY_AGENCY));
