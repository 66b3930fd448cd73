//! Which purposes were open for her when it was last looked at, so that what the calendar opens and closes can be told; and for which
//! purpose a piece of news is.

use crate::table::{Column::*, Need::*, Table, create, drop, migration};
use sea_orm_migration::prelude::*;

const TABLES: &[Table] = &[Table {
    name: "purpose_window",
    key: &["person_id"],
    columns: &[("person_id", Text, Given), ("version", Long, Given), ("day", Date, Given), ("open", Json, Given)],
    indexes: &[],
}];

const NEWS: &str = "outbox";
const PURPOSE: &str = "purpose";

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(manager, TABLES).await?;
    let mut purpose = ColumnDef::new(Alias::new(PURPOSE)).text().take();
    manager.alter_table(sea_orm_migration::prelude::Table::alter().table(Alias::new(NEWS)).add_column(&mut purpose).take()).await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.alter_table(sea_orm_migration::prelude::Table::alter().table(Alias::new(NEWS)).drop_column(Alias::new(PURPOSE)).take()).await?;
    drop(manager, TABLES.iter().map(|t| t.name)).await
}

migration!(|manager| up(manager), |manager| down(manager));
