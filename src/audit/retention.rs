//! Deleting records after their time: record and salt go, the leaf stays, and the log still verifies. Wordings name nobody, and stay.
//!
//! What was deleted is itself a record, of the operation `retention`, whose rows name the places that are empty now.

use super::{
    canonical,
    group::append,
    walk::{Stop, unreadable},
    wording::Wordings,
};
use crate::{
    clock::Clock,
    error::Error,
    store::{LOGS, Store, claim_log, moment},
};
use chrono::{DateTime, Utc};
use entity::{access_log, access_record};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, sea_query::Expr};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The operation under which a deletion is recorded.
const OPERATION: &str = "retention";
/// Records that are deleted in one transaction.
const BATCH: u64 = 2_000;

/// Places that are empty by right, by log: first and last.
#[derive(Clone, Debug, Default)]
pub(super) struct Emptied(BTreeMap<i32, Vec<(u64, u64)>>);

impl Emptied {
    /// Every place that a record of a deletion names. Whether those records are genuine is found as every record is.
    pub(super) async fn load(db: &impl ConnectionTrait) -> Result<Self, Stop> {
        use access_record::Column::{Id, Log, Position, Rows};
        let records = access_record::Entity::find().select_only().columns([Id, Log, Position, Rows]);
        // In the statement's own text, so that the partial index on these few records is used.
        let records = records.filter(Expr::cust(format!("operation = '{OPERATION}'"))).into_query();
        let mut emptied = Self::default();
        for record in db.query_all(&records).await? {
            let rows: String = record.try_get("", "rows").map_err(|cause| unreadable::<access_record::Entity>(&record, &cause))?;
            for (log, first, last) in places(&rows) {
                emptied.0.entry(log).or_default().push((first, last));
            }
        }
        emptied.0.values_mut().for_each(|ranges| ranges.sort_unstable());
        Ok(emptied)
    }

    /// Whether the record at this place was deleted after its time.
    pub(super) fn has(&self, log: i32, position: u64) -> bool {
        let ranges = self.0.get(&log).map_or(&[][..], Vec::as_slice);
        let after = ranges.partition_point(|(first, _)| *first <= position);
        ranges.get(after.wrapping_sub(1)).is_some_and(|(_, last)| position <= *last)
    }
}

/// The places in `{"AccessLog": ["LOG/FIRST-LAST", …]}`.
fn places(rows: &str) -> Vec<(i32, u64, u64)> {
    let named: Value = serde_json::from_str(rows).unwrap_or_default();
    let texts = named.get("AccessLog").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let read = |text: &str| {
        let (log, range) = text.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        Some((log.parse().ok()?, first.parse().ok()?, last.parse().ok()?))
    };
    texts.filter_map(read).collect()
}

/// Deletes the records of reads before a moment, oldest first, and records that it did. Gives back how many. Those named in
/// `but` stay: something rests on them.
///
/// # Errors
/// `UNAVAILABLE` when the database does not let it; what was deleted until then stays so, and is recorded.
pub async fn forget(store: &Store, clock: &Clock, before: DateTime<Utc>, but: &[String]) -> Result<u64, Error> {
    let mut forgotten = 0;
    for log in 0..LOGS {
        loop {
            let count = forget_some(store, clock, log, before, but).await?;
            forgotten += count;
            if count == 0 {
                break;
            }
        }
    }
    Ok(forgotten)
}

/// The oldest records of a log up to the first that is kept, at most a batch.
async fn forget_some(store: &Store, clock: &Clock, log: i32, before: DateTime<Utc>, but: &[String]) -> Result<u64, Error> {
    use access_log::Column::{Id, Log, Operation, Position};
    let writing = store.recording().await?;
    let may_go = Condition::all().add(Log.eq(log)).add(Operation.ne(OPERATION)).add(Id.is_not_in(but));
    let oldest = access_log::Entity::find().filter(may_go.clone()).order_by_asc(Position).limit(BATCH);
    let found = oldest.all(&writing).await?.into_iter().take_while(|record| record.at < before);
    let places: Vec<i64> = found.filter_map(|record| record.position).collect();
    let (Some(first), Some(last)) = (places.first(), places.last()) else { return Ok(0) };
    let gone = access_log::Entity::delete_many().filter(may_go).filter(Position.between(*first, *last)).exec(&writing).await?;
    let claimed = claim_log(&writing, log).await?;
    let record = record(moment(&writing, clock).await?, log, &places);
    append(&writing, claimed, vec![record], &Wordings::default()).await?;
    writing.commit().await?;
    Ok(gone.rows_affected)
}

/// What is recorded about a deletion: nobody is named in it.
fn record(at: DateTime<Utc>, log: i32, places: &[i64]) -> access_record::Model {
    let rows: Vec<String> = ranges(places).iter().map(|(first, last)| format!("{log}/{first}-{last}")).collect();
    access_record::Model {
        id: uuid::Uuid::new_v4().to_string(),
        at: canonical::kept(at),
        trace_id: String::new(),
        operation: OPERATION.to_owned(),
        person: "*".to_owned(),
        known: true,
        worker: None,
        acting_client: None,
        agency: "HUB".to_owned(),
        role: "HUB".to_owned(),
        purpose: None,
        released: "[]".to_owned(),
        refused: "[]".to_owned(),
        rows: json!({ "AccessLog": rows }).to_string(),
        basis: "{}".to_owned(),
        agreements: "[]".to_owned(),
        policies: "[]".to_owned(),
        consent_statements: "[]".to_owned(),
        case_reference: None,
        system_copy: false,
        person_version: None,
        valid_until: None,
        log: None,
        position: None,
        salt: None,
    }
}

/// Ascending places as ranges without gaps.
fn ranges(places: &[i64]) -> Vec<(i64, i64)> {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for place in places {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *place => *last = *place,
            Some(_) | None => ranges.push((*place, *place)),
        }
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_as_ranges_and_read_again() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), [(0, 2), (5, 5), (7, 8)]);
        let rows = record(DateTime::UNIX_EPOCH, 3, &[0, 1, 5]).rows;
        assert_eq!(places(&rows), [(3, 0, 1), (3, 5, 5)]);
        assert_eq!((places("no JSON"), places(r#"{"AccessLog": ["3", "x/1-2", 7]}"#)), (vec![], vec![]));
        let emptied = Emptied([(3, vec![(0, 1), (5, 5)])].into());
        let has = [(3, 0), (3, 1), (3, 2), (3, 5), (3, 6), (0, 0)].map(|(log, position)| emptied.has(log, position));
        assert_eq!(has, [true, true, false, true, false, false]);
    }
}
