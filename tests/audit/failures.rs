//! Whatever fails: nothing is answered unrecorded, nothing hangs, and the hub recovers.

use super::world::{World, entry, seen};
use crate::database::{OwnCluster, TestDatabase};
use connections_hub::audit::{Recorded, Recorder};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

/// Makes every new leaf fail, in the database's own words.
async fn break_the_log(world: &World) {
    if world.database.is_postgres() {
        world.tamper("CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no'; END $$ LANGUAGE plpgsql").await;
        world.tamper("CREATE TRIGGER broken BEFORE INSERT ON audit_leaf FOR EACH ROW EXECUTE FUNCTION refuse()").await;
    } else {
        world.tamper("CREATE TRIGGER broken BEFORE INSERT ON audit_leaf BEGIN SELECT RAISE(ABORT, 'no'); END").await;
    }
}

async fn mend_the_log(world: &World) {
    world.tamper(if world.database.is_postgres() { "DROP TRIGGER broken ON audit_leaf" } else { "DROP TRIGGER broken" }).await;
}

#[tokio::test]
async fn a_record_that_cannot_be_written_is_no_record_and_the_next_one_is() {
    let world = World::new().await;
    world.records(2).await;
    break_the_log(&world).await;
    let failed = futures::future::join_all(["jas", "em", "jane"].map(|who| world.record(who))).await;
    assert!(failed.iter().all(|verdict| verdict.as_ref().is_err_and(|e| e.code() == "UNAVAILABLE")), "{failed:?}");
    assert_eq!(world.stored().await.len(), 2, "nothing of it was kept");
    mend_the_log(&world).await;
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands);
    assert_eq!(world.verify().await.unwrap().records, 3);
}

/// Makes every record about Em fail for what it says.
async fn refuse_em(world: &World) {
    if world.database.is_postgres() {
        let raise = "IF NEW.person = 'em' THEN RAISE EXCEPTION 'no' USING ERRCODE = '54000'; END IF; RETURN NEW;";
        world.tamper(&format!("CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN {raise} END $$ LANGUAGE plpgsql")).await;
        world.tamper("CREATE TRIGGER broken BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION refuse()").await;
    } else {
        let raise = "BEGIN SELECT RAISE(ABORT, 'no'); END";
        world.tamper(&format!("CREATE TRIGGER broken BEFORE INSERT ON access_log WHEN NEW.person = 'em' {raise}")).await;
    }
}

#[tokio::test]
async fn a_record_that_cannot_be_written_as_it_is_fails_nobody_elses() {
    let world = World::new().await;
    refuse_em(&world).await;
    let busy = world.store.writing_agreed().await.unwrap();
    let waits = |who: &'static str| {
        let recorder = world.recorder.clone();
        tokio::spawn(async move { (who, recorder.record(vec![entry(who)], seen(who, 1)).await) })
    };
    // The writer stands before the change with the first; the others wait together.
    let first = waits("lizzie");
    tokio::time::sleep(Duration::from_millis(200)).await;
    let others: Vec<_> = ["jas", "em", "jane", "em", "craig"].map(waits).into_iter().collect();
    tokio::time::sleep(Duration::from_millis(200)).await;
    busy.rollback().await.unwrap();
    for waited in std::iter::once(first).chain(others) {
        let (who, verdict) = waited.await.unwrap();
        match verdict {
            Ok(verdict) => assert_eq!((who == "em", verdict), (false, Recorded::Stands), "{who}"),
            Err(error) => assert_eq!((who, error.code()), ("em", "UNAVAILABLE")),
        }
    }
    assert_eq!(world.verify().await.unwrap().records, 4);
}

#[tokio::test]
async fn a_full_queue_answers_at_once_that_it_cannot() {
    let world = World::with_room(2).await;
    let busy = world.store.writing_agreed().await.unwrap();
    let began = Instant::now();
    let asked = futures::future::join_all((0..10).map(|_| world.record("jas")));
    let release = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        busy.rollback().await.unwrap();
    };
    let (verdicts, ()) = tokio::join!(asked, release);
    let refused = verdicts.iter().filter(|v| v.as_ref().is_err_and(|e| e.code() == "UNAVAILABLE")).count();
    assert_eq!((refused, world.stored().await.len()), (8, 2), "{verdicts:?}");
    assert!(began.elapsed() < Duration::from_secs(5));
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands, "there is room again");
}

#[tokio::test]
async fn pages_that_fill_their_queue_leave_the_other_to_what_is_small() {
    let world = World::with_room(10).await;
    let busy = world.store.writing_agreed().await.unwrap();
    let page = || world.recorder.record((0..6).map(|_| entry("jas")).collect(), seen("jas", 1));
    let asked = async { tokio::join!(page(), page(), futures::future::join_all((0..10).map(|_| world.record("jas")))) };
    let release = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        busy.rollback().await.unwrap();
    };
    let ((first, second, small), ()) = tokio::join!(asked, release);
    assert_eq!(first.unwrap(), Recorded::Stands);
    assert_eq!(second.unwrap_err().code(), "UNAVAILABLE", "the queue of pages is full");
    assert!(small.iter().all(|verdict| verdict.as_ref().is_ok_and(|v| *v == Recorded::Stands)), "{small:?}");
}

#[tokio::test]
async fn a_disclosure_larger_than_the_queue_is_recorded_alone() {
    let world = World::with_room(2).await;
    let page = (0..1_200).map(|_| entry("jas")).collect();
    assert_eq!(world.recorder.record(page, seen("jas", 1)).await.unwrap(), Recorded::Stands);
    assert_eq!(world.verify().await.unwrap().records, 1_200);
}

#[tokio::test]
async fn a_writer_that_is_kept_waiting_gives_up_and_recovers() {
    let world = World::new().await;
    let busy = world.store.writing_agreed().await.unwrap();
    let began = Instant::now();
    assert_eq!(world.record("jas").await.unwrap_err().code(), "UNAVAILABLE");
    assert!(began.elapsed() < Duration::from_secs(11), "{:?}", began.elapsed());
    busy.rollback().await.unwrap();
    assert_eq!(world.record("jas").await.unwrap(), Recorded::Stands);
}

#[tokio::test]
async fn requests_that_are_given_up_neither_lose_nor_corrupt_anything() {
    let world = World::new().await;
    for round in 0..20 {
        let asked: Vec<_> = (0..8)
            .map(|_| {
                let recorder = world.recorder.clone();
                tokio::spawn(async move { recorder.record(vec![entry("jas")], seen("jas", 1)).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_micros(round * 100)).await;
        asked.iter().for_each(tokio::task::JoinHandle::abort);
    }
    assert_eq!(world.record("em").await.unwrap(), Recorded::Stands, "the queue has drained");
    let records = world.verify().await.unwrap().records;
    assert_eq!(records, world.stored().await.len() as u64);
}

/// Each holds a snapshot, gives it back, and then waits for its record: a pool of four never runs dry.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_readers_share_a_pool_of_four() {
    let world = World::new().await;
    let began = Instant::now();
    let readers: Vec<_> = (0..64)
        .map(|_| {
            let (store, recorder) = (world.store.clone(), world.recorder.clone());
            tokio::spawn(async move {
                for _ in 0..5 {
                    let snapshot = store.snapshot().await.unwrap();
                    let decided = connections_hub::audit::versions(&*snapshot, &["jas".into()]).await.unwrap();
                    snapshot.end().await.unwrap();
                    assert_eq!(recorder.record(vec![entry("jas")], decided).await.unwrap(), Recorded::Stands);
                }
            })
        })
        .collect();
    for reader in readers {
        reader.await.unwrap();
    }
    println!("320 reads in {:?}", began.elapsed());
    assert_eq!(world.verify().await.unwrap().records, 320);
}

/// Records until it stood so often; whoever is refused asks again. Gives back the records that stood, and how often it was refused.
async fn insist(recorder: Recorder, times: usize) -> (Vec<String>, usize) {
    let (mut stood, mut refused) = (Vec::new(), 0);
    while stood.len() < times {
        let read = entry("jas");
        let id = read.id.clone();
        match recorder.record(vec![read], seen("jas", 1)).await {
            Ok(verdict) => {
                assert_eq!(verdict, Recorded::Stands);
                stood.push(id);
            }
            Err(error) => {
                assert_eq!(error.code(), "UNAVAILABLE");
                refused += 1;
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
    }
    (stood, refused)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgresql_may_be_killed_and_no_answer_lacks_its_record() {
    let Some(cluster) = OwnCluster::fresh() else {
        return; // The crash test kills the hub on its own file, and with it the database.
    };
    let world = World::on(TestDatabase::of(&cluster).await, 10_000).await;
    let mut ids = HashSet::new();
    let mut refusals = 0;
    for _ in 0..3 {
        let readers: Vec<_> = (0..8).map(|_| tokio::spawn(insist(world.recorder.clone(), 150))).collect();
        tokio::time::sleep(Duration::from_millis(100)).await;
        cluster.kill();
        for reader in readers {
            let (stood, refused) = reader.await.unwrap();
            ids.extend(stood);
            refusals += refused;
        }
    }
    assert!(refusals > 0, "it was gone for a while");
    let stored: HashSet<String> = world.stored().await.into_iter().map(|record| record.id).collect();
    assert_eq!(ids.difference(&stored).count(), 0, "answered and not recorded");
    world.verify().await.expect("the records are whole");
}
