//! Clients under load, who keep what they were told.

use crate::process::Partnership;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

const READERS: [&str; 4] = ["pa-1", "pom-1", "ces-1", "com-1"];
const WRITERS: usize = 2;

/// What all of them were told, over all crashes.
#[derive(Default)]
struct Told {
    /// Request ids of answers that came and showed somebody.
    answered: HashSet<String>,
    /// Who was enrolled under which number, as it was acknowledged.
    enrolled: HashMap<String, String>,
    /// Numbers whose enrolment got no answer: it is sent again under the same key.
    pending: Vec<String>,
}

/// Somebody who asks.
#[derive(Clone)]
struct Asker {
    client: Client,
    url: String,
    token: String,
}

impl Asker {
    /// The data of the answer, if one came.
    fn asks(&self, request_id: &str, body: &Value) -> Option<Value> {
        let request = self.client.post(format!("{}/graphql", self.url)).header("content-type", "application/json");
        let request = request.header("x-request-id", request_id).header("authorization", format!("Bearer {}", self.token));
        let text = request.body(body.to_string()).send().ok()?.text().ok()?;
        serde_json::from_str::<Value>(&text).ok().map(|mut answer| answer["data"].take())
    }
}

/// The clients of a partnership.
pub struct Clients {
    readers: Vec<(Asker, String)>,
    writer: Asker,
    told: Arc<Mutex<Told>>,
}

/// Clients that ask until they are told to end.
pub struct Asking {
    over: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Asking {
    pub fn end(self) {
        self.over.store(true, Ordering::SeqCst);
        self.threads.into_iter().for_each(|client| client.join().unwrap());
    }
}

impl Clients {
    pub fn of(partnership: &Partnership, port: u16) -> Self {
        let asker = |worker: &str| Asker {
            client: Client::builder().timeout(Duration::from_secs(15)).build().unwrap(),
            url: format!("http://127.0.0.1:{port}"),
            token: partnership.token(worker),
        };
        let readers = READERS.iter().map(|worker| (asker(worker), partnership.person("jas").to_owned())).collect();
        Self { readers, writer: asker("ces-1"), told: Arc::default() }
    }

    /// Lets them ask.
    pub fn begin(&self) -> Asking {
        let over = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        for (reader, person) in self.readers.clone() {
            let (over, told) = (Arc::clone(&over), Arc::clone(&self.told));
            threads.push(thread::spawn(move || read(&reader, &person, &over, &told)));
        }
        for _ in 0..WRITERS {
            let (writer, over, told) = (self.writer.clone(), Arc::clone(&over), Arc::clone(&self.told));
            threads.push(thread::spawn(move || write(&writer, &over, &told)));
        }
        Asking { over, threads }
    }

    pub fn answered(&self) -> HashSet<String> {
        self.told.lock().unwrap().answered.clone()
    }

    pub fn acknowledged(&self) -> HashMap<String, String> {
        self.told.lock().unwrap().enrolled.clone()
    }

    /// Fails unless there was something to lose.
    pub fn were_served(&self) {
        assert!(!self.answered().is_empty() && !self.acknowledged().is_empty(), "{self}");
    }
}

impl fmt::Display for Clients {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = self.told.lock().unwrap();
        write!(f, "{} answers, {} enrolments, {} never answered", told.answered.len(), told.enrolled.len(), told.pending.len())
    }
}

fn pause() {
    thread::sleep(Duration::from_millis(5));
}

fn read(reader: &Asker, person: &str, over: &AtomicBool, told: &Mutex<Told>) {
    let query = format!(r#"{{ person(id: "{person}", purpose: JOINT_PLANNING) {{ knownAs custodyStatus {{ currentPrison }} }} }}"#);
    while !over.load(Ordering::SeqCst) {
        let id = uuid::Uuid::new_v4().to_string();
        match reader.asks(&id, &json!({ "query": query })) {
            Some(data) if !data["person"].is_null() => drop(told.lock().unwrap().answered.insert(id)),
            Some(_) | None => pause(),
        }
    }
}

fn write(writer: &Asker, over: &AtomicBool, told: &Mutex<Told>) {
    let mutation = "mutation($input: EnrolInput!) { enrol(input: $input) { id refusal { code } } }";
    while !over.load(Ordering::SeqCst) {
        let pending = told.lock().unwrap().pending.pop();
        let reference = pending.unwrap_or_else(|| format!("WC-{}", uuid::Uuid::new_v4().simple()));
        let input = json!({"reference": reference, "knownAs": "Nia", "idempotencyKey": reference});
        let data = writer.asks(&reference, &json!({"query": mutation, "variables": {"input": input}}));
        let mut told = told.lock().unwrap();
        if let Some(person) = data.as_ref().and_then(|data| data["enrol"]["id"].as_str()) {
            told.enrolled.insert(reference, person.to_owned());
        } else {
            told.pending.push(reference);
            drop(told);
            pause();
        }
    }
}
