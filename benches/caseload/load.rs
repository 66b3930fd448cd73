//! The load: connections that are kept open, each asking again as soon as it was answered, as the next of the workers.

use serde_json::{Value, json};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    task::JoinSet,
};

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Answers a second.
    pub rate: f64,
    /// Times from question to answer, sorted.
    pub times: Vec<Duration>,
}

impl Measured {
    /// The time within which this part of the answers came, in milliseconds.
    pub fn percentile(&self, part: f64) -> f64 {
        let at = ((self.times.len() as f64 * part).ceil() as usize).clamp(1, self.times.len().max(1)) - 1;
        self.times.get(at).map_or(0.0, |t| t.as_secs_f64() * 1000.0)
    }
}

/// Requests, ready to be sent.
pub struct Requests(Vec<Vec<u8>>);

impl Requests {
    /// The same question for workers with their tokens.
    pub fn new(workers: &[(String, String)], query: &str) -> Self {
        let body = json!({ "query": query }).to_string();
        Self::of(workers.iter().map(|(worker, token)| (worker.as_str(), token.as_str(), body.clone())))
    }

    /// Bodies, each of a worker with a token.
    pub fn of<'a>(asks: impl Iterator<Item = (&'a str, &'a str, String)>) -> Self {
        let request = |(worker, token, body): (&str, &str, String)| {
            format!(
                "POST /graphql HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\naccept: application/json\r\n\
                 authorization: Bearer {token}\r\nworker: {worker}\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )
        };
        Self(asks.map(|ask| request(ask).into_bytes()).collect())
    }
}

/// One kept connection.
struct Connection(BufReader<TcpStream>);

impl Connection {
    async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Self(BufReader::with_capacity(64 * 1024, stream))
    }

    /// Asks, and reads the whole answer into `body`.
    async fn ask(&mut self, request: &[u8], body: &mut Vec<u8>) {
        self.0.get_mut().write_all(request).await.expect("the question is sent");
        let (mut line, mut length) = (String::new(), 0);
        self.0.read_line(&mut line).await.expect("a status");
        assert!(line.starts_with("HTTP/1.1 200"), "{line}");
        loop {
            line.clear();
            self.0.read_line(&mut line).await.expect("a header");
            match line.trim().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().expect("a length"),
                Some(_) => {}
                None => break,
            }
        }
        body.resize(length, 0);
        self.0.read_exact(body).await.expect("an answer");
    }
}

/// What one worker is answered.
pub async fn answer(address: SocketAddr, requests: &Requests, worker: usize) -> Value {
    let mut body = Vec::new();
    Connection::open(address).await.ask(&requests.0[worker], &mut body).await;
    serde_json::from_slice(&body).expect("JSON")
}

/// Asks over so many connections for so long.
pub async fn measure(address: SocketAddr, requests: &Arc<Requests>, connections: usize, time: Duration) -> Measured {
    let mut asking = JoinSet::new();
    let began = Instant::now();
    for number in 0..connections {
        let requests = Arc::clone(requests);
        asking.spawn(async move {
            let (mut connection, mut body, mut times) = (Connection::open(address).await, Vec::new(), Vec::new());
            for turn in number.. {
                let sent = Instant::now();
                connection.ask(&requests.0[turn % requests.0.len()], &mut body).await;
                times.push(sent.elapsed());
                if began.elapsed() >= time {
                    break;
                }
            }
            times
        });
    }
    let mut times: Vec<Duration> = asking.join_all().await.into_iter().flatten().collect();
    let rate = times.len() as f64 / began.elapsed().as_secs_f64();
    times.sort();
    Measured { rate, times }
}
