//! Throughput with the record, beside the same without it.

use crate::{
    Args,
    data::{Data, Place},
    figures::{Bound, Figures, median},
    load::{self, Requests},
    question,
    servers::{Mode, Server},
};
use serde_json::json;
use std::{net::SocketAddr, sync::Arc, time::Duration};

/// Before a turn counts.
const WARM: Duration = Duration::from_millis(300);

/// Answers a second of one turn.
pub async fn turn(args: &Args, address: SocketAddr, requests: &Arc<Requests>, connections: usize) -> f64 {
    load::measure(address, requests, connections, WARM).await;
    load::measure(address, requests, connections, Duration::from_millis(args.turn)).await.rate
}

/// A page of a caseload, with the record on and off, which take turns.
pub async fn caseload(args: &Args, data: &Data, figures: &mut Figures) {
    let requests = Arc::new(Requests::new(&data.workers, question::QUERY));
    let (on, off) = (Server::start(Mode::Recorded, &data.url), Server::start(Mode::Unrecorded, &data.url));
    for connections in &args.connections {
        let (mut rates, mut ratios) = (Vec::new(), Vec::new());
        for _ in 0..args.rounds {
            let with = turn(args, on.address, &requests, *connections).await;
            let without = turn(args, off.address, &requests, *connections).await;
            rates.push(with);
            ratios.push(with / without);
        }
        let name = |what: &str| format!("{}: a caseload at {connections} connections, {what}", data.place);
        figures.add(name("recorded"), median(rates), "answers/s", Bound::None);
        let bound = if *connections == 8 { Bound::AtLeast(0.85) } else { Bound::None };
        figures.add(name("recorded beside unrecorded"), median(ratios), "x", bound);
    }
}

/// People whom small reads are about: as many in every data set, so that as much of them is kept.
const FEW: usize = 1_000;

/// Reads of one line of one person, each another.
pub fn small_reads(data: &Data) -> Requests {
    let asks = (0..data.people.len().min(FEW)).map(|n| {
        let (person, worker, token) = data.adviser(n * 7);
        let query = format!("{{ person(id: \"{person}\", purpose: JOINT_PLANNING) {{ knownAs }} }}");
        (worker, token, json!({ "query": query }).to_string())
    });
    Requests::of(asks)
}

/// Recorded small reads at the most connections.
pub async fn small(args: &Args, data: &Data, figures: &mut Figures) {
    let (hub, requests) = (Server::start(Mode::Recorded, &data.url), Arc::new(small_reads(data)));
    let connections = args.connections.last().copied().unwrap_or(64);
    let mut rates = Vec::new();
    for _ in 0..args.rounds {
        rates.push(turn(args, hub.address, &requests, connections).await);
    }
    let bound = if data.place == Place::Sqlite { Bound::AtLeast(5_000.0) } else { Bound::None };
    figures.add(format!("{}: recorded small reads at {connections} connections", data.place), median(rates), "reads/s", bound);
}
