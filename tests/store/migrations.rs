//! Migrations, forth and back, with a row in every table.

use crate::{
    database::{TestDatabase, somebody_waits},
    support::DemoHub,
};
use connections_hub::store::Store;
use migration::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement, TransactionTrait};
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

/// A migration of a release to come, as its `hub migrate up` would leave it.
async fn of_a_later_release(db: &DatabaseConnection) {
    let row = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_to_come', 0)";
    db.execute_unprepared(row).await.unwrap();
}

#[tokio::test]
async fn a_schema_of_a_later_release_is_read_and_not_changed() {
    let database = TestDatabase::fresh().await;
    let store = Store::open(&database.url).await.unwrap();
    store.migrate().await.unwrap();
    of_a_later_release(store.writer()).await;
    assert!(store.pending_migrations().await.unwrap().is_empty());
    store.must_be_migrated().await.unwrap();
    let refused = store.migrate().await.unwrap_err();
    assert_eq!(refused.code(), "CONFLICT");
    assert!(refused.to_string().contains("m20991231_000001_to_come"), "{refused}");
}

#[test]
fn hubs_go_on_beside_the_schema_of_a_later_release() {
    let hub = DemoHub::fresh();
    hub.wait_for(of_a_later_release(hub.loaded.hub.store.writer()));
    let ready = reqwest::blocking::get(format!("{}/health/ready", hub.another())).unwrap();
    assert_eq!(ready.status().as_u16(), 200);
    hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "knownAs").must_see("person.knownAs");
}

#[tokio::test]
async fn to_look_at_the_schema_changes_nothing() {
    let database = TestDatabase::bare().await;
    let store = Store::open(&database.url).await.unwrap();
    assert_eq!(store.pending_migrations().await.unwrap().len(), Migrator::migrations().len());
    assert!(store.must_be_migrated().await.unwrap_err().to_string().contains("hub migrate up"));
    assert!(!SchemaManager::new(store.reader()).has_table("seaql_migrations").await.unwrap());
}

/// On `PostgreSQL` a change of a table waits for whoever is at it, and everybody who comes later waits behind it. It lets them pass.
#[tokio::test]
async fn a_migration_that_waits_keeps_nobody_from_the_table() {
    let database = TestDatabase::fresh().await;
    if !database.is_postgres() {
        return;
    }
    let store = Store::open(&database.url).await.unwrap();
    // The one that indexes places on a team, and those after it.
    let after = Migrator::migrations().iter().rev().position(|migration| migration.name().ends_with("index_places")).unwrap();
    Migrator::down(store.writer(), Some(u32::try_from(after).unwrap() + 1)).await.unwrap();
    let reading = store.writer().begin().await.unwrap();
    reading.execute_unprepared("LOCK TABLE membership IN ROW EXCLUSIVE MODE").await.unwrap();
    let migrating = tokio::spawn({
        let store = store.clone();
        async move { store.migrate().await }
    });
    somebody_waits(store.reader()).await;
    // Longer than the hub's own patience with a lock would be, if the migration kept its place.
    store.writer().execute_unprepared("UPDATE membership SET role = role").await.expect("the migration lets others pass");
    assert!(!migrating.is_finished());
    reading.rollback().await.unwrap();
    migrating.await.unwrap().expect("it goes on once nobody is there");
    assert!(store.pending_migrations().await.unwrap().is_empty());
}
