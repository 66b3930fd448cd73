//! Who looked: all of it, nothing but it, in words she follows.

use super::{history, log_about};
use crate::support::{DemoHub, hub};
use connections_hub::vocabulary::Role;
use std::collections::BTreeSet;

/// A small generator of its own, so that a run repeats.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

fn sentences(hub: &DemoHub, label: &str) -> String {
    history(hub, label, 100).1.text
}

#[test]
fn she_is_told_who_at_which_organisation_looked_at_what_what_for_and_when() {
    let hub = DemoHub::fresh();
    hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "knownAs plans { goals { title } }").must_see("person.knownAs");
    let answer = history(&hub, "jas", 10).1;
    let told = answer.at("whoLooked.looks.0");
    assert_eq!(
        told["sentence"],
        "Your personal adviser at Northshire leaving care looked at your name and your goals and steps, to plan with you, on 23 November 2026."
    );
    assert_eq!((told["organisation"].as_str(), told["name"].as_str()), (Some("Northshire leaving care"), Some("Priya Underhill")));
    let again = sentences(&hub, "jas");
    assert!(again.contains("You looked at who has looked on 23 November 2026."), "{again}");
}

#[test]
fn who_was_refused_is_told_without_what_was_asked_for() {
    let hub = DemoHub::fresh();
    // Not on her team; blocked by her; a number that her organisation knows, from a worker who is blocked.
    hub.worker("daw-1").asks_about("em", "CARE_TREATMENT", "knownAs substanceUse { appointmentBooked }");
    hub.worker("lha-2").asks("{ personByOwnReference(reference: \"NH-31\", purpose: HOUSING_REFERRAL) { knownAs } }");
    let answer = history(&hub, "em", 10).1;
    let refused: Vec<_> = answer.at("whoLooked.looks").as_array().unwrap().clone();
    assert_eq!(refused.len(), 2, "{}", answer.text);
    for look in refused {
        let sentence = look["sentence"].as_str().unwrap();
        assert!(sentence.starts_with("Someone at ") && sentence.ends_with("They saw nothing."), "{sentence}");
    }
    answer.never_says("drug").never_says("substance").never_says("NH-31");
    assert!(history(&hub, "jas", 10).0.is_empty(), "nobody else is told of it");
}

#[test]
fn what_was_kept_back_and_what_an_officer_checked_is_told_too() {
    let hub = DemoHub::fresh();
    hub.worker("hpw-1").asks_about("jas", "HOUSING_REFERRAL", "knownAs offenceSentence { offenceSummary }");
    hub.worker("dpo-1").asks("{ disclosures(person: \"$jas\", caseReference: \"C-77\") { records { id } } }");
    let told = sentences(&hub, "jas");
    assert!(told.contains("asked for what you were charged with") && told.contains("kept back"), "{told}");
    assert!(told.contains("looked at who has looked at your plan, for case C-77"), "{told}");
}

#[test]
fn a_computer_that_keeps_a_copy_is_one_line_however_often_it_looks() {
    let hub = DemoHub::fresh();
    let system = || hub.actor("northshire-leaving-care", Role::Pa, "leaving-care-system");
    for selection in ["knownAs", "knownAs", "plans { goals { title } }"] {
        system().asks_about("jas", "JOINT_PLANNING", selection);
    }
    system().asks_about("nobody", "JOINT_PLANNING", "knownAs");
    let (ids, answer) = history(&hub, "jas", 10);
    assert!(ids.is_empty(), "{}", answer.text);
    let copies = answer.at("whoLooked.copies").as_array().unwrap().clone();
    assert_eq!(copies.len(), 1, "{}", answer.text);
    assert_eq!(copies[0]["times"], 3);
    assert_eq!(copies[0]["system"], "Leaving care case system");
    let sentence = copies[0]["sentence"].as_str().unwrap();
    assert!(
        sentence.starts_with("A computer at Northshire leaving care keeps a copy of your name and your goals and steps, since"),
        "{sentence}"
    );
}

#[test]
fn sizes_and_cursors_that_cannot_be_are_refused() {
    for arguments in ["first: 0", "first: 101", "first: -1", "after: \"nonsense\"", "after: \"\""] {
        let answer = hub().herself("jas").asks(&format!("{{ whoLooked({arguments}) {{ hasNextPage }} }}"));
        assert!(matches!(answer.code(), Some("INVALID_INPUT" | "LIMIT_EXCEEDED")), "{arguments}: {}", answer.text);
    }
}

#[test]
fn who_looked_is_the_disclosure_log_for_her_no_more_and_no_less() {
    let hub = DemoHub::fresh();
    let mut dice = Dice(20_261_125);
    let workers = ["pa-1", "com-1", "pom-1", "ces-1", "lha-1", "lha-2", "hpw-1", "daw-1", "idva-1", "health-1", "peerp-1", "csw-1"];
    let people = ["jas", "em", "lizzie", "nobody"];
    let purposes = ["JOINT_PLANNING", "RELEASE_PREP", "HOUSING_REFERRAL", "SUPERVISION", "CARE_TREATMENT", "SAFEGUARDING"];
    let selections =
        ["knownAs", "id", "careStatus { careExperienced } knownAs", "plans { goals { title } }", "offenceSentence { offenceSummary }"];
    let numbers = ["NH-31", "LC-2041", "WC-17", "X100002", "A1003EP", "no such number"];
    for _ in 0..90 {
        let actor = match dice.below(6) {
            0 => hub.actor("northshire-leaving-care", Role::Pa, "leaving-care-system"),
            1 => hub.actor("northshire-housing", Role::Lha, "housing-system"),
            2 => hub.herself(dice.of(&["jas", "em"])),
            _ => hub.worker(dice.of(&workers)),
        };
        let (purpose, selection) = (dice.of(&purposes), dice.of(&selections));
        match dice.below(5) {
            0 => drop(actor.asks(&format!("{{ caseload(purpose: {purpose}, first: 5) {{ edges {{ node {{ {selection} }} }} }} }}"))),
            1 => {
                let number = dice.of(&numbers);
                drop(actor.asks(&format!("{{ personByOwnReference(reference: \"{number}\", purpose: {purpose}) {{ {selection} }} }}")));
            }
            2 => drop(actor.asks(&format!("{{ myPlan {{ {selection} }} }}"))),
            _ => drop(actor.asks_about(dice.of(&people), purpose, selection)),
        }
    }
    for label in ["jas", "em", "lizzie", "craig"] {
        let (log, copied) = log_about(&hub, label);
        let (told, first) = history(&hub, label, 7);
        // The clock stands still here, so that her own look at a page may come to stand on a later one. Nothing else is added.
        let (later, _) = log_about(&hub, label);
        let told_once: BTreeSet<_> = told.iter().cloned().collect();
        assert!(log.is_subset(&told_once), "{label}: no less");
        assert!(told_once.is_subset(&later), "{label}: no more");
        assert_eq!(told.len(), told_once.len(), "{label}: nothing twice");
        assert!(later.len() - log.len() <= told.len() / 7 + 1, "{label}: only her own looks were added");
        let copies = first.at("whoLooked.copies").as_array().unwrap().iter().map(|c| c["times"].as_u64().unwrap()).sum::<u64>();
        assert_eq!(usize::try_from(copies).unwrap(), copied, "{label}");
        assert!(label == "craig" || !log.is_empty(), "{label} was looked at");
    }
}
