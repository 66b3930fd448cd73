//! The hub is killed while it answers, again and again: every answer that a client received has its record, and the records are whole.
//!
//! `HUB_TEST_CRASHES` says how often; five times if not said.

use connections_hub::{
    audit::{self, Extent, Trusted},
    store::Store,
};
use entity::access_log;
use sea_orm::{EntityTrait, QuerySelect};
use serde_json::Value;
use std::{
    collections::HashSet,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// A hub in a process of its own, with the demonstration.
struct Process {
    child: Child,
    told: Value,
}

impl Process {
    fn start(dir: &Path) -> Self {
        let file = dir.join("demo.json");
        let _ = fs::remove_file(&file);
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.args(["demo", "--port", "0", "--dir"]).arg(dir).stdout(Stdio::null()).stderr(Stdio::null());
        let mut hub = Self { child: command.spawn().expect("the hub starts"), told: Value::Null };
        let began = Instant::now();
        while hub.told.is_null() {
            assert!(began.elapsed() < Duration::from_mins(5), "the hub did not start again on its own file");
            thread::sleep(Duration::from_millis(50));
            hub.told = fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        }
        hub
    }

    fn text(&self, pointer: &str) -> String {
        self.told.pointer(pointer).and_then(Value::as_str).expect(pointer).to_owned()
    }

    fn token(&self, worker: &str) -> String {
        let workers = self.told["workers"].as_array().unwrap();
        workers.iter().find(|w| w["worker"] == worker).unwrap()["token"].as_str().unwrap().to_owned()
    }
}

/// It ends at once, without a word.
impl Drop for Process {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// Asks until the hub is gone, and keeps the request id of each answer that came.
fn ask(url: &str, token: &str, person: &str, over: &AtomicBool, answered: &Mutex<HashSet<String>>) {
    let client = reqwest::blocking::Client::builder().timeout(Duration::from_secs(10)).build().unwrap();
    let query = format!(r#"{{ person(id: "{person}", purpose: JOINT_PLANNING) {{ knownAs custodyStatus {{ currentPrison }} }} }}"#);
    let body = serde_json::json!({ "query": query }).to_string();
    while !over.load(Ordering::SeqCst) {
        let id = uuid::Uuid::new_v4().to_string();
        let request = client.post(format!("{url}/graphql")).header("content-type", "application/json").header("x-request-id", &id);
        let answer = request
            .header("authorization", format!("Bearer {token}"))
            .body(body.clone())
            .send()
            .and_then(reqwest::blocking::Response::text);
        let released = answer.ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
        if released.is_some_and(|json| !json["data"]["person"].is_null()) {
            answered.lock().unwrap().insert(id);
        }
    }
}

async fn recorded(dir: &Path) -> HashSet<String> {
    let store = Store::open(&format!("sqlite://{}", dir.join("hub.sqlite").display())).await.unwrap();
    let snapshot = store.snapshot().await.unwrap();
    let trusted = Trusted::read(&[dir.join("audit-key.pem")]).unwrap();
    audit::verify(&snapshot, &trusted, Extent::Whole, None, &|_| {}).await.expect("the records are whole");
    let ids = access_log::Entity::find().select_only().column(access_log::Column::TraceId).into_tuple::<String>();
    ids.all(&snapshot).await.unwrap().into_iter().collect()
}

#[test]
fn every_answer_that_was_received_has_its_record_however_often_the_hub_is_killed() {
    let crashes = std::env::var_os("HUB_TEST_CRASHES").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(5);
    let dir = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let answered = Arc::new(Mutex::new(HashSet::new()));
    for crash in 1..=crashes {
        let hub = Process::start(dir.path());
        let over = Arc::new(AtomicBool::new(false));
        let clients: Vec<_> = ["pa-1", "pom-1", "ces-1", "com-1"]
            .map(|worker| {
                let (url, token, jas) = (hub.text("/url"), hub.token(worker), hub.text("/people/jas"));
                let (over, answered) = (Arc::clone(&over), Arc::clone(&answered));
                thread::spawn(move || ask(&url, &token, &jas, &over, &answered))
            })
            .into();
        thread::sleep(Duration::from_millis(300 + rand::random_range(0..700)));
        drop(hub);
        over.store(true, Ordering::SeqCst);
        clients.into_iter().for_each(|client| client.join().unwrap());
        let recorded = runtime.block_on(recorded(dir.path()));
        let answered = answered.lock().unwrap();
        let unrecorded: Vec<&String> = answered.difference(&recorded).collect();
        assert!(unrecorded.is_empty(), "crash {crash}: answered and not recorded: {unrecorded:?}");
    }
    let answered = answered.lock().unwrap().len();
    println!("{answered} answers over {crashes} crashes");
    assert!(answered > 0, "clients were answered");
}
