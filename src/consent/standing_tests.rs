use super::*;
use crate::{
    record::catalogue,
    vocabulary::{Category, ConsentClass},
};
use chrono::{TimeDelta, TimeZone};
use std::collections::BTreeSet;

fn on(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).unwrap()
}

fn council(role: Option<Role>, worker: Option<&str>) -> Vec<Recipient> {
    vec![Recipient { agency: "council".into(), role, worker: worker.map(str::to_owned) }]
}

fn said(id: &str, decision: ConsentDecision, categories: &[Category], day: u32) -> Statement {
    Statement {
        id: id.into(),
        decision,
        items: categories.iter().copied().map(ConsentItem::Category).collect(),
        fields: BTreeSet::new(),
        purposes: [Purpose::JointPlanning].into(),
        recipients: council(None, None),
        separate: false,
        said_on: on(day),
        starts_on: None,
        ends_on: None,
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: "centre".into(),
        taken_by_role: Some(Role::Ces),
        private_setting: Some(true),
        capacity_concern: false,
        confirmed_by: None,
    }
}

fn naming(old: &str, new: Statement) -> Statement {
    Statement { supersedes: Some(old.into()), ..new }
}

fn asker() -> Asker<'static> {
    Asker { agency: "council", role: Role::Pa, worker: Some("pa-1"), purpose: Purpose::JointPlanning }
}

fn asked_by(asker: &Asker<'_>, statements: &[Statement], path: &str) -> ConsentClass {
    let number = catalogue().path(path).unwrap().number;
    standing(catalogue(), statements, asker, on(20)).consent.class(number)
}

fn class(statements: &[Statement], path: &str) -> ConsentClass {
    asked_by(&asker(), statements, path)
}

use ConsentDecision::{No, Yes};
const CARE: &str = "CareStatus.legalCategory";

#[test]
fn a_broad_yes_never_overrides_an_earlier_specific_no() {
    let no = said("1", No, &[Category::CareStatus], 1);
    let yes = said("2", Yes, &[Category::CareStatus, Category::PlanActions], 2);
    assert_eq!(class(&[no.clone(), yes.clone()], CARE), ConsentClass::None);
    assert_eq!(class(&[no, yes], "Goal.title"), ConsentClass::Agreed);
}

#[test]
fn a_no_is_lifted_only_by_a_statement_that_names_it_and_reaches_as_far() {
    let no = said("1", No, &[Category::CareStatus, Category::Circle], 1);
    let narrower = naming("1", said("2", Yes, &[Category::CareStatus], 2));
    assert_eq!(class(&[no.clone(), narrower.clone()], CARE), ConsentClass::None);
    let as_far = naming("1", said("2", Yes, &[Category::CareStatus, Category::Circle], 2));
    assert_eq!(class(&[no.clone(), as_far], CARE), ConsentClass::Agreed);
    let rest = naming("1", said("3", No, &[Category::Circle], 2));
    assert_eq!(class(&[no.clone(), narrower.clone(), rest.clone()], CARE), ConsentClass::Agreed, "together they reach as far");
    assert_eq!(class(&[no, narrower, rest], "CircleMember.name"), ConsentClass::None);
}

#[test]
fn a_stop_to_everything_closes_everything_and_each_yes_that_names_it_opens_its_own_part() {
    let before = said("1", Yes, &[Category::PlanActions, Category::CareStatus], 1);
    let stop = Statement { recipients: vec![], purposes: BTreeSet::new(), ..said("2", No, &[], 2) };
    assert_eq!(class(&[before.clone(), stop.clone()], "Goal.title"), ConsentClass::None);
    let again = naming("2", said("3", Yes, &[Category::PlanActions], 3));
    let all = [before, stop, again];
    assert_eq!(class(&all, "Goal.title"), ConsentClass::Agreed);
    assert_eq!(class(&all, CARE), ConsentClass::None, "the rest of the stop stands, and the old yes does not come back");
}

#[test]
fn what_she_took_back_does_not_come_back_when_a_later_answer_ends() {
    let first = said("1", Yes, &[Category::CareStatus], 1);
    let no = said("2", No, &[Category::CareStatus], 2);
    let again = naming("2", said("3", Yes, &[Category::CareStatus], 3));
    assert_eq!(class(&[first.clone(), no.clone(), again.clone()], CARE), ConsentClass::Agreed);
    for ended in [
        Statement { withdrawn_on: Some(on(4)), ..again.clone() },
        Statement { ends_on: Some(on(10).date_naive()), ..again.clone() },
        Statement { taken_by_agency: "council".into(), ..again },
    ] {
        assert_eq!(class(&[first.clone(), no.clone(), ended], CARE), ConsentClass::None);
    }
}

#[test]
fn taking_one_yes_back_takes_back_every_earlier_yes_to_the_same() {
    let broad = said("1", Yes, &[Category::CareStatus, Category::PlanActions], 1);
    let narrow = Statement { withdrawn_on: Some(on(5)), ..said("2", Yes, &[Category::CareStatus], 2) };
    assert_eq!(class(&[broad.clone(), narrow.clone()], CARE), ConsentClass::None);
    assert_eq!(class(&[broad.clone(), narrow.clone()], "Goal.title"), ConsentClass::Agreed);
    let asked_again = said("3", Yes, &[Category::CareStatus], 6);
    assert_eq!(class(&[broad, narrow, asked_again], CARE), ConsentClass::Agreed, "a new yes is a new answer");
}

#[test]
fn a_sensitive_yes_taken_by_the_recipients_own_worker_waits_for_somebody_elsewhere() {
    let mut yes = said("1", Yes, &[Category::CareStatus], 1);
    yes.taken_by_agency = "council".into();
    assert_eq!(class(&[yes.clone()], CARE), ConsentClass::None);
    yes.confirmed_by = Some("council".into());
    assert_eq!(class(&[yes.clone()], CARE), ConsentClass::None, "itself again is not elsewhere");
    yes.confirmed_by = Some("centre".into());
    assert_eq!(class(&[yes.clone()], CARE), ConsentClass::Agreed);
    let prison = Recipient { agency: "prison".into(), role: None, worker: None };
    let both = Statement { confirmed_by: None, recipients: [council(None, None), vec![prison]].concat(), ..yes };
    let prisons = Asker { agency: "prison", role: Role::Pom, worker: Some("pom-1"), ..asker() };
    assert_eq!(asked_by(&prisons, &[both], CARE), ConsentClass::None, "one answer waits as a whole");
}

#[test]
fn whoever_decides_about_breach_does_not_take_a_yes_to_drugs_alone() {
    let mut yes = said("1", Yes, &[Category::Substance], 1);
    (yes.taken_by_agency, yes.taken_by_role) = ("probation".into(), Some(Role::Com));
    assert_eq!(class(&[yes.clone()], "SubstanceUse.naloxone"), ConsentClass::None);
    let alone = Statement { separate: true, items: [ConsentItem::Category(Category::Offence)].into(), ..yes };
    assert_eq!(class(&[alone], "OffenceSentence.offenceSummary"), ConsentClass::None, "nor to what is asked on its own");
}

#[test]
fn withdrawn_expired_unstarted_and_malformed_all_look_like_nothing() {
    let yes = || said("1", Yes, &[Category::PlanActions], 1);
    for (why, statement) in [
        ("withdrawn", Statement { withdrawn_on: Some(on(20)), ..yes() }),
        ("expired", Statement { ends_on: Some(on(19).date_naive()), ..yes() }),
        ("not begun", Statement { starts_on: Some(on(21)), ..yes() }),
        ("no purpose", Statement { purposes: BTreeSet::new(), ..yes() }),
        ("nobody named", Statement { recipients: vec![], ..yes() }),
        ("another role", Statement { recipients: council(Some(Role::Lha), None), ..yes() }),
        ("another worker", Statement { recipients: council(None, Some("council/pa-2")), ..yes() }),
        ("a worker of nowhere", Statement { recipients: council(None, Some("pa-1")), ..yes() }),
        ("over a year ago", Statement { said_on: on(1) - chrono::Days::new(400), ..yes() }),
        ("a worry that day", Statement { capacity_concern: true, ..yes() }),
    ] {
        assert_eq!(class(&[statement], "Goal.title"), ConsentClass::None, "{why}");
    }
    assert_eq!(class(&[yes()], "Goal.title"), ConsentClass::Agreed);
}

#[test]
fn a_malformed_no_reaches_everything_it_might_mean() {
    let yes = said("1", Yes, &[Category::PlanActions], 1);
    let no = |no: Statement| class(&[yes.clone(), no], "Goal.title");
    let plain = said("2", No, &[Category::PlanActions], 2);
    assert_eq!(no(Statement { recipients: vec![], purposes: BTreeSet::new(), ..plain.clone() }), ConsentClass::None);
    assert_eq!(no(Statement { items: BTreeSet::new(), ..plain.clone() }), ConsentClass::None, "about nothing is about everything");
    assert_eq!(no(Statement { recipients: council(None, Some("pa-7")), ..plain.clone() }), ConsentClass::None, "a worker of nowhere");
    assert_eq!(no(Statement { fields: ["Goal.nothing".to_owned()].into(), ..plain }), ConsentClass::None, "a line that is not known");
}

#[test]
fn one_worker_is_named_as_files_name_workers() {
    let yes = Statement { recipients: council(None, Some("council/pa-1")), ..said("1", Yes, &[Category::PlanActions], 1) };
    assert_eq!(class(&[yes], "Goal.title"), ConsentClass::Agreed);
    let yes = said("1", Yes, &[Category::PlanActions], 1);
    let no = |worker| Statement { recipients: council(None, Some(worker)), ..said("2", No, &[Category::PlanActions], 2) };
    assert_eq!(class(&[yes.clone(), no("council/pa-1")], "Goal.title"), ConsentClass::None);
    assert_eq!(class(&[yes, no("council/pa-2")], "Goal.title"), ConsentClass::Agreed, "a no to somebody else");
}

#[test]
fn a_system_does_not_get_what_she_gave_one_worker_and_heeds_a_no_to_any() {
    let system = Asker { worker: None, ..asker() };
    let yes = said("1", Yes, &[Category::PlanActions], 1);
    let for_one = Statement { recipients: council(None, Some("council/pa-1")), ..yes.clone() };
    assert_eq!(asked_by(&system, &[for_one], "Goal.title"), ConsentClass::None);
    let no = Statement { recipients: council(None, Some("council/pa-7")), ..said("2", No, &[Category::PlanActions], 2) };
    assert_eq!(asked_by(&system, &[yes, no], "Goal.title"), ConsentClass::None);
}

#[test]
fn a_yes_to_a_category_is_no_yes_to_what_is_asked_alone_and_a_no_to_it_is_a_no() {
    let yes = Statement { separate: true, ..said("1", Yes, &[Category::PhysHealth], 1) };
    assert!(standing(catalogue(), &[yes], &asker(), on(20)).consent.alone.is_empty());
    let pregnancy = [ConsentItem::Alone(AloneItem::Pregnancy)].into();
    let alone = Statement { separate: true, items: pregnancy, ..said("1", Yes, &[], 1) };
    let open = |all: &[Statement]| {
        let consent = standing(catalogue(), all, &asker(), on(20)).consent;
        consent.alone.iter().any(|(item, _)| !consent.refused_alone.contains(item))
    };
    assert!(open(std::slice::from_ref(&alone)));
    assert!(!open(&[alone, said("2", No, &[Category::PhysHealth], 2)]));
}

#[test]
fn a_line_she_refuses_is_not_among_those_she_ticked() {
    let hopes: BTreeSet<String> = ["AboutMe.hopes".to_owned(), "AboutMe.worries".to_owned()].into();
    let ticked = Statement { fields: hopes, ..said("1", Yes, &[Category::AboutMe], 1) };
    let no = Statement { fields: ["AboutMe.worries".to_owned()].into(), ..said("2", No, &[Category::AboutMe], 2) };
    let named = standing(catalogue(), &[ticked, no], &asker(), on(20)).consent.named;
    assert!(named.contains(catalogue().path("AboutMe.hopes").unwrap().number));
    assert!(!named.contains(catalogue().path("AboutMe.worries").unwrap().number));
}

/// Another system's clock runs ahead of this one's by four minutes.
#[test]
fn what_closes_counts_at_once_and_what_opens_when_she_said_it() {
    let (now, ahead, care) = (on(20), on(20) + TimeDelta::minutes(4), catalogue().path(CARE).unwrap().number);
    let yes = || said("1", Yes, &[Category::CareStatus], 1);
    let later = |decision| Statement { said_on: ahead, ..said("2", decision, &[Category::CareStatus], 20) };
    let taken_back = Statement { withdrawn_on: Some(ahead), ..yes() };
    let closing = [
        vec![taken_back],
        vec![yes(), later(No)],
        vec![yes(), later(ConsentDecision::AskMeEachTime)],
        vec![yes(), naming("1", later(Yes))],
    ];
    for all in closing {
        let at = |now| standing(catalogue(), &all, &asker(), now).consent.class(care);
        assert_eq!(at(now), ConsentClass::None, "{all:?}");
        assert_eq!(at(now - TimeDelta::minutes(2)), ConsentClass::Agreed, "nobody had said it yet: {all:?}");
    }
    let before = said("1", No, &[Category::CareStatus], 1);
    let opens = standing(catalogue(), &[before, naming("1", later(Yes))], &asker(), now);
    assert_eq!(opens.consent.class(care), ConsentClass::None);
}

#[test]
fn a_line_of_what_was_asked_alone_is_opened_and_closed_like_any_other() {
    let slip = |id: &str, decision, fields: &[&str], day| Statement {
        items: [ConsentItem::Alone(AloneItem::IfISlip)].into(),
        fields: fields.iter().map(|field| (*field).to_owned()).collect(),
        separate: true,
        ..said(id, decision, &[], day)
    };
    let number = |path: &str| catalogue().path(path).unwrap().number;
    let (signs, call) = (number("IfISlip.signs"), number("IfISlip.whoToCall"));
    let open = |statements: &[Statement]| {
        let consent = standing(catalogue(), statements, &asker(), on(20)).consent;
        consent.alone.iter().filter(|(item, _)| *item == AloneItem::IfISlip).fold(FieldSet::EMPTY, |all, (_, lines)| all | *lines)
    };
    let yes = slip("yes", Yes, &[], 1);
    assert!(open(std::slice::from_ref(&yes)).contains(signs));
    // The refusal of a line is without bounds in what it is for, as every refusal that is said to a worker.
    let no = Statement { purposes: BTreeSet::new(), ..said("no", No, &[Category::Substance], 2) };
    let no = Statement { fields: ["IfISlip.signs".to_owned()].into(), ..no };
    let left = open(&[yes.clone(), no]);
    assert!(!left.contains(signs) && left.contains(call));
    let one = open(&[slip("one", Yes, &["IfISlip.whoToCall"], 1)]);
    assert!(one.contains(call) && !one.contains(signs), "a yes to one line opens that line");
    let both = open(&[slip("one", Yes, &["IfISlip.whoToCall"], 1), yes]);
    assert!(both.contains(call) && both.contains(signs));
}
