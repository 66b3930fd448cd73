//! Every statement that a hub makes finds its rows by an index, in every table that grows with the people.
//!
//! `PostgreSQL` keeps the text of each statement of a session, and is asked for its plan. A table with few rows is soonest read whole, so
//! that the planner is told to avoid that, and does it only for want of an index. `HUB_TEST_PEOPLE` says how many people there are; with
//! many of them the planner is also left alone, and must not read a table whole that has become large.

use super::day;
use crate::{
    database::{OwnCluster, TestDatabase},
    support::{DemoHub, monday},
};
use connections_hub::clock::Clock;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::Value;
use std::collections::BTreeSet;

/// Tables that may be read whole, because they grow with the partnership and not with its people.
const SMALL: &[&str] = &[
    "agency",
    "agreement",
    "agreement_flow",
    "agreement_party",
    "audit_head",
    "client",
    "deny_mask",
    "directory_contact",
    "directory_entry",
    "hub_version",
    "issuer",
    "issuer_agency",
    "own_issuer",
    "policy",
    "seaql_migrations",
    "worker",
];

/// Statements that may read a growing table whole, by what stands in them, and why. The list may only shrink.
const WHOLE: &[(&str, &str)] = &[("\"enrolled_by\" <> $1", "`hub seed` looks once whether anybody else's people are here")];

/// Literals of the hub's own statements, which the account of statements keeps as parameters: a partial index answers to them alone.
const LITERALS: &[(&str, &str)] = &[("WHERE operation = $1", "WHERE operation = 'retention'")];

/// From how many people on the planner is left alone too.
const MANY: u64 = 10_000;
/// Rows with which a table is large.
const LARGE: u64 = 2_000;

fn people() -> u64 {
    std::env::var_os("HUB_TEST_PEOPLE").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(60)
}

async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap_or_else(|cause| panic!("{sql}: {cause}"));
    rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// How many parameters a statement takes.
fn parameters(statement: &str) -> usize {
    let numbers = statement.split('$').skip(1).map(|rest| rest.chars().take_while(char::is_ascii_digit).collect::<String>());
    numbers.filter_map(|digits| digits.parse().ok()).max().unwrap_or(0)
}

/// The plan of a statement, whatever its parameters are.
async fn plan(db: &DatabaseConnection, statement: &str) -> Value {
    let run = async |sql: String| db.execute_unprepared(&sql).await.unwrap_or_else(|cause| panic!("{statement}: {cause}"));
    run(format!("PREPARE asked AS {statement}")).await;
    let nulls = vec!["NULL"; parameters(statement)].join(", ");
    let execute = if nulls.is_empty() { "EXECUTE asked".to_owned() } else { format!("EXECUTE asked({nulls})") };
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, format!("EXPLAIN (FORMAT JSON) {execute}"))).await;
    let plan = row.unwrap().unwrap().try_get_by_index(0).unwrap();
    run("DEALLOCATE asked".to_owned()).await;
    plan
}

/// The tables that a plan reads from end to end.
fn read_whole(plan: &Value, found: &mut BTreeSet<String>) {
    if plan["Node Type"] == "Seq Scan" {
        found.insert(plan["Relation Name"].as_str().unwrap().to_owned());
    }
    match plan {
        Value::Array(parts) => parts.iter().for_each(|part| read_whole(part, found)),
        Value::Object(parts) => parts.values().for_each(|part| read_whole(part, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Growing tables that a statement reads from end to end.
async fn grows(db: &DatabaseConnection, statement: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    read_whole(&plan(db, statement).await, &mut found);
    found.into_iter().filter(|table| !SMALL.contains(&table.as_str()) && !table.starts_with("pg_")).collect()
}

#[test]
fn no_statement_reads_a_growing_table_from_end_to_end() {
    let Some(cluster) = OwnCluster::with(&["shared_preload_libraries=pg_stat_statements"]) else {
        return; // `growth.rs` is about SQLite, whose planner reads no table whole for want of statistics.
    };
    let hub = DemoHub::on(TestDatabase::of(&cluster), Clock::fixed(monday()));
    let db = hub.wait_for(prepared(&hub));
    day::everything_is_asked(&hub);
    hub.wait_for(async {
        let mine = "SELECT query FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let statements = texts(&db, mine).await;
        let reads = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"];
        let literal = |text: String| LITERALS.iter().fold(text, |text, (kept, said)| text.replace(kept, said));
        let statements: Vec<String> =
            statements.into_iter().filter(|s| reads.iter().any(|verb| s.starts_with(verb))).map(literal).collect();
        assert!(statements.len() > 100, "the session was recorded: {} statements", statements.len());
        let large = texts(&db, &format!("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= {LARGE}")).await;
        let (mut wrong, mut excused) = (Vec::new(), BTreeSet::<&(&str, &str)>::new());
        for statement in &statements {
            db.execute_unprepared("SET enable_seqscan = off").await.unwrap();
            let mut tables = grows(&db, statement).await;
            if people() >= MANY {
                db.execute_unprepared("SET enable_seqscan = on").await.unwrap();
                tables.extend(grows(&db, statement).await.into_iter().filter(|table| large.contains(table)));
            }
            let excuse = WHOLE.iter().find(|(part, _)| !tables.is_empty() && statement.contains(part));
            excused.extend(excuse);
            if !tables.is_empty() && excuse.is_none() {
                wrong.push(format!("{tables:?}: {}", statement.chars().take(600).collect::<String>()));
            }
        }
        println!("{} statements of a session among {} people; large: {large:?}", statements.len(), people());
        assert!(wrong.is_empty(), "{} statements read a growing table from end to end:\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(excused.len(), WHOLE.len(), "what is excused and no longer read whole comes off the list");
        assert_eq!(grows(&db, "SELECT id FROM goal WHERE title = $1").await, ["goal"], "this test would have noticed");
    });
}

/// Many people beside those of the demonstration, and a connection that asks for plans.
async fn prepared(hub: &DemoHub) -> DatabaseConnection {
    day::joined_by(hub, people()).await;
    let mut options = ConnectOptions::new(&hub.database.url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    for statement in ["ANALYZE", "CREATE EXTENSION pg_stat_statements", "SET plan_cache_mode = force_generic_plan"] {
        db.execute_unprepared(statement).await.unwrap();
    }
    // From here on the hub's statements count.
    db.execute_unprepared("SELECT pg_stat_statements_reset()").await.unwrap();
    day::said_again(hub, people()).await;
    db
}
