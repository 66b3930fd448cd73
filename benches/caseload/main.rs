//! `make bench`: the hub beside its alternatives, in one run on one data set. `docs/performance.md` says what is measured and how.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a benchmark stops at the first thing that is wrong")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "figures for people"
)]

mod by_hand;
mod dataloader;
mod load;
mod micro;
mod question;
mod report;
mod servers;

use chrono::TimeDelta;
use clap::Parser;
use connections_hub::{clock::Clock, identity::demo, seed, store::Store, vocabulary::Role};
use load::{Measured, Requests};
use report::{Cell, Target};
use servers::{Server, Variant};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Compares the hub with its alternatives.
#[derive(Parser)]
struct Args {
    /// Figures as JSON.
    #[arg(long)]
    json: bool,
    /// Connections at once.
    #[arg(long, value_delimiter = ',', default_values_t = [8, 64])]
    connections: Vec<usize>,
    /// Rounds; the variants take turns in each.
    #[arg(long, default_value_t = 3)]
    rounds: usize,
    /// Milliseconds of a turn.
    #[arg(long, default_value_t = 2500)]
    turn: u64,
    /// Only these.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Variant>,
    /// Keep the data set here, and use it again.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Leave out publishing and the single decision.
    #[arg(long)]
    only_servers: bool,
    /// Be a server.
    #[arg(long, hide = true)]
    serve: Option<Variant>,
    /// Of this database.
    #[arg(long, hide = true)]
    database: Option<PathBuf>,
    /// Cargo says that this is a benchmark.
    #[arg(long, hide = true)]
    bench: bool,
}

/// People of the data set, which makes 20 workers.
const PEOPLE: u64 = 1000;
/// Memory is told in MiB and held in MB.
const MB_IN_MIB: f64 = 1.048_576;
const WORKERS: u64 = PEOPLE / seed::CASELOAD;

/// As in `hub`; all variants have the same.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

#[tokio::main]
async fn main() {
    let args = Args::parse();
    match (args.serve, &args.database) {
        (Some(variant), Some(database)) => servers::serve(variant, database).await,
        (_, _) => compare(&args).await,
    }
}

async fn compare(args: &Args) {
    let kept = tempfile::tempdir().expect("a directory");
    let dir = args.data.as_deref().unwrap_or(kept.path());
    let workers = data(dir).await;
    let requests = Arc::new(Requests::new(&workers, question::QUERY));
    let variants: Vec<Variant> = Variant::ALL.into_iter().filter(|v| args.only.is_empty() || args.only.contains(v)).collect();
    let servers: Vec<Server> = variants.iter().map(|v| Server::start(*v, &dir.join("hub.sqlite"))).collect();
    agree(&servers, &requests).await;
    let mut cells = Vec::new();
    for connections in &args.connections {
        cells.extend(rounds(args, &servers, &requests, *connections).await);
    }
    drop(servers);
    let targets = targets(args, &cells);
    if args.json {
        println!("{}", report::as_json(&cells, &targets));
    } else {
        report::print(&cells, &targets);
    }
}

/// Makes the data set by the ordinary import, and a token for each personal adviser.
async fn data(dir: &Path) -> Vec<(String, String)> {
    std::fs::create_dir_all(dir).expect("the directory of the data set");
    let (path, clock) = (dir.join("hub.sqlite"), Clock::system());
    let is_new = !path.exists();
    let store = Store::open(&format!("sqlite://{}", path.display())).await.expect("a database");
    let issuer = demo::issuer(dir).expect("an issuer");
    if is_new {
        eprintln!("inventing {PEOPLE} people …");
        store.migrate().await.expect("the schema");
        let plan = seed::Plan { people: PEOPLE, seed: 1, today: clock.now().date_naive() };
        seed::plant(&store, &plan, clock.now(), &()).await.expect("the data set");
        demo::register(store.writer(), &issuer).await.expect("the issuer is registered");
    }
    let token = |worker: String| {
        let ttl = TimeDelta::hours(2);
        let ask = demo::Ask { agency: seed::LEAVING_CARE, role: Role::Pa, worker: &worker, acting_client: None, ttl };
        let token = demo::token(&issuer, &ask, clock.now()).expect("a token");
        (worker, token)
    };
    (1..=WORKERS).map(|n| token(format!("pa-{n}"))).collect()
}

/// Every variant gives every worker the same values, or nothing is measured.
async fn agree(servers: &[Server], requests: &Requests) {
    for worker in 0..WORKERS as usize {
        let mut first = None;
        for server in servers {
            let answer = load::answer(server.address, requests, worker).await;
            assert!(answer.get("errors").is_none(), "{}: {}", server.variant.name(), answer["errors"]);
            let data = answer["data"].clone();
            if worker == 0 && first.is_none() {
                eprintln!("{} leaves in an answer", question::leaves(&data));
                assert_eq!(data["caseload"]["edges"].as_array().map(Vec::len), Some(question::PAGE));
            }
            match &first {
                None => first = Some((server.variant, data)),
                Some((variant, expected)) => {
                    assert!(*expected == data, "{} and {} differ:\n{expected}\n{data}", variant.name(), server.variant.name());
                }
            }
        }
    }
    eprintln!("{} variants give the same values", servers.len());
}

/// The variants take turns, so that whatever else goes on at the machine meets all of them alike.
async fn rounds(args: &Args, servers: &[Server], requests: &Arc<Requests>, connections: usize) -> Vec<Cell> {
    let mut measured: Vec<Vec<Measured>> = servers.iter().map(|_| Vec::new()).collect();
    for round in 0..args.rounds {
        for (server, measured) in servers.iter().zip(&mut measured) {
            load::measure(server.address, requests, connections, Duration::from_millis(300)).await;
            measured.push(load::measure(server.address, requests, connections, Duration::from_millis(args.turn)).await);
        }
        eprintln!("{connections} connections, round {} of {}", round + 1, args.rounds);
    }
    let cell = |(server, rounds): (&Server, Vec<Measured>)| Cell { variant: server.variant, connections, rounds, memory: server.memory() };
    servers.iter().zip(measured).map(cell).collect()
}

fn targets(args: &Args, cells: &[Cell]) -> Vec<Target> {
    let (few, many) = (args.connections.first().copied().unwrap_or_default(), args.connections.last().copied().unwrap_or_default());
    let ratio = |one, other| report::ratio(cells, few, one, other);
    let hub = cells.iter().find(|c| c.variant == Variant::Hub && c.connections == many);
    let target = |name, value, bound, at_least, unit| Target { name, value, bound, at_least, unit };
    let mut targets = vec![
        target("hub, record off, beside the dataloader version", ratio(Variant::HubNoRecord, Variant::Dataloader), 1.5, true, "x"),
        target("hub, record off, beside the one by hand", ratio(Variant::HubNoRecord, Variant::ByHand), 0.4, true, "x"),
        target("resident memory of the hub at the most connections", hub.map_or(f64::NAN, |c| c.memory.1) * MB_IN_MIB, 150.0, false, "MB"),
    ];
    if !args.only_servers {
        let (nanoseconds, fields) = micro::decision();
        eprintln!("a decision about {fields} fields: {nanoseconds:.0} ns");
        targets.push(target("a decision, for each field", nanoseconds / fields as f64, 10.0, false, "ns"));
        targets.push(target("publishing the default policy", micro::publishing().as_secs_f64(), 8.0, false, "s"));
        let (time, rows) = micro::publishing_many();
        eprintln!("the large policy has {rows} rows");
        targets.push(target("publishing a policy of 20,000 rows", time.as_secs_f64(), 30.0, false, "s"));
    }
    targets
}
