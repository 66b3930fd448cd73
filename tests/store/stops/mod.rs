//! Stop means stop, on every hub: readers ask two of them, while consents, memberships, blocks and policy cells are stopped and renewed
//! at random, some of them by an end that the clock brings. The record is the history, and a checker goes through it.
//!
//! `HUB_TEST_WITHDRAWALS` says how many stops; 100 if not said.

mod history;
mod readers;
mod stopping;

use crate::support::DemoHub;
use connections_hub::clock::Clock;
use history::{Held, History};
use readers::Answered;
use sea_orm::ConnectionTrait;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};
use stopping::{KINDS, Kind, Stopping};

/// Women whom the adviser `pa-1` supports.
const WOMEN: [&str; 4] = ["jas", "em", "craig", "jane"];
/// Readers, who take turns between the hubs.
const READERS: usize = 6;

/// What became of a run.
struct Run {
    history: History,
    held: Vec<Held>,
    answered: Vec<Answered>,
}

impl Run {
    /// How often each kind of stop was broken.
    fn violations(&self) -> BTreeMap<Kind, usize> {
        let mut found = BTreeMap::new();
        for held in &self.held {
            *found.entry(held.kind).or_default() += self.history.violations(held).len();
        }
        found
    }

    fn tells(&self) -> String {
        let stops: BTreeMap<Kind, usize> = self.held.iter().fold(BTreeMap::new(), |mut count, held| {
            *count.entry(held.kind).or_default() += 1;
            count
        });
        let within: usize = self.held.iter().map(|held| self.history.within(held)).sum();
        format!("{} answers, {} records, {within} of them within a stop, stops {stops:?}", self.answered.len(), self.history.len())
    }
}

/// Readers ask until so many stops were made.
fn run(hub: &DemoHub, kinds: &'static [Kind], stops: usize) -> Run {
    let hubs = [hub.url.clone(), hub.another()];
    let (left, over) = (AtomicUsize::new(stops), AtomicBool::new(false));
    let (held, answered) = thread::scope(|scope| {
        let readers: Vec<_> = (0..READERS)
            .map(|n| {
                let (hubs, over) = (&hubs, &over);
                scope.spawn(move || readers::ask(hub, &hubs[n % hubs.len()], over))
            })
            .collect();
        let stoppers: Vec<_> = WOMEN
            .iter()
            .map(|who| {
                let (hubs, left) = (&hubs, &left);
                scope.spawn(move || Stopping::of(hub, hubs, who).stops(kinds, left))
            })
            .collect();
        let stopped: Vec<_> = stoppers.into_iter().map(thread::ScopedJoinHandle::join).collect();
        over.store(true, Ordering::SeqCst);
        let held = stopped.into_iter().flat_map(Result::unwrap).collect();
        (held, readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect())
    });
    let history = hub.wait_for(History::read(&hub.loaded.hub.store));
    Run { history, held, answered }
}

fn withdrawals() -> usize {
    std::env::var_os("HUB_TEST_WITHDRAWALS").and_then(|n| n.to_str()?.parse().ok()).unwrap_or(100)
}

#[test]
fn nothing_is_disclosed_after_a_stop_that_was_acknowledged() {
    let hub = DemoHub::at(Clock::system());
    let run = run(&hub, &KINDS, withdrawals());
    println!("{}", run.tells());
    let broken: Vec<String> = run.held.iter().flat_map(|held| run.history.violations(held)).collect();
    assert!(broken.is_empty(), "{} disclosures after an acknowledged stop:\n{}", broken.len(), broken.join("\n"));
    let unrecorded: Vec<_> = run.answered.iter().filter(|answer| !run.history.has(answer)).collect();
    assert!(unrecorded.is_empty(), "answered and not recorded: {unrecorded:?}");
    for kind in KINDS {
        let within: usize = run.held.iter().filter(|held| held.kind == kind).map(|held| run.history.within(held)).sum();
        assert!(within > 0, "nobody asked while a stop of the kind {kind:?} held");
    }
    assert!(run.answered.iter().any(|a| a.goals) && run.answered.iter().any(|a| a.prison), "something was there to be stopped");
}

/// Takes the second look away: in the database no version is ever raised, so that whoever records finds everything as it was.
fn blind(hub: &DemoHub) {
    let statements: &[&str] = if hub.database.is_postgres() {
        &[
            "CREATE FUNCTION keep_version() RETURNS trigger AS $$ BEGIN NEW.version := OLD.version; RETURN NEW; END $$ LANGUAGE plpgsql",
            "CREATE TRIGGER blind BEFORE UPDATE ON enrolment FOR EACH ROW EXECUTE FUNCTION keep_version()",
        ]
    } else {
        &["CREATE TRIGGER blind AFTER UPDATE OF version ON enrolment BEGIN \
           UPDATE enrolment SET version = OLD.version WHERE person_id = OLD.person_id; END"]
    };
    for statement in statements {
        hub.wait_for(hub.loaded.hub.store.writer().execute_unprepared(statement)).unwrap();
    }
}

#[test]
fn without_the_second_look_the_checker_finds_what_was_disclosed_after_a_stop() {
    let hub = DemoHub::at(Clock::system());
    blind(&hub);
    let run = run(&hub, &[Kind::Consent, Kind::Membership, Kind::Block], 40);
    println!("{}; broken: {:?}", run.tells(), run.violations());
    assert!(run.violations().values().sum::<usize>() > 0, "the checker finds what it looks for");
}
