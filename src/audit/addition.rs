//! What a group adds to a log, as it is stored: the rows of its records, their leaves, and how far the log has grown.
//!
//! The texts of its statements are made once, and a connection keeps a statement prepared by its text. On `PostgreSQL` each statement is
//! a way there and back, so that one takes all of it. `SQLite` takes rows in few sizes: each size that a group happens to have would be
//! written, parsed and kept anew.

use super::leaves;
use crate::error::Error;
use entity::{access_log, audit_head, audit_leaf};
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityName, EntityTrait, IdenStatic, IntoActiveModel,
    Iterable, Statement, Value,
    sea_query::{Expr, OnConflict, Query},
};
use std::{collections::BTreeMap, sync::LazyLock};

/// Rows in one statement of `SQLite`.
const PIECES: [usize; 7] = [64, 32, 16, 8, 4, 2, 1];

/// The texts for `SQLite`, by the number of rows.
static PIECE_TEXTS: LazyLock<BTreeMap<usize, String>> = LazyLock::new(|| PIECES.into_iter().map(|rows| (rows, piece_text(rows))).collect());

/// The text for `PostgreSQL`: of the rows as a list, log, place of the first and leaves, size and frontier of the log.
static WHOLE_TEXT: LazyLock<String> = LazyLock::new(|| {
    let (rows, leaves, heads) = (access_log::Entity.table_name(), audit_leaf::Entity.table_name(), audit_head::Entity.table_name());
    let columns = access_log::Column::iter().map(|c| c.as_str()).collect::<Vec<_>>().join("\", \"");
    format!(
        "WITH rows AS (INSERT INTO {rows} (\"{columns}\") SELECT \"{columns}\" FROM json_populate_recordset(NULL::{rows}, CAST($1 AS json))), \
         leaves AS (INSERT INTO {leaves} (log, position, hash) VALUES ($2, $3, $4)) \
         INSERT INTO {heads} (log, size, frontier) VALUES ($2, $5, $6) \
         ON CONFLICT (log) DO UPDATE SET size = excluded.size, frontier = excluded.frontier"
    )
});

/// What a group adds to its log.
pub(super) struct Addition {
    /// The records, without the words they share with others.
    pub(super) rows: Vec<access_log::Model>,
    /// Their leaves, in the same order, and where they stand.
    pub(super) leaves: audit_leaf::Model,
    /// How far the log has grown with them.
    pub(super) head: audit_head::Model,
}

impl Addition {
    /// Stores all of it.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database refuses; its transaction cannot be committed then.
    pub(super) async fn store(self, db: &DatabaseTransaction) -> Result<(), Error> {
        if db.get_database_backend() == DbBackend::Postgres {
            return self.store_whole(db).await;
        }
        insert_pieces(db, self.rows).await?;
        leaves::store(db, self.leaves).await?;
        Ok(advance(db, self.head).await?)
    }

    async fn store_whole(self, db: &DatabaseTransaction) -> Result<(), Error> {
        let Self { rows, leaves, head } = self;
        let rows = serde_json::to_string(&rows).map_err(Error::internal)?;
        let values: [Value; 6] =
            [rows.into(), leaves.log.into(), leaves.position.into(), leaves.hash.into(), head.size.into(), head.frontier.into()];
        db.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, &*WHOLE_TEXT, values)).await?;
        Ok(())
    }
}

async fn advance(db: &DatabaseTransaction, head: audit_head::Model) -> Result<(), DbErr> {
    let further =
        OnConflict::column(audit_head::Column::Log).update_columns([audit_head::Column::Size, audit_head::Column::Frontier]).to_owned();
    audit_head::Entity::insert(head.into_active_model()).on_conflict(further).exec_without_returning(db).await.map(|_| ())
}

async fn insert_pieces(db: &DatabaseTransaction, mut rows: Vec<access_log::Model>) -> Result<(), DbErr> {
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
