//! Migrations, forth and back, with a row in every table.

use crate::database::TestDatabase;
use connections_hub::store::Store;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeMap;

/// Columns with their types, by table.
async fn tables(db: &DatabaseConnection) -> BTreeMap<String, Vec<(String, String)>> {
    let columns = if db.get_database_backend() == DbBackend::Postgres {
        "SELECT c.table_name::text, c.column_name::text, c.data_type::text FROM information_schema.columns c \
         JOIN information_schema.tables t USING (table_schema, table_name) \
         WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' ORDER BY c.table_name, c.ordinal_position"
    } else {
        "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    };
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap();
    let mut tables: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for row in rows {
        let text = |at: usize| row.try_get_by_index::<String>(at).unwrap();
        if text(0) != "seaql_migrations" && !text(0).starts_with("sqlite_") {
            tables.entry(text(0)).or_default().push((text(1), text(2).to_lowercase()));
        }
    }
    tables
}

/// A value of a type, as both databases write it.
fn value(kind: &str, backend: DbBackend) -> &'static str {
    let kinds = [
        ("bool", "FALSE"),
        ("json", "'{}'"),
        ("timestamp", "'2026-11-23T12:00:00+00:00'"),
        ("date", "'2026-11-23'"),
        ("time", "'12:00:00'"),
        ("int", "1"),
        ("blob", "X'00'"),
        ("bytea", "'\\x00'"),
    ];
    let found = kinds.iter().find(|(name, _)| kind.contains(name)).map(|(_, value)| *value);
    found.unwrap_or_else(|| if backend == DbBackend::Postgres { "'x'" } else { "'y'" })
}

async fn fill(db: &DatabaseConnection) {
    let backend = db.get_database_backend();
    for (table, columns) in tables(db).await {
        let names: Vec<String> = columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        let values: Vec<&str> = columns.iter().map(|(_, kind)| value(kind, backend)).collect();
        let insert = format!("INSERT INTO \"{table}\" ({}) VALUES ({})", names.join(", "), values.join(", "));
        db.execute_unprepared(&insert).await.unwrap_or_else(|cause| panic!("{insert}: {cause}"));
    }
}

async fn each_has_its_row(db: &DatabaseConnection) {
    for table in tables(db).await.into_keys() {
        let count = Statement::from_string(db.get_database_backend(), format!("SELECT COUNT(*) FROM \"{table}\""));
        let count: i64 = db.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert_eq!(count, 1, "{table}");
    }
}

#[tokio::test]
async fn every_migration_goes_back_and_forth_and_leaves_the_rows_of_others_alone() {
    let database = TestDatabase::bare().await;
    let store = Store::open(&database.url).await.unwrap();
    store.migrate().await.unwrap();
    assert!(store.pending_migrations().await.unwrap().is_empty());
    let db = store.writer();
    let whole = tables(db).await;
    fill(db).await;
    for _ in Migrator::migrations() {
        Migrator::down(db, Some(1)).await.unwrap();
        each_has_its_row(db).await;
        Migrator::up(db, Some(1)).await.unwrap();
        each_has_its_row_or_is_new(db).await;
        Migrator::down(db, Some(1)).await.unwrap();
    }
    assert!(tables(db).await.is_empty(), "nothing is left behind");
    store.migrate().await.unwrap();
    assert_eq!(tables(db).await, whole);
    fill(db).await;
}

/// What was taken away and made again is empty; everything else is as it was.
async fn each_has_its_row_or_is_new(db: &DatabaseConnection) {
    for table in tables(db).await.into_keys() {
        let count = Statement::from_string(db.get_database_backend(), format!("SELECT COUNT(*) FROM \"{table}\""));
        let count: i64 = db.query_one_raw(count).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert!(count <= 1, "{table}");
    }
}
