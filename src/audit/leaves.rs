//! Leaves as they are stored: those that were written in one go stand in one row, one hash after the other.

use super::tree::Hash;
use crate::error::Error;
use entity::audit_leaf;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};
use std::collections::BTreeMap;

/// Bytes of a hash.
pub(super) const BYTES: usize = 32;

/// Stores the leaves from a place of a log on.
pub(super) async fn store(db: &impl ConnectionTrait, log: i32, position: i64, leaves: &[Hash]) -> Result<(), DbErr> {
    let row = audit_leaf::Model { log, position, hash: leaves.concat() };
    audit_leaf::Entity::insert(row.into_active_model()).exec_without_returning(db).await.map(|_| ())
}

/// The leaves of a log between two places, by their places: from the first on, and before the second. One that cannot be read is not
/// among them.
pub(super) async fn between(db: &impl ConnectionTrait, log: i32, from: u64, until: u64) -> Result<BTreeMap<u64, Hash>, Error> {
    use audit_leaf::Column::{Log, Position};
    let bounds = (i64::try_from(from).map_err(Error::internal)?, i64::try_from(until).map_err(Error::internal)?);
    let of_log = || audit_leaf::Entity::find().filter(Log.eq(log));
    // The row in which the first place stands may begin before it.
    let first = of_log().select_only().column_as(Position.max(), "first").filter(Position.lte(bounds.0)).into_query();
    let first = Expr::SubQuery(None, Box::new(first.into()));
    let rows = of_log()
        .filter(Position.lt(bounds.1))
        .filter(Expr::col(Position).gte(Expr::cust_with_exprs("COALESCE($1, $2)", [first, Expr::val(bounds.0)])));
    let mut leaves = BTreeMap::new();
    for row in rows.order_by_asc(Position).all(db).await? {
        let (first, places) = (place(row.position), from..until);
        leaves.extend((first..).zip(hashes(&row)).filter(|(position, _)| places.contains(position)));
    }
    Ok(leaves)
}

/// The place after the last leaf of a log; 0 when it has none.
pub(super) async fn end(db: &impl ConnectionTrait, log: i32) -> Result<u64, DbErr> {
    let last =
        audit_leaf::Entity::find().filter(audit_leaf::Column::Log.eq(log)).order_by_desc(audit_leaf::Column::Position).one(db).await?;
    Ok(last.map_or(0, |row| place(row.position) + hashes(&row).count() as u64))
}

fn hashes(row: &audit_leaf::Model) -> impl Iterator<Item = Hash> {
    row.hash.as_chunks::<BYTES>().0.iter().copied()
}

fn place(position: i64) -> u64 {
    u64::try_from(position).unwrap_or_default()
}
