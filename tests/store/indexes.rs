//! Every statement that a hub makes finds its rows by an index, in every table that grows with the people.
//!
//! `PostgreSQL` keeps the text of each statement of a session, and is asked for its plan. `HUB_TEST_PEOPLE` says how many people there are;
//! with few of them a table is soonest read whole, so that the planner is told to avoid that, and does it only for want of an index.

use crate::{
    choices::story::{choice, chooses, does, talks},
    database::{OwnCluster, TestDatabase},
    support::{Actor, Answer, DemoHub, monday},
};
use connections_hub::{
    audit::{Keeper, Keeping, Signer},
    clock::Clock,
    identity::demo,
    seed::{self, Plan},
    vocabulary::Role,
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use serde_json::{Value, json};
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

/// From how many people on the planner is left alone.
const MANY: u64 = 20_000;

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
        return; // The indexes are the same on SQLite, which keeps no account of its statements.
    };
    let hub = DemoHub::on(TestDatabase::of(&cluster), Clock::fixed(monday()));
    let db = hub.wait_for(prepared(&hub));
    everything_is_asked(&hub);
    hub.wait_for(async {
        let mine = "SELECT query FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())";
        let statements = texts(&db, mine).await;
        let reads = ["SELECT", "UPDATE", "DELETE", "INSERT", "WITH"];
        let literal = |text: String| LITERALS.iter().fold(text, |text, (kept, said)| text.replace(kept, said));
        let statements: Vec<String> =
            statements.into_iter().filter(|s| reads.iter().any(|verb| s.starts_with(verb))).map(literal).collect();
        assert!(statements.len() > 100, "the session was recorded: {} statements", statements.len());
        let (mut wrong, mut excused) = (Vec::new(), BTreeSet::<&(&str, &str)>::new());
        for statement in &statements {
            let tables = grows(&db, statement).await;
            let excuse = WHOLE.iter().find(|(part, _)| !tables.is_empty() && statement.contains(part));
            excused.extend(excuse);
            if !tables.is_empty() && excuse.is_none() {
                wrong.push(format!("{tables:?}: {}", statement.chars().take(600).collect::<String>()));
            }
        }
        println!("{} statements of a session among {} people", statements.len(), people());
        assert!(wrong.is_empty(), "{} statements read a growing table from end to end:\n{}", wrong.len(), wrong.join("\n"));
        assert_eq!(excused.len(), WHOLE.len(), "what is excused and no longer read whole comes off the list");
        assert_eq!(grows(&db, "SELECT id FROM goal WHERE title = $1").await, ["goal"], "this test would have noticed");
    });
}

/// Many people beside those of the demonstration, and a connection that asks for plans.
async fn prepared(hub: &DemoHub) -> DatabaseConnection {
    let store = &hub.loaded.hub.store;
    let plan = Plan { people: people(), seed: 1, today: monday().date_naive() };
    seed::plant(store, &plan, monday(), &()).await.expect("people are invented");
    let writing = store.writing_agreed().await.unwrap();
    demo::register(writing.db(), &hub.loaded.issuer).await.unwrap();
    writing.commit().await.unwrap();
    let mut options = ConnectOptions::new(&hub.database.url);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await.unwrap();
    for statement in ["ANALYZE", "CREATE EXTENSION pg_stat_statements", "SET plan_cache_mode = force_generic_plan"] {
        db.execute_unprepared(statement).await.unwrap();
    }
    if people() < MANY {
        db.execute_unprepared("SET enable_seqscan = off").await.unwrap();
    }
    // From here on the hub's statements count. Nothing is new in the same lines: they are compared with what stands.
    db.execute_unprepared("SELECT pg_stat_statements_reset()").await.unwrap();
    let again = Plan { people: people().min(60), ..plan };
    seed::plant(store, &again, monday(), &()).await.expect("the same people once more");
    db
}

const PERSON: &str = "id knownAs custodyStatus { currentPrison } releaseDay { date } careStatus { paStatus } keepSafePlan { earlySigns } \
    housingNeed { needLevel areasToAvoid } addresses { area } teamMembers { name } plans { goals { title steps { title } } }";

fn well(answer: &Answer) {
    assert_eq!(answer.code(), None, "{}", answer.text);
}

/// A day of the partnership: reading, sitting with her, stopping, her own view, an officer, a checkpoint.
fn everything_is_asked(hub: &DemoHub) {
    for (worker, purpose) in
        [("pa-1", "JOINT_PLANNING"), ("pa-1", "RELEASE_PREP"), ("pom-1", "JOINT_PLANNING"), ("ces-1", "JOINT_PLANNING")]
    {
        well(&hub.worker(worker).asks_about("jas", purpose, PERSON));
        well(&hub.worker(worker).asks(&format!("{{ caseload(purpose: {purpose}, first: 20) {{ edges {{ node {{ {PERSON} }} }} }} }}")));
        well(&hub.worker(worker).asks("{ viewer { role } directory { __typename } }"));
    }
    well(&hub.worker("ces-1").asks("{ worklist { __typename } sharedWithoutAsking { __typename } }"));
    let adviser = hub.actor(seed::LEAVING_CARE, Role::Pa, "pa-1");
    well(&adviser.asks("{ caseload(purpose: JOINT_PLANNING, first: 50) { edges { cursor node { id knownAs } } pageInfo { endCursor } } }"));
    let unknown = r#"{ personByOwnReference(reference: "1", purpose: JOINT_PLANNING) { knownAs } }"#;
    assert_eq!(hub.worker("pa-1").asks(unknown).code(), Some("NOT_FOUND"));
    sits_with_her(hub, &hub.worker("ces-1"));
    let herself = hub.herself("jas");
    well(&herself.asks("{ myPlan { __typename } }"));
    well(&herself.asks("{ myChoices { __typename } whoLooked(first: 20) { looks { id sentence } copies { sentence } endCursor } }"));
    well(&hub.worker("dpo-1").asks(r#"{ disclosures(person: "$jas", caseReference: "1") { records { id } } }"#));
    hub.wait_for(async {
        let dir = tempfile::tempdir().unwrap();
        let key = dir.path().join("key.pem");
        Signer::read_or_make(&key).unwrap();
        let keeping = Keeping { key: Some(key), ..Keeping::default() };
        let keeper = Keeper::new(hub.loaded.hub.store.clone(), hub.loaded.hub.clock.clone(), keeping);
        keeper.round(&[]).await.expect("a checkpoint is signed");
    });
}

fn sits_with_her(hub: &DemoHub, ces: &Actor<'_>) {
    let jas = hub.id("jas");
    well(&does(ces, "enrol", &json!({"reference": "WC-900", "knownAs": "Nia", "idempotencyKey": "1"}), "id"));
    let session = talks(ces, "A1001JN", "Jas", true);
    well(&chooses(ces, &session, &[choice("T4_HOME", "northshire-housing", "YES")]));
    well(&ces.asks(&format!(r#"{{ choicesSession(id: "{session}") {{ toConfirm {{ id }} requests {{ __typename }} }} }}"#)));
    well(&does(ces, "receipt", &json!({"sessionId": session}), "title lines"));
    well(&does(ces, "blockWorker", &json!({"sessionId": session, "worker": "northshire-housing/lha-1"}), "done"));
    let stop = json!({"personId": jas, "sheWantsTheList": true, "scope": {"topics": ["T4_HOME"]}});
    well(&does(ces, "stop", &stop, "passedOn list { goesOn hadIt { organisation } }"));
    let asks = json!({"personId": jas, "topic": "T5_HEALTH"});
    well(&does(&hub.worker("pa-1"), "requestToSee", &asks, "passedOn"));
    let leaves =
        json!({"personId": jas, "organisation": "northshire-leaving-care", "role": "PA", "worker": "pa-1", "reason": "ROLE_ENDED"});
    well(&does(&hub.worker("com-1"), "endMembership", &leaves, "done"));
    well(&does(ces, "closeChoicesSession", &json!({"sessionId": session}), "done"));
}
