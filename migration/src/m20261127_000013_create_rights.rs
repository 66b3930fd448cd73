//! What she asks of those who hold her data, and when a hold was agreed to by a second worker.

use crate::table::{Column::*, Need::*, Table, create, drop, migration};
use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

const TABLES: &[Table] = &[Table {
    name: "rights_request",
    key: &["id"],
    columns: &[
        ("id", Text, Given),
        ("person_id", Text, Given),
        ("kind", Text, Given),
        ("her_words", Text, Given),
        ("fields", Json, Given),
        ("received_at", Moment, Given),
        ("received_by", Text, Null),
        ("controller", Text, Null),
        ("due_on", Date, Given),
        ("status", Text, Given),
        ("decision", Text, Null),
        ("answer", Text, Null),
        ("answered_at", Moment, Null),
        ("answered_by", Text, Null),
    ],
    indexes: &[(&["person_id"], false), (&["status", "due_on"], false)],
}];

const HOLDS: &str = "do_not_show";

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(manager, TABLES).await?;
    let mut approved = ColumnDef::new(Alias::new("approved_at")).timestamp_with_time_zone().take();
    manager.alter_table(sea_orm_migration::prelude::Table::alter().table(Alias::new(HOLDS)).add_column(&mut approved).take()).await?;
    manager.get_connection().execute_unprepared("UPDATE do_not_show SET approved_at = \"from\"").await?;
    Ok(())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let column = Alias::new("approved_at");
    manager.alter_table(sea_orm_migration::prelude::Table::alter().table(Alias::new(HOLDS)).drop_column(column).take()).await?;
    drop(manager, TABLES.iter().map(|t| t.name)).await
}

migration!(|manager| up(manager), |manager| down(manager));
