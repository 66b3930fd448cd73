//! Verifying: every record is hashed again, every checkpoint checked, and the first thing that is wrong is named.

use super::{
    checkpoint::{Checkpoint, Held, last},
    key::{Trusted, hex},
    leaves,
    walk::{Fault, Stop, Walk, rows},
};
use entity::{access_record, audit_checkpoint, audit_head, audit_leaf};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Query},
};
use serde::Serialize;

/// Checkpoints that are read at once.
const PAGE: u64 = 500;

/// How much is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Everything, from the first record on.
    Whole,
    /// What was recorded since the last checkpoint, which is trusted for what came before.
    SinceLastCheckpoint,
}

/// What was found to be as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Logs.
    pub logs: usize,
    /// Records that were hashed again.
    pub records: u64,
    /// Checkpoints whose signature was checked.
    pub checkpoints: u64,
}

/// Verifies the logs in what should be one snapshot. `kept` is a checkpoint that somebody kept elsewhere: it must still stand here.
/// `progress` is told how many more records were hashed.
///
/// # Errors
/// [`Stop::Bad`] with the first thing that is wrong.
pub async fn verify(
    db: &impl ConnectionTrait,
    trusted: &Trusted,
    extent: Extent,
    kept: Option<&Checkpoint>,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Verified, Stop> {
    if let Some(kept) = kept {
        still_stands(db, kept, trusted).await?;
    }
    let mut found = Verified::default();
    let mut before = None;
    if let (Extent::SinceLastCheckpoint, Some(row)) = (extent, last(db).await?) {
        before = Some(Held::read(row, None, trusted)?);
        found.checkpoints = 1;
    }
    let start = before.as_ref().map(|held| held.logs.clone()).unwrap_or_default();
    let mut walk = Walk::begin(db, start, progress).await?;
    loop {
        let after = before.as_ref().map_or(i64::MIN, |held| held.statement.number);
        let page = checkpoints(db, after).await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            let held = follow(row, before.as_ref(), trusted)?;
            leads_to(&mut walk, &held, before.as_ref()).await?;
            found.checkpoints += 1;
            before = Some(held);
        }
    }
    walk.reach_heads().await?;
    let (logs, records) = (walk.logs, walk.records);
    if let Some(stray) = stray(db).await? {
        return Err(stray.into());
    }
    Ok(Verified { logs: logs.len(), records, ..found })
}

async fn checkpoints(db: &impl ConnectionTrait, after: i64) -> Result<Vec<audit_checkpoint::Model>, Stop> {
    use audit_checkpoint::Column::Number;
    rows(db, audit_checkpoint::Entity::find().filter(Number.gt(after)).order_by_asc(Number).limit(PAGE)).await
}

fn follow(row: audit_checkpoint::Model, before: Option<&Held>, trusted: &Trusted) -> Result<Held, Fault> {
    if before.is_none() && row.number != 1 {
        return Err(Fault::of(None, format!("checkpoint {} is the first that is left: those before it are gone", row.number)));
    }
    Held::read(row, before, trusted)
}

/// Finds that the records lead to the roots that were signed.
async fn leads_to<C: ConnectionTrait>(walk: &mut Walk<'_, C>, held: &Held, before: Option<&Held>) -> Result<(), Stop> {
    let number = held.statement.number;
    for head in &held.statement.heads {
        let log = head.log;
        let frontier = walk.advance(log, head.size, &format!("checkpoint {number}")).await?;
        if hex(&frontier.root()) != head.root {
            let from = before.and_then(|b| b.logs.get(&log)).map_or(0, super::tree::Frontier::size);
            let what = format!(
                "the records from position {from} to {} of log {log} are not those that checkpoint {number} signed: \
                 they were swapped, or written anew",
                head.size.saturating_sub(1)
            );
            return Err(Fault { log: Some(log), position: Some(from), record: None, what }.into());
        }
    }
    Ok(())
}

/// A checkpoint that a party kept must be here, word for word.
async fn still_stands(db: &impl ConnectionTrait, kept: &Checkpoint, trusted: &Trusted) -> Result<(), Stop> {
    let statement = kept.open(trusted).map_err(|what| Fault::of(None, format!("the checkpoint that was kept {what}")))?;
    let number = statement.number;
    let row = rows(db, audit_checkpoint::Entity::find_by_id(number)).await?.pop();
    let same = row.is_some_and(|row| row.document == kept.document);
    if same {
        return Ok(());
    }
    Err(Fault::of(None, format!("checkpoint {number}, which was kept elsewhere, no longer stands here")).into())
}

/// A record that stands in no log, or beyond the end of one, or a leaf there: something that was put in past the hub.
async fn stray(db: &impl ConnectionTrait) -> Result<Option<Fault>, Stop> {
    use access_record::Column::{Log, Position};
    let record = |column| Expr::col((access_record::Entity, column));
    let within = head_of(record(Log), record(Position));
    let without = Condition::any().add(within.not()).add(Log.is_null()).add(Position.lt(0));
    if let Some(record) = rows(db, access_record::Entity::find().filter(without).limit(1)).await?.pop() {
        let what = format!("the record `{}` stands in no log", record.id);
        return Ok(Some(Fault { log: record.log, position: None, record: Some(record.id), what }));
    }
    beyond(db).await
}

/// A row with leaves beyond the end of their log, or with something that is no leaf.
async fn beyond(db: &impl ConnectionTrait) -> Result<Option<Fault>, Stop> {
    use audit_leaf::Column::{Log, Position};
    let leaves = Expr::cust(format!("length(hash) / {}", leaves::BYTES));
    let last = Expr::col((audit_leaf::Entity, Position)).add(leaves).sub(1);
    let within = head_of(Expr::col((audit_leaf::Entity, Log)), last);
    let bad = Condition::any().add(within.not()).add(Position.lt(0)).add(Expr::cust(format!("length(hash) % {} <> 0", leaves::BYTES)));
    let found = rows(db, audit_leaf::Entity::find().filter(bad).limit(1)).await?.pop();
    Ok(found.map(|leaf| {
        let what = format!("the leaves at position {} of log {} stand beyond the end of their log", leaf.position, leaf.log);
        Fault { log: Some(leaf.log), position: u64::try_from(leaf.position).ok(), record: None, what }
    }))
}

/// Whether there is a head of this log that has grown beyond this position.
fn head_of(log: Expr, position: Expr) -> Expr {
    let head = |column| Expr::col((audit_head::Entity, column));
    let mut within = Query::select();
    within.expr(Expr::val(1)).from(audit_head::Entity);
    within.and_where(head(audit_head::Column::Log).eq(log)).and_where(head(audit_head::Column::Size).gt(position));
    Expr::exists(within)
}
