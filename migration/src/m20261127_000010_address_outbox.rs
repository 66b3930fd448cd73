//! For whom in an organisation a piece of news is, and which rows it is about: a worker must not learn by a colleague's news of a woman
//! who does not exist for her. And an opaque id by which it is acknowledged: a number would count the news of others.

use crate::table::migration;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

const NAME: &str = "outbox";
const TEXTS: [&str; 3] = ["news_id", "role", "only_worker"];
const LISTS: [&str; 2] = ["workers", "rows"];

async fn add(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let text = TEXTS.map(|name| ColumnDef::new(Alias::new(name)).text().take());
    let list = LISTS.map(|name| ColumnDef::new(Alias::new(name)).json().take());
    // One at a time, as SQLite wants it.
    for mut column in text.into_iter().chain(list) {
        manager.alter_table(Table::alter().table(Alias::new(NAME)).add_column(&mut column).take()).await?;
    }
    let db = manager.get_connection();
    let random = if db.get_database_backend() == DbBackend::Postgres { "gen_random_uuid()::text" } else { "lower(hex(randomblob(16)))" };
    db.execute_unprepared(&format!("UPDATE outbox SET news_id = {random}")).await?;
    db.execute_unprepared("CREATE UNIQUE INDEX ix_outbox_news_id ON outbox (news_id)").await?;
    db.execute_unprepared("CREATE INDEX ix_outbox_due ON outbox (due_on) WHERE acknowledged_at IS NULL").await?;
    Ok(())
}

async fn remove(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared("DROP INDEX ix_outbox_due").await?;
    db.execute_unprepared("DROP INDEX ix_outbox_news_id").await?;
    for name in TEXTS.into_iter().chain(LISTS) {
        manager.alter_table(Table::alter().table(Alias::new(NAME)).drop_column(Alias::new(name)).take()).await?;
    }
    Ok(())
}

migration!(|manager| add(manager), |manager| remove(manager));
