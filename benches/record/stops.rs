//! How soon a stop is acknowledged: alone, and while readers ask back to back.

use crate::{
    cost::small_reads,
    data::Data,
    figures::{Bound, Figures},
    load::{self, Measured, Requests},
    question,
    servers::{Mode, Server},
};
use connections_hub::seed;
use serde_json::json;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Readers who ask back to back.
const READERS: usize = 32;
/// Stops that are timed, each of another woman.
const STOPS: usize = 200;

/// Stops of these women, by their advisers.
fn stops(data: &Data, women: std::ops::Range<usize>) -> Requests {
    let asks = women.map(|n| {
        let (person, worker, token) = data.adviser(n);
        let scope = json!({"organisations": [seed::HOUSING], "topics": ["T4_HOME"]});
        let query = "mutation($input: StopInput!) { stop(input: $input) { passedOn } }";
        let body = json!({"query": query, "variables": {"input": {"personId": person, "scope": scope}}});
        (worker, token, body.to_string())
    });
    Requests::of(asks)
}

/// Each acknowledged before the next is said.
async fn timed(address: SocketAddr, stops: &Requests) -> Measured {
    let mut times = Vec::with_capacity(STOPS);
    for n in 0..STOPS {
        let said = Instant::now();
        let answer = load::answer(address, stops, n).await;
        times.push(said.elapsed());
        assert_eq!(answer["data"]["stop"]["passedOn"], json!(true), "{answer}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    times.sort();
    Measured { rate: 0.0, times }
}

/// Alone, under small reads, and under pages of caseloads.
pub async fn measure(data: &Data, figures: &mut Figures) {
    let hub = Server::start(Mode::Recorded, &data.url);
    let mut told = |what: &str, measured: &Measured, bound| {
        figures.add(format!("{}: a stop is acknowledged, median, {what}", data.place), measured.percentile(0.5), "ms", Bound::None);
        figures.add(format!("{}: a stop is acknowledged, p99, {what}", data.place), measured.percentile(0.99), "ms", bound);
    };
    told("alone", &timed(hub.address, &stops(data, 0..STOPS)).await, Bound::None);
    let loads = [("small reads", small_reads(data)), ("caseloads", Requests::new(&data.workers, question::QUERY))];
    for (number, (what, reads)) in loads.into_iter().enumerate() {
        let (over, reads) = (Arc::new(AtomicBool::new(false)), Arc::new(reads));
        let reading = tokio::spawn(read(hub.address, reads, Arc::clone(&over)));
        tokio::time::sleep(Duration::from_millis(500)).await;
        let women = STOPS * (number + 1)..STOPS * (number + 2);
        let measured = timed(hub.address, &stops(data, women)).await;
        over.store(true, Ordering::SeqCst);
        reading.await.expect("readers read");
        told(&format!("under {READERS} readers of {what}"), &measured, Bound::AtMost(100.0));
    }
}

async fn read(address: SocketAddr, reads: Arc<Requests>, over: Arc<AtomicBool>) {
    while !over.load(Ordering::SeqCst) {
        load::measure(address, &reads, READERS, Duration::from_millis(500)).await;
    }
}
