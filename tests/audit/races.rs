//! What was acknowledged first wins: a change, an end by the clock, on whichever hub.

use super::world::{World, entry, noon, seen};
use chrono::TimeDelta;
use connections_hub::{
    audit::{Recorded, Recorder, Seen, versions},
    store::Store,
};
use entity::access_log;
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
    let ends = || access_log::Model { valid_until: Some(noon() + TimeDelta::minutes(1)), ..entry("jas") };
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
    let precise = access_log::Model { at: noon() + TimeDelta::nanoseconds(789), ..entry("jas") };
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

/// Decides and records for as long as it may, with some time between the two; counts what stood and what was stale.
async fn reads(store: Store, recorder: Recorder, acked: Arc<AtomicI64>, over: Arc<AtomicBool>, wait: Duration) -> (u32, u32) {
    let (mut stood, mut stale) = (0, 0);
    while !over.load(Ordering::SeqCst) {
        let decided: Seen = versions(store.reader(), &["jas".into()]).await.unwrap();
        tokio::time::sleep(wait).await;
        let before = acked.load(Ordering::SeqCst);
        let version = decided.persons["jas"];
        match recorder.record(vec![entry("jas")], decided).await.unwrap() {
            Recorded::Stands => {
                assert!(version >= before, "version {before} was acknowledged, and a decision from {version} was recorded after it");
                stood += 1;
            }
            Recorded::Stale => stale += 1,
        }
    }
    (stood, stale)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_read_on_any_hub_is_recorded_after_a_stop_that_was_acknowledged_before() {
    let world = World::new().await;
    let (acked, over) = (Arc::new(AtomicI64::new(1)), Arc::new(AtomicBool::new(false)));
    let hubs = [(world.store.clone(), world.recorder.clone()), another(&world).await];
    let readers: Vec<_> = (0..16)
        .map(|n| {
            let (store, recorder) = hubs[n % 2].clone();
            let wait = Duration::from_millis(u64::try_from(n % 4).unwrap() * 2);
            tokio::spawn(reads(store, recorder, Arc::clone(&acked), Arc::clone(&over), wait))
        })
        .collect();
    let mut slowest = Duration::ZERO;
    for n in 0..150 {
        let began = Instant::now();
        let (store, _) = &hubs[n % 2];
        store.writing_about(&["jas".into()]).await.unwrap().commit().await.unwrap();
        acked.fetch_add(1, Ordering::SeqCst);
        slowest = slowest.max(began.elapsed());
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    over.store(true, Ordering::SeqCst);
    let (mut stood, mut stale) = (0, 0);
    for reader in readers {
        let (a, b) = reader.await.expect("no reader met a violation");
        (stood, stale) = (stood + a, stale + b);
    }
    println!("{stood} stood, {stale} were stale, the slowest of 150 stops took {slowest:?}");
    assert!(stood > 0 && stale > 0, "the race was run: {stood} stood, {stale} were stale");
    assert_eq!(world.verify().await.unwrap().records, u64::from(stood), "every answer has its record");
}
