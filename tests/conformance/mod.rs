//! The hub's own conformance suite of consent: the questions that any way of recording a yes and a no must answer, each with the answer
//! that the hub gives and the sentence that says why. The ideas are those by which FHIR R5 Consent is evaluated (nested exceptions,
//! newer against older, actors that cannot be resolved, missing purposes, refusals with provisions); the cases are the hub's own.
//!
//! Every case is asked in both orders of what was said: what counts never hangs on the order in which rows are read.

mod cases;
mod said;

use connections_hub::{
    consent::{Asker, Statement, standing},
    record::catalogue,
    vocabulary::{AloneItem, Coded, ConsentClass, Purpose, Role},
};
use said::{at, noon};

/// Who asks, and what for.
#[derive(Clone, Copy)]
pub struct Who {
    pub agency: &'static str,
    pub role: Role,
    pub worker: Option<&'static str>,
    pub purpose: Purpose,
}

/// Her personal adviser at the council, who plans with her.
pub const ADVISER: Who = Who { agency: "council", role: Role::Pa, worker: Some("pa-1"), purpose: Purpose::JointPlanning };
/// A colleague of the same role.
pub const COLLEAGUE: Who = Who { worker: Some("pa-2"), ..ADVISER };
/// The council's own system.
pub const SYSTEM: Who = Who { worker: None, ..ADVISER };
/// The same adviser, about a home.
pub const ABOUT_A_HOME: Who = Who { purpose: Purpose::HousingReferral, ..ADVISER };
/// The housing team of the same council: another party.
pub const HOUSING: Who = Who { agency: "council-housing", role: Role::Lha, worker: Some("lha-1"), purpose: Purpose::JointPlanning };
/// A women's centre worker.
pub const CENTRE: Who = Who { agency: "centre", role: Role::Wcw, worker: Some("wcw-1"), purpose: Purpose::JointPlanning };

/// A question: who asks for what, on which day of the month, and whether it is open.
pub type Question = (Who, &'static str, u32, bool);

/// A case: its name, why it is answered so, what she said, and what is asked.
pub struct Case {
    pub name: &'static str,
    pub why: &'static str,
    pub said: Vec<Statement>,
    pub asked: Vec<Question>,
}

fn is_open(statements: &[Statement], who: &Who, what: &str, day: u32) -> bool {
    let asker = Asker { agency: who.agency, role: who.role, worker: who.worker, purpose: who.purpose };
    let counted = standing(catalogue(), statements, &asker, noon(day)).consent;
    if let Some(item) = AloneItem::parse(what) {
        return counted.alone.iter().any(|(yes, _)| *yes == item) && !counted.refused_alone.contains(&item);
    }
    let field = catalogue().path(what).unwrap_or_else(|| panic!("no field `{what}`"));
    counted.class(field.number) != ConsentClass::None
}

#[test]
fn every_case_is_answered_as_its_sentence_says() {
    let cases = cases::all();
    assert!(cases.len() >= 20, "{}", cases.len());
    let (mut opened, mut closed, mut wrong) = (0, 0, Vec::new());
    for case in &cases {
        let backwards: Vec<Statement> = case.said.iter().rev().cloned().collect();
        for (who, what, day, open) in &case.asked {
            *(if *open { &mut opened } else { &mut closed }) += 1;
            for statements in [&case.said, &backwards] {
                if is_open(statements, who, what, *day) != *open {
                    let asker = who.worker.unwrap_or("the system");
                    wrong.push(format!("{}: `{what}` for {asker} at {} must be {open}: {}", case.name, who.agency, case.why));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(opened >= 20 && closed >= 30, "a suite that only ever opens, or only ever closes, tests nothing: {opened}, {closed}");
}

#[test]
fn names_are_given_once_and_every_case_says_why() {
    let cases = cases::all();
    let mut names: Vec<&str> = cases.iter().map(|case| case.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), cases.len());
    for case in cases {
        assert!(case.why.len() > 30 && case.why.ends_with('.'), "{}", case.name);
    }
}

/// Taking any answer away from a case, or all of them, never opens what a refusal had closed to whom nothing was said.
#[test]
fn silence_opens_nothing() {
    for case in cases::all() {
        for (who, what, day, _) in &case.asked {
            assert!(!is_open(&[], who, what, *day), "{}", case.name);
        }
        let refusals: Vec<Statement> = case.said.iter().filter(|s| s.decision.code() != "YES").cloned().collect();
        for (who, what, day, _) in &case.asked {
            assert!(!is_open(&refusals, who, what, *day), "{}: a refusal alone opens nothing", case.name);
        }
    }
    assert!(at(1) < noon(1));
}
