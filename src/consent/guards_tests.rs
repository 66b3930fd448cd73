use super::*;
use crate::consent::rules::Recipient;
use crate::vocabulary::Role;
use chrono::TimeZone;
use proptest::prelude::*;

fn on(day: u32, hour: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, hour, 0, 0).unwrap()
}

fn answer(topic: ConsentTopic, decision: ConsentDecision, agency: &str) -> Answer {
    let said = Statement {
        id: format!("{topic:?}{decision:?}{agency}"),
        decision,
        separate: topics::is_one_question(topic),
        items: topics::items(topic).into_iter().collect(),
        fields: BTreeSet::new(),
        purposes: topics::PURPOSES.into(),
        recipients: vec![Recipient { agency: agency.into(), role: None, worker: None }],
        said_on: on(20, 10),
        starts_on: None,
        ends_on: None,
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: "centre".into(),
        taken_by_role: Some(Role::Ces),
        private_setting: Some(true),
        capacity_concern: false,
        confirmed_by: None,
    };
    Answer { topic, said }
}

use ConsentDecision::{AskMeEachTime, No, Yes};
use ConsentTopic as T;

fn talk() -> Talk {
    Talk { private: true, read_back: true, first_meeting: false, first_met: Some(on(1, 10)), arrived: None }
}

fn code(batch: &[Answer], talk: &Talk) -> Option<RefusalCode> {
    check(batch, talk).err().map(|r| r.code)
}

#[test]
fn a_yes_to_a_sensitive_topic_needs_a_room_of_their_own_and_a_no_never_does() {
    let open = Talk { private: false, ..talk() };
    for topic in T::ALL {
        let wanted = topics::needs_privacy(*topic).then_some(RefusalCode::NotPrivate);
        assert_eq!(code(&[answer(*topic, Yes, "x")], &open), wanted, "{topic:?}");
        assert_eq!(code(&[answer(*topic, No, "x"), answer(*topic, AskMeEachTime, "y")], &open), None, "{topic:?}");
    }
}

#[test]
fn what_needs_trust_waits_for_a_day() {
    let met = |hour| Talk { first_met: Some(on(19, hour)), ..talk() };
    assert_eq!(code(&[answer(T::T7DrugsAlcohol, Yes, "x")], &met(11)), Some(RefusalCode::TooSoon));
    assert_eq!(code(&[answer(T::T7DrugsAlcohol, Yes, "x")], &met(10)), None, "24 hours to the minute");
    assert_eq!(code(&[answer(T::T3Care, Yes, "x")], &met(11)), None);
    assert_eq!(code(&[answer(T::T7DrugsAlcohol, No, "x")], &met(11)), None);
    let arrived = |day| Talk { arrived: NaiveDate::from_ymd_opt(2026, 11, day), ..talk() };
    assert_eq!(code(&[answer(T::T5Health, Yes, "x")], &arrived(19)), Some(RefusalCode::TooSoon), "the hour is not known");
    assert_eq!(code(&[answer(T::T5Health, Yes, "x")], &arrived(18)), None);
    assert_eq!(code(&[answer(T::T5Health, Yes, "x")], &arrived(25)), None, "a day ahead is no arrival");
}

#[test]
fn a_first_meeting_is_about_name_and_plan_and_five_organisations() {
    let first = Talk { first_meeting: true, ..talk() };
    let five = |n: usize| -> Vec<_> { ["a", "b", "c", "d", "e", "f"].iter().take(n).map(|to| answer(T::T1NameContact, Yes, to)).collect() };
    assert_eq!(code(&five(5), &first), None);
    assert_eq!(code(&five(6), &first), Some(RefusalCode::FirstMeeting));
    assert_eq!(code(&[answer(T::T4Home, Yes, "a")], &first), Some(RefusalCode::FirstMeeting));
    let mut with_no = five(5);
    with_no.push(answer(T::T4Home, No, "f"));
    assert_eq!(code(&with_no, &first), None, "a no is never one too many");
}

#[test]
fn one_question_is_never_part_of_a_batch() {
    for topic in [T::T5Pregnancy, T::T9Children, T::T12Offence] {
        let two = [answer(topic, Yes, "a"), answer(T::T1NameContact, Yes, "a")];
        assert_eq!(code(&two, &talk()), Some(RefusalCode::AskedAlone), "{topic:?}");
        assert_eq!(code(&two[..1], &talk()), None, "{topic:?}");
    }
}

#[test]
fn a_yes_is_read_back_and_is_not_a_no_at_once() {
    assert_eq!(code(&[answer(T::T1NameContact, Yes, "a")], &Talk { read_back: false, ..talk() }), Some(RefusalCode::ReadBackNeeded));
    assert_eq!(code(&[answer(T::T1NameContact, No, "a")], &Talk { read_back: false, ..talk() }), None);
    let both = [answer(T::T1NameContact, Yes, "a"), answer(T::T1NameContact, No, "a")];
    assert_eq!(code(&both, &talk()), Some(RefusalCode::SaidBoth));
}

proptest! {
    #[test]
    fn the_order_of_a_batch_makes_no_difference(
        picks in proptest::collection::vec((0usize..15, 0usize..3, 0usize..6), 1..9), turn in 0usize..9,
        private: bool, read_back: bool, first_meeting: bool, hours in 0i64..48,
    ) {
        let decisions = [Yes, No, AskMeEachTime];
        let agencies = ["a", "b", "c", "d", "e", "f"];
        let mut batch: Vec<_> = picks.iter().map(|(t, d, a)| answer(T::ALL[*t], decisions[*d], agencies[*a])).collect();
        let talk = Talk { private, read_back, first_meeting, first_met: Some(on(20, 10) - TimeDelta::hours(hours)), arrived: None };
        let before = code(&batch, &talk);
        let len = batch.len();
        batch.rotate_left(turn % len);
        batch.reverse();
        prop_assert_eq!(before, code(&batch, &talk));
    }
}
