//! An index by which the answers of one talk are found.

use crate::table::migration;
use sea_orm_migration::prelude::*;

const NAME: &str = "ix_consent_statement_session";

async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(NAME).table(Alias::new("consent_statement")).col(Alias::new("session"));
    manager.create_index(index.take()).await
}

async fn drop(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(NAME).table(Alias::new("consent_statement")).to_owned()).await
}

migration!(|manager| create(manager), |manager| drop(manager));
