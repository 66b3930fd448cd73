//! No statement takes longer because there are more people, and more records, that it does not concern.
//!
//! `SQLite` keeps no statistics of its own accord, and may walk through everything that an organisation ever sent where an index by
//! person stands beside. It counts the steps of each statement that a connection keeps prepared, and they are compared after the same
//! day among few people and among many.

use super::day;
use crate::support::{DemoHub, monday};
use connections_hub::{clock::Clock, store::Store};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, QueryResult, Statement, TransactionTrait, TryGetable};
use std::collections::BTreeMap;

/// People in the small partnership; in the large one there are so many times as many.
const FEW: u64 = 60;
const TIMES: u64 = 10;
/// How often each of them was looked at.
const LOOKS: usize = 5;
/// How many times the steps a statement may take among them: one that walks through all takes ten times as many.
const GROWTH: i64 = 2;
/// Steps that nobody counts.
const LITTLE: i64 = 200;

/// Statements that may grow, by what stands in them, and why. The list may only shrink.
const GROWING: &[(&str, &str)] =
    &[(WALKS, "this test would have noticed"), ("\"enrolled_by\" <> ?", "`hub seed` looks once whether anybody else's people are here")];

/// A statement that walks through everybody's goals.
const WALKS: &str = "SELECT id FROM goal WHERE title = 'x'";

/// The steps that a run of each statement took, by its text.
type Steps = BTreeMap<String, i64>;

/// What the connections counted so far, of the statements that they keep.
async fn count(pool: &DatabaseConnection, steps: &mut Steps) {
    let connections = pool.get_sqlite_connection_pool().size();
    let mut all = Vec::new();
    for _ in 0..connections {
        all.push(pool.begin().await.unwrap());
    }
    let mut counted = BTreeMap::<String, (i64, i64)>::new();
    for one in &all {
        let kept = Statement::from_string(DbBackend::Sqlite, "SELECT sql, nstep, run FROM sqlite_stmt WHERE run > 0");
        for row in one.query_all_raw(kept).await.unwrap() {
            let (text, taken, runs): (String, i64, i64) = (value(&row, 0), value(&row, 1), value(&row, 2));
            let all = counted.entry(text).or_default();
            *all = (all.0 + taken, all.1 + runs);
        }
    }
    for (text, (taken, runs)) in counted {
        let most = steps.entry(text).or_default();
        *most = (*most).max(taken / runs);
    }
}

fn value<T: TryGetable>(row: &QueryResult, column: usize) -> T {
    row.try_get_by_index(column).unwrap()
}

/// The steps of a day among so many people; nothing on a server, whose planner `indexes.rs` asks.
fn day_among(people: u64) -> Option<Steps> {
    let hub = DemoHub::at(Clock::fixed(monday()));
    if hub.database.is_postgres() {
        return None;
    }
    let store = hub.loaded.hub.store.clone();
    let mut steps = Steps::new();
    let mut look = |store: &Store| {
        hub.wait_for(async {
            for pool in [store.reader(), store.writer()] {
                count(pool, &mut steps).await;
            }
        });
    };
    hub.wait_for(day::joined_by(&hub, people));
    hub.wait_for(day::said_again(&hub, people));
    hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "knownAs");
    hub.wait_for(day::looked_at(&hub, LOOKS));
    hub.wait_for(store.reader().query_all_raw(Statement::from_string(DbBackend::Sqlite, WALKS))).unwrap();
    look(&store);
    day::everything_is_asked(&hub);
    look(&store);
    Some(steps)
}

#[test]
fn no_statement_takes_more_steps_for_people_whom_it_does_not_concern() {
    let Some(few) = day_among(FEW) else { return };
    let many = day_among(FEW * TIMES).unwrap();
    let both: Vec<_> = few.iter().filter_map(|(statement, before)| Some((statement, before, many.get(statement)?))).collect();
    assert!(both.len() > 200, "the days were counted: {} statements in both", both.len());
    let grown: Vec<_> = both.into_iter().filter(|(_, before, after)| **after > *before * GROWTH + LITTLE).collect();
    let excused = |statement: &str| GROWING.iter().any(|(part, _)| statement.contains(part));
    let wrong: Vec<_> = grown.iter().filter(|(statement, ..)| !excused(statement)).collect();
    let told = wrong
        .iter()
        .map(|(statement, before, after)| format!("{before} -> {after} steps: {}", statement.chars().take(600).collect::<String>()));
    assert!(
        wrong.is_empty(),
        "{} statements walk through people whom they do not concern:\n{}",
        wrong.len(),
        told.collect::<Vec<_>>().join("\n")
    );
    assert_eq!(grown.len(), GROWING.len(), "what is excused and no longer grows comes off the list");
}
