//! What agencies have to learn, in an order that loses nothing.
//!
//! A reader of the feed goes on after (`tx`, `id`) and stops below the oldest transaction that is still running: on `PostgreSQL` an
//! id is drawn before its transaction commits, so that ids alone would be overtaken. `SQLite` has one writer, whose ids come in the
//! order of its commits; there `tx` is always nought.

use crate::table::migration;
use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

const NAME: &str = "outbox";

fn column(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

async fn create(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let postgres = manager.get_connection().get_database_backend() == DbBackend::Postgres;
    let tx = if postgres { "(pg_current_xact_id()::text::bigint)" } else { "0" };
    let mut table = Table::create();
    table.table(Alias::new(NAME)).col(column("id").big_integer().not_null().auto_increment().primary_key());
    table.col(column("tx").big_integer().not_null().default(Expr::cust(tx)));
    for name in ["kind", "person_id", "agency_id"] {
        table.col(column(name).text().not_null());
    }
    table.col(column("fields").json().not_null()).col(column("cause").text());
    table.col(column("at").timestamp_with_time_zone().not_null()).col(column("due_on").date());
    table.col(column("acknowledged_at").timestamp_with_time_zone());
    table.col(column("acknowledged_by").text()).col(column("kept_under_law").text());
    manager.create_table(table.take()).await?;
    for columns in [&["agency_id", "tx", "id"][..], &["person_id"][..]] {
        let mut index = Index::create();
        index.name(format!("ix_{NAME}_{}", columns.join("_"))).table(Alias::new(NAME));
        columns.iter().for_each(|name| {
            index.col(Alias::new(*name));
        });
        manager.create_index(index.take()).await?;
    }
    Ok(())
}

async fn drop(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.drop_table(Table::drop().table(Alias::new(NAME)).take()).await
}

migration!(|manager| create(manager), |manager| drop(manager));
