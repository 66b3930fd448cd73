//! Records are inserted by few statements whose texts are made once.
//!
//! A connection keeps a statement prepared by its text. Few sizes make few texts; each size that a group happens to have would be
//! written, parsed and kept anew.

use crate::error::Error;
use entity::access_log;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, IntoActiveModel, Iterable, Statement, Value,
    sea_query::{Expr, Query},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Rows in one statement.
const PIECES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// The texts, by the number of rows: on `PostgreSQL`, and on `SQLite`.
static TEXTS: LazyLock<[BTreeMap<usize, String>; 2]> = LazyLock::new(|| {
    [DbBackend::Postgres, DbBackend::Sqlite].map(|backend| PIECES.into_iter().map(|rows| (rows, text(backend, rows))).collect())
});

/// Inserts the rows, some in a statement.
pub(super) async fn insert(db: &DatabaseTransaction, mut rows: Vec<access_log::Model>) -> Result<(), Error> {
    let backend = db.get_database_backend();
    let [postgres, sqlite] = &*TEXTS;
    let texts = if backend == DbBackend::Postgres { postgres } else { sqlite };
    for (piece, text) in texts.iter().rev() {
        while rows.len() >= *piece {
            let values: Vec<Value> = rows.drain(..piece).flat_map(values).collect();
            db.execute_raw(Statement::from_sql_and_values(backend, text, values)).await?;
        }
    }
    Ok(())
}

/// What a row holds, in the order of its columns.
fn values(row: access_log::Model) -> impl Iterator<Item = Value> {
    let mut row = row.into_active_model();
    access_log::Column::iter().filter_map(move |column| row.take(column).into_value())
}

fn text(backend: DbBackend, rows: usize) -> String {
    let mut insert = Query::insert();
    insert.into_table(access_log::Entity).columns(access_log::Column::iter());
    for _ in 0..rows {
        insert.values_panic(access_log::Column::iter().map(|_| Expr::val(0)));
    }
    let text = backend.build(&insert).sql;
    if backend == DbBackend::Sqlite {
        // What fails is taken back with its transaction. Without that said, SQLite notes every page for the case that this one
        // statement is taken back alone.
        return text.replacen("INSERT", "INSERT OR FAIL", 1);
    }
    text
}
