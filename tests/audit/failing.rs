//! What a client meets when something fails under the hub: `UNAVAILABLE` in bounded time, nothing that is not recorded, and answers again
//! as soon as it can be.

use crate::{
    database::{OwnCluster, TestDatabase},
    support::{Answer, DemoHub, monday},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use connections_hub::{
    audit::{self, Extent, Recorder, Trusted},
    clock::Clock,
    disclosure::Hub,
    store::Store,
    vocabulary::Role,
};
use entity::{access_record, membership, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, sea_query::Expr};
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// Longer than whatever the hub waits for by itself.
const BOUND: Duration = Duration::from_secs(35);

fn asks(hub: &DemoHub) -> Answer {
    asks_at(hub, &hub.url)
}

pub(super) fn asks_at(hub: &DemoHub, url: &str) -> Answer {
    let began = Instant::now();
    let answer = hub.worker("pa-1").at(url).asks_about("jas", "JOINT_PLANNING", "custodyStatus { currentPrison }");
    assert!(began.elapsed() < BOUND, "it hung for {:?}", began.elapsed());
    answer
}

pub(super) fn released(answer: &Answer) -> bool {
    !answer.at("person.custodyStatus.currentPrison").is_null()
}

pub(super) fn refused(answer: &Answer) {
    assert_eq!(answer.code(), Some("UNAVAILABLE"), "{}", answer.text);
    assert!(answer.at("person").is_null(), "{}", answer.text);
}

fn records(hub: &DemoHub) -> u64 {
    hub.wait_for(access_record::Entity::find().count(hub.loaded.hub.store.reader())).unwrap()
}

fn runs(hub: &DemoHub, sql: &str) {
    hub.wait_for(hub.loaded.hub.store.writer().execute_unprepared(sql)).unwrap_or_else(|cause| panic!("{sql}: {cause}"));
}

/// The records are whole, and there are so many.
fn whole(hub: &DemoHub, count: u64) {
    let found = hub.wait_for(async {
        let snapshot = hub.loaded.hub.store.long_snapshot().await.unwrap();
        audit::verify(&snapshot, &Trusted::default(), Extent::Whole, None, &|_| {}).await.unwrap()
    });
    assert_eq!(found.records, count);
}

/// Lets every record fail as the database does when this is wrong.
fn breaks(hub: &DemoHub, sqlstate: &str) {
    if hub.database.is_postgres() {
        let raise = format!("BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{sqlstate}'; END");
        runs(hub, &format!("CREATE FUNCTION refuse() RETURNS trigger AS $$ {raise} $$ LANGUAGE plpgsql"));
        runs(hub, "CREATE TRIGGER broken BEFORE INSERT ON access_log FOR EACH ROW EXECUTE FUNCTION refuse()");
    } else {
        runs(hub, "CREATE TRIGGER broken BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'no'); END");
    }
}

fn mends(hub: &DemoHub) {
    runs(hub, if hub.database.is_postgres() { "DROP TRIGGER broken ON access_log" } else { "DROP TRIGGER broken" });
}

/// What `/health/ready` says, once it looks again.
fn ready(hub: &DemoHub) -> String {
    thread::sleep(Duration::from_millis(1_100));
    reqwest::blocking::get(format!("{}/health/ready", hub.url)).unwrap().text().unwrap()
}

#[test]
fn a_hub_whose_database_takes_no_records_is_not_ready_until_it_does() {
    let hub = DemoHub::fresh();
    assert!(released(&asks(&hub)));
    assert!(ready(&hub).contains(r#""status":"ready""#));
    runs(&hub, "ALTER TABLE access_log RENAME TO elsewhere");
    assert!(!released(&asks(&hub)));
    assert!(ready(&hub).contains(r#""reason":"AUDIT_LOG""#));
    runs(&hub, "ALTER TABLE elsewhere RENAME TO access_log");
    assert!(released(&asks(&hub)), "it answers whoever asks all the same");
    assert!(ready(&hub).contains(r#""status":"ready""#));
}

#[test]
fn where_the_record_cannot_be_inserted_nothing_is_released() {
    let hub = DemoHub::fresh();
    assert!(released(&asks(&hub)));
    breaks(&hub, "P0001");
    refused(&asks(&hub));
    mends(&hub);
    assert!(released(&asks(&hub)));
    whole(&hub, 2);
}

/// An index of `PostgreSQL` takes no long text, and no text of it a NUL.
#[test]
fn what_no_record_could_say_is_refused_before_it_is_recorded() {
    let hub = DemoHub::fresh();
    let asks = |person: &str, case: &str, after: &str| {
        let asked = "query($p: ID, $c: String, $a: String) { disclosures(person: $p, caseReference: $c, after: $a) { records { id } } }";
        let after = (!after.is_empty()).then(|| URL_SAFE_NO_PAD.encode(after));
        let answer = hub.worker("dpo-1").asks_with(asked, &json!({"p": person, "c": case, "a": after}));
        (answer.code().map(str::to_owned), answer.json.pointer("/errors/0/extensions/field").cloned())
    };
    let random: String = (0..4_000).map(|_| rand::random_range('a'..='z')).collect();
    let refused = |field: &str| (Some("INVALID_INPUT".to_owned()), Some(json!(field)));
    assert_eq!(asks(&random, "1", ""), refused("person"));
    assert_eq!(asks("a\nb", "1", ""), refused("person"));
    assert_eq!(asks("x", "a\nb", ""), refused("caseReference"));
    assert_eq!(asks("x", "1", "2026-11-23T10:00:00+00:00|\0"), refused("after"));
    assert_eq!(records(&hub), 0);
    assert_eq!(asks(&random[..64], "1", ""), (None, None));
    assert_eq!(records(&hub), 1);
}

/// A file may grow no further; on `PostgreSQL`, the server says that its disk is full.
#[test]
fn where_the_disk_is_full_nothing_is_released_until_there_is_room() {
    let hub = DemoHub::fresh();
    let mut recorded = 0;
    if hub.database.is_postgres() {
        breaks(&hub, "53100");
    } else {
        runs(&hub, "PRAGMA max_page_count = 1");
    }
    // What is half full takes a few more.
    let last = loop {
        let answer = asks(&hub);
        if !released(&answer) || recorded > 500 {
            break answer;
        }
        recorded += 1;
    };
    refused(&last);
    assert_eq!(records(&hub), recorded, "every answer has its record, and nothing else has");
    if hub.database.is_postgres() {
        mends(&hub);
    } else {
        runs(&hub, "PRAGMA max_page_count = 1073741823");
    }
    assert!(released(&asks(&hub)));
    whole(&hub, recorded + 1);
}

#[test]
fn a_slow_disk_makes_answers_slow_and_nothing_else() {
    let hub = DemoHub::fresh();
    let busy = hub.wait_for(hub.loaded.hub.store.writing_agreed()).unwrap();
    let began = Instant::now();
    thread::scope(|scope| {
        let asking: Vec<_> = (0..4).map(|_| scope.spawn(|| asks(&hub))).collect();
        thread::sleep(Duration::from_millis(1_500));
        assert_eq!(records(&hub), 0, "nothing is written yet, and nobody was answered");
        assert!(asking.iter().all(|asking| !asking.is_finished()));
        hub.wait_for(busy.rollback()).unwrap();
        assert!(asking.into_iter().all(|asking| released(&asking.join().unwrap())));
    });
    assert!(began.elapsed() < BOUND);
    whole(&hub, 4);
}

/// The hub puts its parts together with room for two records.
async fn with_room_for_two(store: Store, clock: Clock) -> Arc<Hub> {
    let recorder = Recorder::with_room(store.clone(), clock.clone(), 2);
    Arc::new(Hub::new(store, clock, recorder))
}

#[test]
fn where_the_queue_is_full_whoever_comes_is_told_at_once() {
    let hub = DemoHub::fresh();
    let url = hub.another_of(with_room_for_two, Store::open(&hub.database.url));
    assert!(released(&asks_at(&hub, &url)));
    let busy = hub.wait_for(hub.loaded.hub.store.writing_agreed()).unwrap();
    let (first, waiting) = thread::scope(|scope| {
        let asking: Vec<_> = (0..8).map(|_| scope.spawn(|| asks_at(&hub, &url))).collect();
        let began = Instant::now();
        while asking.iter().filter(|asking| asking.is_finished()).count() < 6 {
            assert!(began.elapsed() < Duration::from_secs(20), "whoever finds no room is told at once");
            thread::sleep(Duration::from_millis(10));
        }
        hub.wait_for(busy.rollback()).unwrap();
        asking.into_iter().map(|asking| asking.join().unwrap()).partition::<Vec<_>, _>(released)
    });
    assert_eq!((first.len(), waiting.len()), (2, 6));
    waiting.iter().for_each(refused);
    assert!(released(&asks_at(&hub, &url)), "there is room again");
    whole(&hub, 4);
}

/// Nothing under way is left out of the room: neither a caseload that an order looks at, nor what she reads herself.
#[test]
fn where_too_much_is_under_way_whoever_looks_at_a_caseload_or_reads_herself_waits_too() {
    let hub = DemoHub::fresh();
    let system = || hub.actor("northshire-leaving-care", Role::Pa, "leaving-care-system");
    let caseload = |arguments: &str| {
        let answer = system().asks(&format!("{{ caseload(purpose: JOINT_PLANNING{arguments}) {{ edges {{ node {{ id }} }} }} }}"));
        let edges = answer.at("caseload.edges").as_array().map_or(0, Vec::len);
        (answer.code().map(str::to_owned), edges)
    };
    let ordered = || caseload(", first: 1, orderBy: [{key: PERSON_KNOWN_AS}]");
    let hers = || hub.herself("jas").asks("{ myPlan { id } }");
    let (_, women) = caseload(", first: 100");
    assert!((3..100).contains(&women), "{women}");
    // Room for all but one of them, of the six hundred that there are.
    let takes = |persons: usize| hub.wait_for(hub.loaded.hub.room.take(persons)).unwrap();
    let mut taken = vec![takes(200), takes(200), takes(200 - women), takes(1)];
    assert_eq!(caseload(", first: 1"), (None, 1), "a page of one finds room");
    assert_eq!(ordered(), (Some("UNAVAILABLE".to_owned()), 0), "what is looked at for it does not");
    taken.pop();
    assert_eq!(ordered(), (None, 1), "it takes room for whom it looks at, once");
    taken.push(takes(women));
    assert_eq!(hers().code(), Some("UNAVAILABLE"));
    drop(taken);
    assert_eq!(hers().code(), None, "there is room again");
}

#[test]
fn sixty_four_readers_are_answered_from_a_pool_of_four() {
    let hub = DemoHub::fresh();
    let url = hub.another_of(async |store, clock| connections_hub::cli::serve::hub(store, clock), Store::open_with(&hub.database.url, 4));
    let answers: Vec<Answer> = thread::scope(|scope| {
        let asking: Vec<_> = (0..64).map(|_| scope.spawn(|| asks_at(&hub, &url))).collect();
        asking.into_iter().map(|asking| asking.join().unwrap()).collect()
    });
    let without: Vec<&str> = answers.iter().filter(|answer| !released(answer)).map(|answer| answer.text.as_str()).collect();
    assert!(without.is_empty(), "{without:?}");
    whole(&hub, 64);
}

#[test]
fn a_clock_that_jumps_back_brings_nothing_back() {
    let now = Arc::new(Mutex::new(monday()));
    let read = Arc::clone(&now);
    let hub = DemoHub::at(Clock::imposed_by(move || *read.lock().unwrap()));
    let (jas, store) = (hub.id("jas").to_owned(), &hub.loaded.hub.store);
    hub.wait_for(async {
        let writing = store.writing_about(std::slice::from_ref(&jas)).await.unwrap();
        let ends = membership::Entity::update_many().col_expr(membership::Column::To, Expr::value(Some(monday() + TimeDelta::minutes(1))));
        ends.filter(membership::Column::PersonId.eq(jas.as_str())).exec(writing.db()).await.unwrap();
        writing.commit().await.unwrap();
    });
    assert!(released(&asks(&hub)));
    *now.lock().unwrap() += TimeDelta::minutes(2);
    assert_eq!(asks(&hub).code(), Some("NOT_FOUND"));
    *now.lock().unwrap() -= TimeDelta::hours(1);
    refused(&asks(&hub));
    *now.lock().unwrap() += TimeDelta::hours(2);
    assert_eq!(asks(&hub).code(), Some("NOT_FOUND"));
    whole(&hub, 3);
}

#[test]
fn where_postgresql_is_gone_whoever_asks_is_told_and_later_answered() {
    let Some(cluster) = OwnCluster::fresh() else {
        return; // A file does not go away under those who have it open.
    };
    let hub = DemoHub::on(TestDatabase::of(&cluster), Clock::fixed(monday()));
    assert!(released(&asks(&hub)));
    cluster.kill_for_good();
    refused(&asks(&hub));
    refused(&asks(&hub));
    cluster.run();
    let began = Instant::now();
    loop {
        let answer = asks(&hub);
        if released(&answer) {
            break;
        }
        refused(&answer);
        assert!(began.elapsed() < Duration::from_mins(2), "the hub did not recover");
    }
    whole(&hub, 2);
}

/// The change is committed before its record is written: without the record it stands, and is told only when it is asked for again.
#[test]
fn a_change_whose_record_fails_stands_and_is_safe_to_send_again() {
    let hub = DemoHub::fresh();
    let enrols = || {
        let input = r#"{reference: "WC-1", knownAs: "Nia", idempotencyKey: "k1"}"#;
        hub.worker("ces-1").asks(&format!("mutation {{ enrol(input: {input}) {{ id alreadyEnrolled refusal {{ code }} }} }}"))
    };
    let enrolled = || {
        let row = person_reference::Entity::find().filter(person_reference::Column::Reference.eq("WC-1"));
        hub.wait_for(row.all(hub.loaded.hub.store.reader())).unwrap()
    };
    breaks(&hub, "P0001");
    let lost = enrols();
    assert_eq!(lost.code(), Some("UNAVAILABLE"), "{}", lost.text);
    let stands = enrolled();
    assert_eq!(stands.len(), 1, "the change stands");
    mends(&hub);
    let again = enrols();
    assert_eq!(again.at("enrol.id").as_str(), Some(stands[0].person_id.as_str()), "{}", again.text);
    assert_eq!(enrolled(), stands, "and was made once");
    whole(&hub, 1);
}
