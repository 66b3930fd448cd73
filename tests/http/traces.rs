//! What a collector of traces is sent: a span for each request, with its id and what was done, and nothing of a person.

use super::canaries::{CANARY, sing};
use crate::{
    database::TestDatabase,
    process::{Partnership, Process, port},
};
use reqwest::blocking::Client;
use serde_json::json;
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// Takes whatever is sent to it, and keeps it.
struct Collector {
    url: String,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let taken = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let kept = Arc::clone(&kept);
                thread::spawn(move || take(&stream.unwrap(), &kept));
            }
        });
        Self { url, taken }
    }

    /// Whether this was sent, in any case.
    fn was_sent(&self, text: &str) -> bool {
        let taken = self.taken.lock().unwrap().to_ascii_lowercase();
        taken.windows(text.len()).any(|part| part == text.to_ascii_lowercase().as_bytes())
    }
}

/// Answers one request after the other on a connection, each with nothing, which means that all was taken.
fn take(stream: &TcpStream, kept: &Mutex<Vec<u8>>) {
    let (mut reader, mut writer) = (BufReader::new(stream), stream);
    loop {
        let (mut length, mut line) = (0, String::new());
        while reader.read_line(&mut line).unwrap_or(0) > 2 {
            if let Some(told) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = told.trim().parse().unwrap();
            }
            line.clear();
        }
        if length == 0 {
            return;
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        kept.lock().unwrap().extend(body);
        writer.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n").unwrap();
    }
}

#[test]
fn a_trace_tells_of_each_request_and_of_nobody() {
    let (partnership, collector) = (Partnership::on(TestDatabase::fresh), Collector::start());
    partnership.in_database(async |db| sing(db).await);
    let hub = Process::serve(&partnership, port(), &[("HUB_OTLP", &collector.url)]);
    let client = Client::new();
    let (trace, step) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");
    let asks = |token: &str, query: &str| {
        let request = client.post(format!("{}/graphql?{CANARY}={CANARY}", hub.url)).header("authorization", format!("Bearer {token}"));
        let request = request.header("x-request-id", "asked-by-a-test").header("traceparent", format!("00-{trace}-{step}-01"));
        request.json(&json!({"query": query, "variables": {CANARY: CANARY}})).send().unwrap().text().unwrap()
    };
    let shows =
        "knownAs aboutMe { strengths } keepSafePlan { earlySigns whatHelps } teamMembers { name workPhone } plans { goals { title } }";
    let about = |id: &str| format!(r#"{{ person(id: "{id}", purpose: JOINT_PLANNING) {{ {shows} }} }}"#);
    let mut released = false;
    for worker in ["pa-1", "pom-1", "ces-1"] {
        let token = partnership.token(worker);
        released |= asks(&token, &about(partnership.person("jas"))).contains(CANARY);
        asks(&token, &about(CANARY));
        asks(&token, &format!("query {CANARY} {{ {CANARY} }}"));
        asks(&token, &format!(r#"mutation {{ enrol(input: {{reference: "{CANARY}", knownAs: "{CANARY}"}}) {{ id }} }}"#));
    }
    asks(CANARY, "{ viewer { role } }");
    assert!(released, "the word was there to be told");
    hub.stop();
    for told in ["asked-by-a-test", "request", "disclose", "record", "/graphql"] {
        assert!(collector.was_sent(told), "`{told}` is in the traces");
    }
    let bytes = (0..32).step_by(2).map(|at| u8::from_str_radix(&trace[at..at + 2], 16).unwrap()).collect::<Vec<_>>();
    assert!(collector.taken.lock().unwrap().windows(16).any(|part| part == bytes), "the client's trace goes on");
    for word in [CANARY, partnership.person("jas"), "pa-1", "bearer"] {
        assert!(!collector.was_sent(word), "`{word}` is in the traces");
    }
}
