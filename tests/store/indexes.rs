//! Every query that an answer makes finds its rows by an index, in every table that grows with the people.

use crate::support::DemoHub;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use std::{collections::BTreeSet, time::Duration};

/// Tables that are read whole, because they grow with the partnership and not with its people.
const SMALL: &[&str] = &[
    "agency",
    "agreement",
    "agreement_flow",
    "agreement_party",
    "audit_checkpoint",
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

/// After how long a session that rests has told what it read: ten seconds, and one to spare.
const TOLD: Duration = Duration::from_secs(11);

/// How often each table was read from end to end.
async fn scans(db: &DatabaseConnection) -> BTreeSet<(String, i64)> {
    let query = "SELECT relname::text, seq_scan FROM pg_stat_user_tables";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap();
    rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect()
}

/// `PostgreSQL` counts how often a table was read from end to end, and does so only where no index helps when told to avoid it.
#[test]
fn no_answer_reads_a_growing_table_from_end_to_end() {
    let hub = DemoHub::fresh();
    if !hub.database.is_postgres() {
        return; // It is PostgreSQL that counts; the indexes are the same on both.
    }
    let db = hub.wait_for(async {
        let db = Database::connect(&hub.database.url).await.unwrap();
        db.execute_unprepared("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET enable_seqscan = off', current_database()); END $$")
            .await
            .unwrap();
        db
    });
    let before = hub.wait_for(async {
        tokio::time::sleep(TOLD).await;
        scans(&db).await
    });
    // A hub whose connections begin under the new setting.
    let other = hub.another();
    ask_everything(&hub, &other);
    let after = hub.wait_for(async {
        tokio::time::sleep(TOLD).await;
        scans(&db).await
    });
    let read: Vec<&str> = after.difference(&before).map(|(table, _)| table.as_str()).filter(|table| !SMALL.contains(table)).collect();
    assert!(read.is_empty(), "read from end to end, for want of an index: {read:?}");
    hub.wait_for(async {
        db.execute_unprepared("SELECT id FROM goal WHERE title = 'no index knows titles'").await.unwrap();
        tokio::time::sleep(TOLD).await;
        let counted = scans(&db).await;
        assert!(counted.difference(&after).any(|(table, _)| table == "goal"), "this test would have noticed");
    });
}

fn ask_everything(hub: &DemoHub, other: &str) {
    let all = "knownAs custodyStatus { currentPrison } releaseDay { date } careStatus { paStatus } keepSafePlan { earlySigns } \
               housingNeed { needLevel areasToAvoid } addresses { area } teamMembers { name } plans { goals { title steps { title } } }";
    for (worker, purpose) in
        [("pa-1", "JOINT_PLANNING"), ("pa-1", "RELEASE_PREP"), ("pom-1", "JOINT_PLANNING"), ("ces-1", "JOINT_PLANNING")]
    {
        let asks = |query: &str| {
            let answer = hub.worker(worker).at(other).asks(query);
            assert_eq!(answer.code(), None, "{}", answer.text);
        };
        asks(&format!(r#"{{ person(id: "$jas", purpose: {purpose}) {{ {all} }} }}"#));
        asks(&format!("{{ caseload(purpose: {purpose}, first: 20) {{ edges {{ node {{ id knownAs }} }} }} }}"));
    }
    let unknown = r#"{ personByOwnReference(reference: "1", purpose: JOINT_PLANNING) { knownAs } }"#;
    assert_eq!(hub.worker("pa-1").at(other).asks(unknown).code(), Some("NOT_FOUND"));
    let records = hub.worker("dpo-1").at(other).asks(r#"{ disclosures(person: "$jas", caseReference: "1") { records { id } } }"#);
    records.must_see("disclosures.records");
}
