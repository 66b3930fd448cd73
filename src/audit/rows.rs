//! Records are inserted by few statements whose texts are made once.
//!
//! A connection keeps a statement prepared by its text. `PostgreSQL` takes any number of rows as one list, so that a group costs it one
//! statement. `SQLite` takes them in few sizes: each size that a group happens to have would be written, parsed and kept anew.

use crate::error::Error;
use entity::access_log;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityName, IdenStatic, IntoActiveModel, Iterable, Statement, Value,
    sea_query::{Expr, Query},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Rows in one statement of `SQLite`.
const PIECES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// The texts for `SQLite`, by the number of rows.
static PIECE_TEXTS: LazyLock<BTreeMap<usize, String>> = LazyLock::new(|| PIECES.into_iter().map(|rows| (rows, piece_text(rows))).collect());

/// The text for `PostgreSQL`.
static LIST_TEXT: LazyLock<String> = LazyLock::new(|| {
    let (table, columns) =
        (access_log::Entity.table_name(), access_log::Column::iter().map(|c| c.as_str()).collect::<Vec<_>>().join("\", \""));
    format!("INSERT INTO {table} (\"{columns}\") SELECT \"{columns}\" FROM json_populate_recordset(NULL::{table}, CAST($1 AS json))")
});

/// Inserts the rows.
pub(super) async fn insert(db: &DatabaseTransaction, rows: Vec<access_log::Model>) -> Result<(), Error> {
    if db.get_database_backend() == DbBackend::Postgres { insert_list(db, &rows).await } else { insert_pieces(db, rows).await }
}

async fn insert_list(db: &DatabaseTransaction, rows: &[access_log::Model]) -> Result<(), Error> {
    let list = serde_json::to_string(rows).map_err(Error::internal)?;
    db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, &*LIST_TEXT, [list.into()])).await?;
    Ok(())
}

async fn insert_pieces(db: &DatabaseTransaction, mut rows: Vec<access_log::Model>) -> Result<(), Error> {
    for (piece, text) in PIECE_TEXTS.iter().rev() {
        while rows.len() >= *piece {
            let values: Vec<Value> = rows.drain(..piece).flat_map(values).collect();
            db.execute_raw(Statement::from_sql_and_values(DbBackend::Sqlite, text, values)).await?;
        }
    }
    Ok(())
}

/// What a row holds, in the order of its columns.
fn values(row: access_log::Model) -> impl Iterator<Item = Value> {
    let mut row = row.into_active_model();
    access_log::Column::iter().filter_map(move |column| row.take(column).into_value())
}

fn piece_text(rows: usize) -> String {
    let mut insert = Query::insert();
    insert.into_table(access_log::Entity).columns(access_log::Column::iter());
    for _ in 0..rows {
        insert.values_panic(access_log::Column::iter().map(|_| Expr::val(0)));
    }
    // What fails is taken back with its transaction. Without that said, SQLite notes every page for the case that this one statement is
    // taken back alone.
    DbBackend::Sqlite.build(&insert).sql.replacen("INSERT", "INSERT OR FAIL", 1)
}
