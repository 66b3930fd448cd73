//! A database says in its faults which values it refused. None of them goes any further.

use crate::database::connection;
use connections_hub::{error::Error, store::Store};
use entity::person_reference;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, IntoActiveModel, Statement};

const CANARY: &str = "c4n4ry";

async fn migrated() -> DatabaseConnection {
    let db = connection().await;
    Migrator::up(&db, None).await.unwrap();
    db
}

/// What both of the hub's languages for operators say of a fault.
fn told(cause: DbErr) -> String {
    let error = Error::from(cause);
    assert_eq!(error.code(), "UNAVAILABLE");
    format!("{error} {error:?}")
}

async fn fault(db: &DatabaseConnection, sql: &str) -> DbErr {
    let found = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql.replace("CANARY", CANARY))).await;
    found.err().unwrap_or_else(|| panic!("went through: {sql}"))
}

async fn twice(db: &DatabaseConnection) -> DbErr {
    let row = || person_reference::Model { agency_id: "a".into(), reference: CANARY.into(), person_id: "p".into() }.into_active_model();
    row().insert(db).await.unwrap();
    row().insert(db).await.unwrap_err()
}

/// A value that cannot be read as what it was asked for.
async fn unreadable(db: &DatabaseConnection) -> DbErr {
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), format!("SELECT '{CANARY}' AS word"))).await.unwrap();
    row.unwrap().try_get::<chrono::NaiveDate>("", "word").unwrap_err()
}

/// Statements that each database refuses in words of its own.
fn refused(backend: DbBackend) -> &'static [&'static str] {
    if backend == DbBackend::Postgres {
        return &[
            "SELECT 'CANARY'::date",
            "SELECT 'CANARY'::int",
            "SELECT 'CANARY'::jsonb",
            "SELECT 1 FROM person WHERE \"CANARY\" = 1",
            "SELECT 'CANARY' FROM",
            "INSERT INTO enrolment (person_id, label) VALUES ('CANARY', NULL)",
            "DO $$ BEGIN RAISE EXCEPTION 'CANARY' USING DETAIL = 'CANARY', HINT = 'CANARY'; END $$",
            "SET statement_timeout = 'CANARY'",
        ];
    }
    &["SELECT json_extract('{CANARY', '$.x')", "SELECT 1 FROM person WHERE CANARY = 1", "SELECT 'CANARY' FROM", "SELECT * FROM \"CANARY\""]
}

#[tokio::test]
async fn no_fault_of_the_database_tells_a_value() {
    let db = migrated().await;
    if db.get_database_backend() == DbBackend::Sqlite {
        let says = format!("CREATE TRIGGER says BEFORE DELETE ON person_reference BEGIN SELECT RAISE(ABORT, '{CANARY}'); END");
        db.execute_unprepared(&says).await.unwrap();
    }
    let mut faults = vec![twice(&db).await, unreadable(&db).await];
    for sql in refused(db.get_database_backend()) {
        faults.push(fault(&db, sql).await);
    }
    if db.get_database_backend() == DbBackend::Sqlite {
        faults.push(fault(&db, "DELETE FROM person_reference").await);
    }
    let sang = faults.iter().filter(|cause| format!("{cause} {cause:?}").contains(CANARY)).count();
    assert!(sang >= 3, "the word was there to be told");
    for cause in faults {
        let said = format!("{cause:?}");
        let told = told(cause);
        assert!(!told.contains(CANARY), "{told}\nof {said}");
    }
}

#[tokio::test]
async fn a_fault_names_its_kind_and_code() {
    let db = migrated().await;
    let told = told(twice(&db).await);
    let named = if db.get_database_backend() == DbBackend::Postgres {
        ["\"unique\"", "\"23505\"", "person_reference"]
    } else {
        ["\"unique\"", "\"1555\"", "kind"]
    };
    assert!(named.iter().all(|name| told.contains(name)), "{told}");
}

/// Addresses hold passwords, and a lost connection may quote the server.
#[tokio::test]
async fn no_fault_of_a_connection_tells_the_address() {
    let addresses = [
        format!("postgres://hub:{CANARY}@127.0.0.1:1/{CANARY}"),
        format!("postgres://hub:{CANARY}@{CANARY}.invalid/hub"),
        format!("postgres://hub:{CANARY}@127.0.0.1:{CANARY}/hub"),
        format!("sqlite:///no-such-place/{CANARY}/hub.sqlite"),
        format!("mysql://hub:{CANARY}@127.0.0.1/hub"),
    ];
    for address in addresses {
        let error = Store::open_with(&address, 1).await.expect_err("nobody is there");
        let told = format!("{error} {error:?}");
        assert!(!told.contains(CANARY), "{told}");
    }
}

/// The connection is cut by the other side while a statement runs, or the pool is closed.
#[tokio::test]
async fn a_lost_connection_tells_nothing_of_the_statement() {
    let db = connection().await;
    if db.get_database_backend() == DbBackend::Postgres {
        let cut = fault(&db, "SELECT pg_terminate_backend(pg_backend_pid()), 'CANARY'").await;
        assert!(!told(cut).contains(CANARY));
    }
    let closed = db.clone();
    db.close().await.unwrap();
    let told = told(fault(&closed, "SELECT 'CANARY'").await);
    assert!(!told.contains(CANARY), "{told}");
}
