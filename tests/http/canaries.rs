//! Canaries: every free text of the database, of a question and of a token says a word that must reach no log, no trace and no metric.

use crate::support::DemoHub;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use std::{
    io,
    sync::{Mutex, PoisonError},
};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

pub const CANARY: &str = "c4n4ry";

/// Lines of log that sang, whatever level they were written at; the first that did not, to know that something was written at all.
#[derive(Default)]
struct Heard {
    lines: u64,
    sang: Vec<String>,
}

static HEARD: Mutex<Heard> = Mutex::new(Heard { lines: 0, sang: Vec::new() });

struct Ear;

impl io::Write for Ear {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(bytes);
        let mut heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
        heard.lines += 1;
        if text.to_lowercase().contains(CANARY) {
            heard.sang.push(text.into_owned());
        }
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Ear {
    type Writer = Self;
    fn make_writer(&self) -> Self {
        Self
    }
}

/// Writes the word into every text of every row about a person, names and notes and codes alike.
pub async fn sing(db: &DatabaseConnection) {
    let tables = connections_hub::record::catalogue().entities.iter().filter_map(|e| e.table);
    for table in tables {
        let columns = if db.get_database_backend() == DbBackend::Postgres {
            format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' AND data_type = 'text'")
        } else {
            format!(
                "SELECT name FROM pragma_table_info('{table}') WHERE LOWER(type) LIKE '%text' AND LOWER(type) NOT LIKE '%\\_text' ESCAPE '\\'"
            )
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap();
        for row in rows {
            let column: String = row.try_get_by_index(0).unwrap();
            let keys = ["id", "person_id", "parent_id", "held_by", "recorded_by", "source_ref", "version"];
            if !keys.contains(&column.as_str()) {
                let value = format!("'{CANARY} {column}'");
                db.execute_unprepared(&format!("UPDATE \"{table}\" SET \"{column}\" = {value}")).await.unwrap();
            }
        }
    }
}

#[test]
fn no_log_and_no_metric_says_anything_of_a_person() {
    let hub = DemoHub::fresh();
    hub.wait_for(sing(hub.loaded.hub.store.writer()));
    let metrics = connections_hub::http::metrics().expect("nobody else counts in this process");
    let subscriber = tracing_subscriber::fmt().json().with_env_filter("info,connections_hub=trace").with_writer(Ear).finish();
    tracing::subscriber::set_global_default(subscriber).expect("nobody else listens in this process");
    let all = "knownAs aboutMe { strengths } custodyStatus { currentPrison } keepSafePlan { earlySigns whatHelps } teamMembers { name workPhone } \
               plans { goals { title inMyWords steps { title } } } housingNeed { safePlaceMeansToMe }";
    let mut released = false;
    for worker in ["pa-1", "pom-1", "ces-1", "health-1"] {
        let answer = hub.worker(worker).asks_about("jas", "JOINT_PLANNING", all);
        released |= answer.text.contains(CANARY);
        hub.worker(worker).asks(&format!(r#"{{ person(id: "{CANARY}", purpose: JOINT_PLANNING) {{ knownAs }} }}"#));
        hub.worker(worker).asks(&format!(r#"{{ personByOwnReference(reference: "{CANARY}", purpose: JOINT_PLANNING) {{ knownAs }} }}"#));
        hub.worker(worker).asks(&format!("query {CANARY} {{ {CANARY} }}"));
        let variables = json!({"id": CANARY, CANARY: CANARY});
        hub.worker(worker).asks_with("query($id: ID!) { person(id: $id, purpose: JOINT_PLANNING) { knownAs } }", &variables);
    }
    assert!(released, "the word was there to be heard");
    hub.worker("dpo-1").asks(&format!(r#"{{ disclosures(person: "$jas", caseReference: "{CANARY}") {{ records {{ id }} }} }}"#));
    hub.bearer(Some(CANARY)).asks("{ viewer { role } }");
    reqwest::blocking::get(format!("{}/{CANARY}?{CANARY}={CANARY}", hub.url)).unwrap();
    let told = hub.wait_for(async {
        let request = http::Request::get("/metrics").body(String::new()).unwrap();
        let response = metrics.oneshot(request).await.unwrap();
        let body = http_body_util::BodyExt::collect(response.into_body()).await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    });
    assert!(told.contains("hub_requests_total{route=\"/graphql\"") && told.contains("hub_records_total{verdict=\"stands\"}"), "{told}");
    let people = ["jas", "em", "lizzie"].map(|label| hub.id(label).to_owned());
    let workers = ["pa-1", "pom-1", "ces-1"].map(str::to_owned);
    for word in people.iter().chain(&workers).map(String::as_str).chain([CANARY]) {
        assert!(!told.contains(word), "`{word}` is in the metrics:\n{told}");
    }
    let heard = HEARD.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(heard.lines > 20, "the log was written");
    assert!(heard.sang.is_empty(), "{:#?}", heard.sang);
}
