//! Two hubs on one database, beside one, under as many connections altogether.

use crate::{
    Args,
    cost::{small_reads, turn},
    data::Data,
    figures::{Bound, Figures, median},
    load::Requests,
    locks, question,
    servers::{Mode, Server},
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

/// Both kinds of question, and who waits for whom meanwhile.
pub async fn measure(args: &Args, data: &Data, figures: &mut Figures) {
    let hubs = [Server::start(Mode::Recorded, &data.url), Server::start(Mode::Recorded, &data.url)];
    let over = Arc::new(AtomicBool::new(false));
    let watching = tokio::spawn(locks::watch(data.url.clone(), Arc::clone(&over)));
    beside_one(args, &hubs, "a caseload", &Arc::new(Requests::new(&data.workers, question::QUERY)), figures).await;
    beside_one(args, &hubs, "small reads", &Arc::new(small_reads(data)), figures).await;
    over.store(true, Ordering::SeqCst);
    let seen = watching.await.expect("the locks were watched");
    figures.add("postgres: looks at the locks while two hubs recorded".into(), seen.looks as f64, "looks", Bound::AtLeast(1.0));
    figures.add("postgres: looks in which both hubs had a log of their own".into(), seen.both as f64, "looks", Bound::None);
    figures.add("postgres: looks in which a hub waited for a lock of another".into(), seen.waits as f64, "looks", Bound::AtMost(0.0));
}

async fn beside_one(args: &Args, hubs: &[Server; 2], what: &str, requests: &Arc<Requests>, figures: &mut Figures) {
    let connections = args.connections.last().copied().unwrap_or(64);
    let mut ratios = Vec::new();
    for _ in 0..args.rounds {
        let one = turn(args, hubs[0].address, requests, connections).await;
        let half = connections.div_ceil(2);
        let (first, second) = tokio::join!(turn(args, hubs[0].address, requests, half), turn(args, hubs[1].address, requests, half));
        ratios.push((first + second) / one);
    }
    let name = format!("postgres: two hubs beside one, {what} at {connections} connections");
    figures.add(name, median(ratios), "x", Bound::AtLeast(0.9));
}
