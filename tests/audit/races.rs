//! What was acknowledged first wins: a change, an end by the clock, on whichever hub.

use super::world::{World, entry, noon, seen};
use chrono::TimeDelta;
use connections_hub::{
    audit::{Recorded, Recorder, Seen, versions},
    store::Store,
};
use entity::access_record;
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

#[tokio::test]
async fn what_was_decided_before_a_change_is_not_recorded_after_it() {
    let world = World::new().await;
    world.store.writing_about(&["jas".into()]).await.unwrap().commit().await.unwrap();
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stale);
    assert_eq!(world.record("em").await.unwrap(), Recorded::Stands, "nothing about her changed");
    assert_eq!(world.recorder.record(vec![entry("jas")], seen("jas", 2)).await.unwrap(), Recorded::Stands);
    world.store.writing_agreed().await.unwrap().commit().await.unwrap();
    assert_eq!(world.record("em").await.unwrap(), Recorded::Stale, "what is agreed concerns everybody");
    assert_eq!(world.stored().await.len(), 2);
}

#[tokio::test]
async fn what_ends_by_the_clock_has_ended_even_when_the_clock_goes_back() {
    let world = World::new().await;
    let ends = || access_record::Model { valid_until: Some(noon() + TimeDelta::minutes(1)), ..entry("jas") };
    let ask = async || world.recorder.record(vec![entry("jas"), ends()], seen("jas", 1)).await.unwrap();
    assert_eq!(ask().await, Recorded::Stands);
    world.pass(TimeDelta::minutes(1));
    assert_eq!(ask().await, Recorded::Stale, "it ends with that minute");
    world.pass(TimeDelta::hours(-2));
    assert_eq!(ask().await, Recorded::Stale);
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands, "what has not ended goes on");
}

#[tokio::test]
async fn a_record_keeps_what_was_decided_to_the_microsecond() {
    let world = World::new().await;
    let precise = access_record::Model { at: noon() + TimeDelta::nanoseconds(789), ..entry("jas") };
    assert_eq!(world.recorder.record(vec![precise], seen("jas", 1)).await.unwrap(), Recorded::Stands);
    let stored = world.stored().await.remove(0);
    assert_eq!((stored.at, stored.person_version, stored.position), (noon(), Some(1), Some(0)));
    assert!(world.verify().await.is_ok());
}

/// Another hub on the same database; on `SQLite`, another process's connections.
async fn another(world: &World) -> (Store, Recorder) {
    let store = Store::open_with(&world.database.url, 4).await.unwrap();
    let recorder = Recorder::start(store.clone(), world.clock.clone());
    (store, recorder)
}

/// What a reader met.
#[derive(Default)]
struct Met {
    stood: u32,
    stale: u32,
    /// Records that were made after a stop which was acknowledged before, from what had been decided without it.
    violations: u32,
}

/// A race of readers on two hubs against stops.
struct Race {
    hubs: Vec<(Store, Recorder)>,
    /// How long a reader may take between deciding and recording, in steps of two milliseconds.
    pauses: u64,
    acked: AtomicI64,
    over: AtomicBool,
    /// Whether what is compared again is what was decided from; otherwise a reader claims to have seen the newest.
    honest: bool,
}

impl Race {
    /// Decides, waits a little, and records, until it is over.
    async fn read(&self, n: usize) -> Met {
        let (store, recorder) = &self.hubs[n % self.hubs.len()];
        let mut met = Met::default();
        let her = || async { versions(store.reader(), &["jas".into()]).await.unwrap() };
        while !self.over.load(Ordering::SeqCst) {
            let decided: Seen = her().await;
            tokio::time::sleep(Duration::from_millis(n as u64 % self.pauses * 2)).await;
            let (version, claimed) = (decided.persons["jas"], if self.honest { decided } else { her().await });
            let before = self.acked.load(Ordering::SeqCst);
            match recorder.record(vec![entry("jas")], claimed).await.unwrap() {
                Recorded::Stands if version < before => met.violations += 1,
                Recorded::Stands => met.stood += 1,
                Recorded::Stale => met.stale += 1,
            }
        }
        met
    }

    /// Stops so often, on every hub in turn, each acknowledged before the next; gives back how long each took, in order.
    async fn stop(&self, times: usize) -> Vec<Duration> {
        let mut took = Vec::new();
        for n in 0..times {
            let began = Instant::now();
            self.hubs[n % self.hubs.len()].0.writing_about(&["jas".into()]).await.unwrap().commit().await.unwrap();
            self.acked.fetch_add(1, Ordering::SeqCst);
            took.push(began.elapsed());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.over.store(true, Ordering::SeqCst);
        took.sort();
        took
    }
}

/// A race that begins now.
fn race_on(hubs: Vec<(Store, Recorder)>, pauses: u64, honest: bool) -> Arc<Race> {
    Arc::new(Race { hubs, pauses, acked: AtomicI64::new(1), over: AtomicBool::new(false), honest })
}

async fn race(world: &World, honest: bool, stops: usize) -> Met {
    let hubs = vec![(world.store.clone(), world.recorder.clone()), another(world).await];
    run(&race_on(hubs, 4, honest), 16, stops).await.0
}

/// Runs a race of so many readers against so many stops; also gives back how long the stops took, in order.
async fn run(race: &Arc<Race>, readers: usize, stops: usize) -> (Met, Vec<Duration>) {
    let readers: Vec<_> = (0..readers)
        .map(|n| {
            let race = Arc::clone(race);
            tokio::spawn(async move { race.read(n).await })
        })
        .collect();
    let took = race.stop(stops).await;
    let mut all = Met::default();
    for reader in readers {
        let met = reader.await.unwrap();
        all = Met { stood: all.stood + met.stood, stale: all.stale + met.stale, violations: all.violations + met.violations };
    }
    let (half, most) = (took[stops / 2], took[stops * 99 / 100]);
    println!("{} stood, {} stale, {} violations; stops: median {half:?}, p99 {most:?}", all.stood, all.stale, all.violations);
    (all, took)
}

/// Two connections of one hub take turns in the order they came, so nobody who records keeps a stop waiting for long.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_is_acknowledged_soon_while_thirty_two_readers_ask_back_to_back() {
    let world = World::new().await;
    let alone = race_on(vec![(world.store.clone(), world.recorder.clone())], 1, true);
    let (met, took) = run(&alone, 32, 200).await;
    assert_eq!(met.violations, 0);
    assert!(took[198] < Duration::from_secs(1), "p99 was {:?}", took[198]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_read_on_any_hub_is_recorded_after_a_stop_that_was_acknowledged_before() {
    let world = World::new().await;
    let met = race(&world, true, 150).await;
    assert_eq!(met.violations, 0);
    assert!(met.stood > 0 && met.stale > 0, "the race was run");
    assert_eq!(world.verify().await.unwrap().records, u64::from(met.stood), "every answer has its record");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_second_look_the_race_is_lost() {
    let met = race(&World::new().await, false, 150).await;
    assert!(met.violations > 0, "the checker finds what it looks for");
}
