//! Leaves as they are stored: those that were written in one go stand in one row, one hash after the other.

use super::{
    tree::Hash,
    walk::{self, Stop},
};
use crate::error::Error;
use entity::audit_leaf;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Func},
};
use std::collections::BTreeMap;

/// Bytes of a hash.
pub(super) const BYTES: usize = 32;

/// The row of these leaves, from a place of a log on.
pub(super) fn row(log: i32, position: i64, leaves: &[Hash]) -> audit_leaf::Model {
    audit_leaf::Model { log, position, hash: leaves.concat() }
}

/// Stores such a row.
pub(super) async fn store(db: &impl ConnectionTrait, row: audit_leaf::Model) -> Result<(), DbErr> {
    audit_leaf::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(|_| ())
}

/// The leaves of a log between two places, by their places: from the first on, and before the second. One that cannot be read is not
/// among them.
pub(super) async fn between(db: &impl ConnectionTrait, log: i32, from: u64, until: u64) -> Result<BTreeMap<u64, Hash>, Stop> {
    let (first, last) = (i64::try_from(from).map_err(Error::internal)?, i64::try_from(until).map_err(Error::internal)?);
    let mut leaves = BTreeMap::new();
    for row in walk::rows(db, rows(log, first, last)).await? {
        let (first, places) = (place(row.position), from..until);
        leaves.extend((first..).zip(hashes(&row)).filter(|(position, _)| places.contains(position)));
    }
    Ok(leaves)
}

/// The rows in which these leaves stand: the first may begin before the place that is asked for.
fn rows(log: i32, from: i64, until: i64) -> Select<audit_leaf::Entity> {
    use audit_leaf::Column::{Log, Position};
    let of_log = || audit_leaf::Entity::find().filter(Log.eq(log));
    let first = of_log().select_only().column_as(Position.max(), "first").filter(Position.lte(from)).into_query();
    let first = Expr::SubQuery(None, Box::new(first.into()));
    let from = Expr::from(Func::coalesce([first, Expr::val(from)]));
    of_log().filter(Position.lt(until)).filter(Expr::col(Position).gte(from)).order_by_asc(Position)
}

/// The place after the last leaf of a log; 0 when it has none.
pub(super) async fn end(db: &impl ConnectionTrait, log: i32) -> Result<u64, Stop> {
    let leaves = audit_leaf::Entity::find().filter(audit_leaf::Column::Log.eq(log)).order_by_desc(audit_leaf::Column::Position);
    let last = walk::rows(db, leaves.limit(1)).await?.pop();
    Ok(last.map_or(0, |row| place(row.position) + hashes(&row).count() as u64))
}

fn hashes(row: &audit_leaf::Model) -> impl Iterator<Item = Hash> {
    row.hash.as_chunks::<BYTES>().0.iter().copied()
}

fn place(position: i64) -> u64 {
    u64::try_from(position).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use migration::MigratorTrait;
    use sea_orm::Database;

    fn hash(n: u8) -> Hash {
        [n; BYTES]
    }

    #[tokio::test]
    async fn only_the_rows_that_hold_what_is_asked_for_are_read() {
        let db = Database::connect("sqlite::memory:").await.unwrap();
        migration::Migrator::up(&db, None).await.unwrap();
        for log in [0, 3] {
            for (position, leaves) in [(0, &[0, 1, 2, 3][..]), (4, &[4]), (5, &[5, 6, 7]), (8, &[8])] {
                let hashes: Vec<Hash> = leaves.iter().copied().map(hash).collect();
                store(&db, row(log, position, &hashes)).await.unwrap();
            }
        }
        let all: BTreeMap<u64, Hash> = (0..9).map(|place| (place.into(), hash(place))).collect();
        for log in [0, 3] {
            for (from, until, count) in [(0u32, 9u32, 4), (2, 4, 1), (3, 5, 2), (4, 5, 1), (6, 7, 1), (7, 9, 2), (8, 9, 1), (9, 12, 1)] {
                let found = between(&db, log, from.into(), until.into()).await.unwrap();
                let expected = all.range(u64::from(from)..until.into()).map(|(place, hash)| (*place, *hash)).collect();
                assert_eq!(found, expected, "log {log}, from {from} until {until}");
                let rows = rows(log, from.into(), until.into()).all(&db).await.unwrap();
                assert_eq!(rows.len(), count, "log {log}, from {from} until {until}");
            }
        }
    }
}
