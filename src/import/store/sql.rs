//! Statements built from layouts, the same on `SQLite` and on `PostgreSQL`.

use super::news::dropped;
use crate::error::Error;
use crate::import::cell::Cell;
use crate::import::layout::{ID, Layout, PERSON, layout};
use crate::outbox::{EVERYBODY, GONE, News, tell};
use crate::vocabulary::ChangeKind;
use chrono::{DateTime, Utc};
use entity::import_batch;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Query};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};

/// At most so many values in one `IN`.
pub(super) const CHUNK: usize = 1_000;
/// At most so many values bound in one statement; `SQLite` takes 32,766.
const MOST_BOUND: usize = 20_000;

/// Makes two imports of one agency wait for each other on `PostgreSQL`; `SQLite` has one writer anyway.
pub(in crate::import) async fn lock_agency(db: &impl ConnectionTrait, agency: &str) -> Result<(), DbErr> {
    let mut query = Query::select();
    query.column(Alias::new("id")).from(Alias::new("agency")).and_where(Expr::col(Alias::new("id")).eq(agency)).lock_exclusive();
    db.query_all(&query).await.map(|_| ())
}

/// The rows of a table that meet a condition.
pub(in crate::import) async fn select(db: &impl ConnectionTrait, layout: &Layout, on: Condition) -> Result<Vec<Vec<Cell>>, DbErr> {
    let mut query = Query::select();
    query.columns(layout.columns.iter().map(|(name, _)| Alias::new(*name))).from(Alias::new(layout.table)).cond_where(on);
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| layout.columns.iter().enumerate().map(|(at, (_, kind))| Cell::read(row, at, *kind)).collect()).collect()
}

/// Adds rows, many to a statement.
pub(super) async fn insert(db: &impl ConnectionTrait, layout: &Layout, rows: &[&[Cell]]) -> Result<(), DbErr> {
    for chunk in rows.chunks((MOST_BOUND / layout.columns.len().max(1)).max(1)) {
        let mut query = Query::insert();
        query.into_table(Alias::new(layout.table)).columns(layout.columns.iter().map(|(name, _)| Alias::new(*name)));
        for row in chunk {
            let cells = row.iter().zip(&layout.columns).map(|(cell, (_, kind))| Expr::val(cell.bind(*kind)));
            query.values(cells).map_err(|cause| DbErr::Custom(cause.to_string()))?;
        }
        db.execute(&query).await?;
    }
    Ok(())
}

/// Writes under its id what is different about a row, and no more: what the hub noted of it since it was read, such as that she took
/// an answer back, is not written over.
pub(in crate::import) async fn update(db: &impl ConnectionTrait, layout: &Layout, before: &[Cell], row: &[Cell]) -> Result<(), DbErr> {
    if before == row {
        return Ok(());
    }
    let mut query = Query::update();
    query.table(Alias::new(layout.table));
    for ((old, cell), (name, kind)) in before.iter().zip(row).zip(&layout.columns) {
        if old != cell {
            query.value(Alias::new(*name), cell.bind(*kind));
        }
    }
    query.and_where(Expr::col(Alias::new("id")).eq(row.get(ID).and_then(Cell::text).unwrap_or_default()));
    db.execute(&query).await.map(|_| ())
}

/// Deletes the lines of an address that must never be stored, and every earlier state of them; whoever had them is told that they are gone.
pub(in crate::import) async fn delete_details(
    db: &impl ConnectionTrait,
    (person, address): (&str, &str),
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let mut ids = Query::select();
    // By person too, which is what rows are found by.
    let under = || Expr::col(Alias::new("person_id")).eq(person).and(Expr::col(Alias::new("parent_id")).eq(address));
    if let Some(layout) = layout("address_detail") {
        let lines = select(db, layout, Condition::all().add(under())).await?;
        tell(db, lines.iter().filter_map(|row| gone(layout, row)).collect(), now).await?;
    }
    ids.column(Alias::new("id")).from(Alias::new("address_detail")).and_where(under());
    let mut history = Query::delete();
    history.from_table(Alias::new("row_history")).and_where(Expr::col(Alias::new("row_table")).eq("address_detail"));
    history.and_where(Expr::col(Alias::new("row_id")).in_subquery(ids));
    db.execute(&history).await?;
    let mut details = Query::delete();
    details.from_table(Alias::new("address_detail")).and_where(under());
    db.execute(&details).await?;
    Ok(())
}

/// That a row is gone.
fn gone(layout: &Layout, row: &[Cell]) -> Option<News> {
    let text = |at: usize| row.get(at).and_then(Cell::text);
    let rows = [(text(ID)?.to_owned(), dropped(layout, GONE))].into();
    Some(News { rows, ..News::new(ChangeKind::Changed, text(PERSON)?, EVERYBODY) })
}

/// Keeps the trail of a run: what was taken in, as a hash, and when.
pub(in crate::import) async fn insert_batch(
    db: &impl ConnectionTrait,
    agency: &str,
    hash: String,
    lines: u64,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let batch = import_batch::ActiveModel {
        id: Set(uuid::Uuid::new_v4().to_string()),
        agency_id: Set(agency.to_owned()),
        file_hash: Set(hash),
        lines: Set(i32::try_from(lines).unwrap_or(i32::MAX)),
        at: Set(at),
    };
    import_batch::Entity::insert(batch).exec_without_returning(db).await.map(|_| ())
}
