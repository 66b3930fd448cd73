//! Indexes for statements that had none: the answers of one talk, and the few records that tell of deletions.

use crate::table::migration;
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

const OF_A_TALK: &str = "ix_consent_statement_session";
const OF_DELETIONS: &str = "ix_access_log_retention";

async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut index = Index::create();
    index.name(OF_A_TALK).table(Alias::new("consent_statement")).col(Alias::new("session"));
    manager.create_index(index.take()).await?;
    // Partial, so that it costs the ordinary record nothing.
    let partial = format!("CREATE INDEX {OF_DELETIONS} ON access_log (log) WHERE operation = 'retention'");
    manager.get_connection().execute_unprepared(&partial).await.map(drop)
}

async fn drop_both(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_index(Index::drop().name(OF_DELETIONS).table(Alias::new("access_log")).to_owned()).await?;
    manager.drop_index(Index::drop().name(OF_A_TALK).table(Alias::new("consent_statement")).to_owned()).await
}

migration!(|manager| create(manager), |manager| drop_both(manager));
