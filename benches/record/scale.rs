//! A hundred thousand people and a million records, beside a thousand people and none.

use crate::{
    Args,
    cost::small_reads,
    data::{Data, PEOPLE, Place},
    figures::{Bound, Figures, median},
    load::{self, Requests},
    question,
    servers::{Mode, Server},
};
use connections_hub::{
    audit::{self, Extent, Recorded, Recorder, Trusted},
    clock::Clock,
    store::Store,
};
use entity::access_record;
use sea_orm::{EntityTrait, PaginatorTrait};
use std::{process::Command, sync::Arc, time::Duration, time::Instant};

/// Advisers whose caseloads are read.
const FEW: usize = 20;
/// Records that are made in one go.
const BATCH: u64 = 500;

/// What is asked of a data set.
type Asks = fn(&Data) -> Requests;

/// As many caseloads as there are among 1,000 people, so that as much of them is kept.
fn few_caseloads(data: &Data) -> Requests {
    Requests::new(data.workers.get(..FEW).unwrap_or(&data.workers), question::QUERY)
}

/// How one question takes longer, and how fast the records are verified.
pub async fn measure(args: &Args, place: Place, figures: &mut Figures) {
    let few = Data::of(place, args.data.as_deref(), PEOPLE).await;
    let many = Data::of(place, args.data.as_deref(), args.people).await;
    fill(&many, args.records).await;
    let (small, large) = (Server::start(Mode::Recorded, &few.url), Server::start(Mode::Recorded, &many.url));
    let questions: [(&str, Asks); 2] = [("person", small_reads), ("caseload", few_caseloads)];
    for (what, asks) in questions {
        let (of_few, of_many) = (Arc::new(asks(&few)), Arc::new(asks(&many)));
        let (mut ratios, mut times) = (Vec::new(), Vec::new());
        for _ in 0..args.rounds {
            let time = Duration::from_millis(args.turn);
            let beside = load::measure(small.address, &of_few, 1, time).await.percentile(0.5);
            let took = load::measure(large.address, &of_many, 1, time).await.percentile(0.5);
            ratios.push(took / beside);
            times.push(took);
        }
        let name = |unit: &str| format!("{place}: `{what}` among {} people and {} records, {unit}", args.people, args.records);
        figures.add(name("median"), median(times), "ms", Bound::None);
        figures.add(name("beside 1,000 people"), median(ratios), "x", Bound::AtMost(1.3));
    }
    let everybody = Arc::new(Requests::new(&many.workers, question::QUERY));
    let rarely = load::measure(large.address, &everybody, 1, Duration::from_millis(args.turn)).await.percentile(0.5);
    figures.add(format!("{place}: `caseload` of people who were not asked for lately, median"), rarely, "ms", Bound::None);
    drop((small, large));
    verified(&many, figures);
}

/// Records until there are so many: copies of a read as it is, each with its own id.
async fn fill(data: &Data, records: u64) {
    let store = Store::open(&data.url).await.expect("the database opens");
    let mut there = access_record::Entity::find().count(store.reader()).await.expect("a count");
    if there == 0 {
        let hub = Server::start(Mode::Recorded, &data.url);
        load::answer(hub.address, &small_reads(data), 0).await;
        there = 1;
    }
    let one = access_record::Entity::find().one(store.reader()).await.expect("a record").expect("a record");
    let recorder = Recorder::start(store.clone(), Clock::system());
    let seen = audit::versions(store.reader(), &[]).await.expect("the version of what is agreed");
    let began = Instant::now();
    let first = there;
    while there < records {
        let batch = (there..records.min(there + BATCH)).map(|n| {
            let person = data.people[n as usize % data.people.len()].0.clone();
            access_record::Model { id: uuid::Uuid::new_v4().to_string(), person, valid_until: None, ..one.clone() }
        });
        let batch: Vec<_> = batch.collect();
        there += batch.len() as u64;
        assert_eq!(recorder.record(batch, seen.clone()).await.expect("records are made"), Recorded::Stands);
    }
    eprintln!("{} records more at {:.0} a second", there - first, (there - first) as f64 / began.elapsed().as_secs_f64());
}

/// Lets a process of its own verify, so that its memory is told honestly.
fn verified(data: &Data, figures: &mut Figures) {
    let this = std::env::current_exe().expect("this program has a path");
    let told = Command::new(this).args(["--verify", "--database", &data.url]).output().expect("it verifies");
    let told = String::from_utf8(told.stdout).expect("text");
    let mut numbers = told.split_whitespace().map(|number| number.parse::<f64>().expect("a number"));
    figures.add(format!("{}: records that `verify` hashes again", data.place), numbers.next().expect("a rate"), "records/s", Bound::None);
    figures.add(format!("{}: resident memory of `verify` at most", data.place), numbers.next().expect("MiB"), "MiB", Bound::AtMost(100.0));
}

/// Verifies, and tells the records a second and the most memory it took.
pub async fn verify(url: &str) {
    let store = Store::open(url).await.expect("the database opens");
    let snapshot = store.long_snapshot().await.expect("a snapshot");
    let began = Instant::now();
    let found = audit::verify(&snapshot, &Trusted::default(), Extent::Whole, None, &|_| {}).await.expect("the records are whole");
    let rate = found.records as f64 / began.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    let most: f64 = most.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0.0);
    println!("{rate} {}", most / 1024.0);
}
