//! What many records say in the same words is stored once; `access_record` is each record with its words.
//!
//! Records that are there already keep their own words. A hub of the release before goes on writing such records beside this one; it
//! reads the newer ones without their words, so it is not to be left running for long.

use crate::table::{self, Column::*, Need::*, Table};
use sea_orm_migration::prelude::{Alias, ColumnDef, ConnectionTrait, DbErr, SchemaManager, Table as Alter};

const TABLES: &[Table] = &[Table {
    name: "access_wording",
    key: &["id"],
    columns: &[
        ("id", Text, Given),
        ("released", Text, Given),
        ("refused", Text, Given),
        ("basis", Text, Given),
        ("agreements", Text, Given),
        ("policies", Text, Given),
    ],
    indexes: &[],
}];

const RECORDS: &str = "access_log";
const WORDING: &str = "wording";
const WORDS: [&str; 5] = ["released", "refused", "basis", "agreements", "policies"];

/// Columns of a record that are its own, in the order in which they are read.
const BEFORE: &str = "id, at, trace_id, operation, person, known, worker, acting_client, agency, role, purpose";
const AFTER: &str = "consent_statements, case_reference, system_copy, person_version, valid_until, log, position, salt";

fn own(columns: &str) -> String {
    columns.split(", ").map(|column| format!("l.{column}")).collect::<Vec<_>>().join(", ")
}

/// The words of a record stand in one of two places. Read from both, a word that was put into the other is seen.
fn view() -> String {
    let word = |name: &str| format!("l.{name} || COALESCE(w.{name}, '') AS {name}");
    let [released, refused, others @ ..] = WORDS.map(word);
    format!(
        "CREATE VIEW access_record AS SELECT {}, {released}, {refused}, l.rows, {}, {} \
         FROM {RECORDS} l LEFT JOIN access_wording w ON w.id = l.{WORDING}",
        own(BEFORE),
        others.join(", "),
        own(AFTER)
    )
}

async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    table::create(manager, TABLES).await?;
    let mut wording = ColumnDef::new(Alias::new(WORDING)).text().take();
    manager.alter_table(Alter::alter().table(Alias::new(RECORDS)).add_column(&mut wording).take()).await?;
    manager.get_connection().execute_unprepared(&view()).await.map(|_| ())
}

async fn down(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let db = manager.get_connection();
    db.execute_unprepared("DROP VIEW access_record").await?;
    let words = WORDS.map(|name| format!("{name} = (SELECT w.{name} FROM access_wording w WHERE w.id = {RECORDS}.{WORDING})")).join(", ");
    let known = format!("EXISTS (SELECT 1 FROM access_wording w WHERE w.id = {RECORDS}.{WORDING})");
    db.execute_unprepared(&format!("UPDATE {RECORDS} SET {words} WHERE {known}")).await?;
    manager.alter_table(Alter::alter().table(Alias::new(RECORDS)).drop_column(Alias::new(WORDING)).take()).await?;
    table::drop(manager, TABLES.iter().map(|t| t.name)).await
}

table::migration!(|manager| up(manager), |manager| down(manager));
