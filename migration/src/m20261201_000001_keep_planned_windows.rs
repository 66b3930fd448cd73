//! Since when a planned day has held a purpose open: a day that moves, or is taken back, closes none.

use crate::table::migration;
use sea_orm_migration::prelude::*;

const NAME: &str = "purpose_window";
const PLANNED: &str = "planned";

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let mut planned = ColumnDef::new(Alias::new(PLANNED)).json().take();
    manager.alter_table(Table::alter().table(Alias::new(NAME)).add_column(&mut planned).take()).await
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.alter_table(Table::alter().table(Alias::new(NAME)).drop_column(Alias::new(PLANNED)).take()).await
}

migration!(|manager| up(manager), |manager| down(manager));
