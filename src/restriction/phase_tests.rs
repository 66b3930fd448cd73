use super::*;
use crate::{
    record::{Row, RowColumns},
    vocabulary::{Code, Role, Text},
};
use chrono::{DateTime, Utc};

/// A row of this agency, recorded at nine on this day.
fn row(agency: &str, on: NaiveDate) -> Row {
    Row::new(RowColumns {
        id: format!("{agency}-{on}"),
        person_id: Some("she".into()),
        parent_id: None,
        held_by: agency.into(),
        recorded_by: agency.into(),
        recorded_by_worker: None,
        recorded_at: on.and_hms_opt(9, 0, 0).unwrap().and_utc(),
        leaf_times: None,
        confirmed_by_her_on: None,
        review_after: None,
        row_audience: None,
        source_ref: String::new(),
        version: String::new(),
        retracted_at: None,
    })
}

fn custody(agency: &str, on: NaiveDate) -> CustodyStatus {
    CustodyStatus {
        row: row(agency, on),
        legal_status: None,
        current_prison: None,
        prison_contact_route: None,
        arrived_on: None,
        transfer_planned: None,
        sentence_type: None,
        earliest_release_date: None,
        release_date_type: None,
        release_date_confidence: None,
        actual_release_on: None,
        recalled_on: None,
        recall_due_on: None,
        next_court_date: None,
        sentence_ends_on: None,
        licence_ends_on: None,
        responsible_officer: None,
    }
}

fn of(custody_status: Vec<CustodyStatus>) -> Phase {
    Phase::of(&Rows { custody_status, ..Rows::default() })
}

fn at(day: NaiveDate, hour: u32) -> DateTime<Utc> {
    day.and_hms_opt(hour, 0, 0).unwrap().and_utc()
}

#[test]
fn what_was_said_before_she_came_back_speaks_of_an_earlier_time() {
    let before = CustodyStatus {
        earliest_release_date: Some(day(2, 1)),
        actual_release_on: Some(day(2, 1)),
        sentence_ends_on: Some(day(3, 1)),
        ..custody("probation", day(1, 5))
    };
    let now = CustodyStatus {
        arrived_on: Some(day(4, 4)),
        legal_status: Some(Code(LegalStatus::SentencedCustody)),
        earliest_release_date: Some(day(12, 24)),
        ..custody("prison", day(4, 4))
    };
    let phase = of(vec![before, now]);
    assert_eq!((phase.earliest_release, phase.released), (Some(day(12, 24)), None));
    assert!(!is_open(Purpose::ReleasePrep, &Phase { earliest_release: None, ..Phase::default() }, day(4, 5)));
    assert!(is_open(Purpose::Supervision, &phase, day(4, 5)), "an old end ends nothing");
    assert_eq!(phase.ends().last_day, None);
}

#[test]
fn a_remand_on_a_new_charge_does_not_end_the_sentence_she_serves() {
    let serving = CustodyStatus {
        legal_status: Some(Code(LegalStatus::SentencedCustody)),
        sentence_ends_on: NaiveDate::from_ymd_opt(2029, 1, 1),
        ..custody("probation", day(1, 5))
    };
    let charged = CustodyStatus { legal_status: Some(Code(LegalStatus::RemandUnconvicted)), ..custody("prison", day(4, 4)) };
    assert_eq!(of(vec![serving.clone(), charged.clone()]).status, Some(LegalStatus::SentencedCustody));
    let ended = CustodyStatus { sentence_ends_on: Some(day(4, 3)), ..serving };
    assert_eq!(of(vec![ended, charged]).status, Some(LegalStatus::RemandUnconvicted));
}

#[test]
fn she_is_in_the_prison_that_recorded_the_latest_arrival() {
    let there = |agency: &str, arrived, on| CustodyStatus {
        current_prison: Some(Text("X".into())),
        arrived_on: Some(arrived),
        ..custody(agency, on)
    };
    let moved = of(vec![there("new", day(4, 4), day(4, 4)), there("old", day(1, 1), day(4, 9))]);
    let prison = moved.prison.expect("a prison");
    assert_eq!((prison.agency.as_str(), prison.since), ("new", at(day(4, 4), 9)), "whatever the old one still writes");
    let late = of(vec![there("new", day(4, 4), day(4, 20))]).prison.expect("a prison");
    assert_eq!(late.since, at(day(4, 5), 0), "a late feed gives the old prison no longer");
}

#[test]
fn a_declared_release_needs_no_date_and_ends_when_it_is_refuted() {
    let said = ReleaseDay {
        row: row("council", day(4, 4)),
        date: None,
        expected_time: None,
        gate: None,
        declared_by: Some(Code(Role::Pa)),
        confirmed_by_lead: None,
        met_by_name: None,
        met_by_phone: None,
        met_by_role: None,
        travel: None,
        first_stop: None,
        first_appointments: None,
        arrived_safely: None,
        arrived_at: None,
    };
    let phase = |row: ReleaseDay| Phase::of(&Rows { release_day: vec![row], ..Rows::default() });
    assert_eq!(phase(said.clone()).declared_release, Some(day(4, 4)));
    assert_eq!(phase(ReleaseDay { date: Some(day(4, 6)), ..said.clone() }).declared_release, Some(day(4, 6)));
    assert_eq!(phase(ReleaseDay { confirmed_by_lead: Some(false), ..said }).declared_release, None);
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn inside(status: LegalStatus) -> Phase {
    Phase { status: Some(status), status_on: Some(day(1, 10)), arrived: Some(day(1, 10)), ..Phase::default() }
}

fn planned(first: NaiveDate, last: NaiveDate) -> Phase {
    Phase { planned_release: Some((first, last)), ..inside(LegalStatus::SentencedCustody) }
}

fn is_open(purpose: Purpose, phase: &Phase, today: NaiveDate) -> bool {
    window(purpose, phase, today).is_some()
}

#[test]
fn getting_ready_opens_ten_months_before_and_at_once_on_remand_recall_and_a_declared_release() {
    let phase = planned(day(12, 20), day(12, 20));
    assert!(!is_open(Purpose::ReleasePrep, &phase, day(2, 19)));
    assert!(is_open(Purpose::ReleasePrep, &phase, day(2, 20)));
    for status in [LegalStatus::RemandUnconvicted, LegalStatus::RecallFixed] {
        assert!(is_open(Purpose::ReleasePrep, &inside(status), day(2, 1)), "{status:?}");
    }
    let far = Phase { declared_release: Some(day(2, 1)), ..planned(day(12, 20), day(12, 20)) };
    assert!(is_open(Purpose::ReleasePrep, &far, day(1, 20)));
}

#[test]
fn getting_ready_ends_when_she_has_left() {
    let left = Phase { released: Some(day(3, 2)), ..planned(day(3, 2), day(3, 2)) };
    assert!(is_open(Purpose::ReleasePrep, &left, day(3, 2)), "on the day");
    assert!(!is_open(Purpose::ReleasePrep, &left, day(3, 3)));
    let on_licence = Phase { status: Some(LegalStatus::Licence), ..planned(day(3, 2), day(3, 2)) };
    assert!(!is_open(Purpose::ReleasePrep, &on_licence, day(3, 3)), "her status says so, whatever feed is missing");
}

#[test]
fn a_planned_day_opens_the_gate_four_weeks_before_and_a_declared_one_at_once() {
    let phase = planned(day(6, 29), day(6, 29));
    assert!(!is_open(Purpose::ThroughGate, &phase, day(5, 31)));
    assert!(is_open(Purpose::ThroughGate, &phase, day(6, 1)));
    let declared = Phase { declared_release: Some(day(2, 2)), ..phase };
    assert!(is_open(Purpose::ThroughGate, &declared, day(2, 1)), "with a day's notice");
}

#[test]
fn a_date_that_moves_closes_no_gate_that_is_open() {
    let moved = planned(day(3, 1), day(9, 30));
    assert!(is_open(Purpose::ThroughGate, &moved, day(9, 15)), "six months after the last of the days");
    assert!(!is_open(Purpose::ThroughGate, &planned(day(3, 1), day(3, 1)), day(9, 15)));
}

#[test]
fn a_court_that_frees_her_opens_the_gate_without_a_date() {
    let freed = Phase { status: Some(LegalStatus::CommunitySentence), status_on: Some(day(4, 4)), ..inside(LegalStatus::Licence) };
    assert!(is_open(Purpose::ThroughGate, &freed, day(4, 4)));
    assert!(!is_open(Purpose::ThroughGate, &freed, day(10, 5)));
    let never_inside = Phase { arrived: None, ..freed };
    assert!(!is_open(Purpose::ThroughGate, &never_inside, day(4, 4)));
}

#[test]
fn supervision_lasts_as_long_as_sentence_licence_or_order() {
    let on = |status| Phase { supervision_ends: Some(day(5, 5)), ..inside(status) };
    for status in [LegalStatus::Licence, LegalStatus::RemandUnconvicted, LegalStatus::ImmigrationHeld] {
        assert!(is_open(Purpose::Supervision, &on(status), day(5, 5)), "{status:?}");
        assert!(!is_open(Purpose::Supervision, &on(status), day(5, 6)), "{status:?}");
    }
    assert!(!is_open(Purpose::Supervision, &inside(LegalStatus::RemandUnconvicted), day(2, 2)), "not sentenced for anything");
    assert!(!is_open(Purpose::Supervision, &on(LegalStatus::SentenceEnded), day(2, 2)));
    assert!(!is_open(Purpose::Supervision, &Phase::default(), day(2, 2)), "unknown means closed");
}

#[test]
fn housing_stays_open_four_weeks_after_it_is_sorted() {
    let sorted = Phase { home_sorted_on: Some(day(3, 1)), ..Phase::default() };
    assert!(is_open(Purpose::HousingReferral, &sorted, day(3, 29)));
    assert!(!is_open(Purpose::HousingReferral, &sorted, day(3, 30)));
    assert!(!is_open(Purpose::HousingReferral, &Phase::default(), day(3, 1)));
}

#[test]
fn an_older_status_does_not_stand_in_for_one_that_cannot_be_read() {
    let day = |n: u32| NaiveDate::from_ymd_opt(2026, 11, n).unwrap();
    let recalled = CustodyStatus { legal_status: Some(Code(LegalStatus::RecallFixed)), ..custody("prison", day(1)) };
    let open = |phase: &Phase| [Purpose::ReleasePrep, Purpose::Supervision].map(|p| window(p, phase, day(20)).is_some());
    assert_eq!(open(&of(vec![recalled.clone()])), [true, true]);
    let mut unreadable = custody("probation", day(10));
    unreadable.row.unreadable.push("legal_status");
    let phase = of(vec![recalled.clone(), unreadable.clone()]);
    assert_eq!((phase.status, open(&phase)), (None, [false, false]), "what is said last cannot be read");
    let newer = CustodyStatus { row: row("prison", day(15)), ..recalled };
    assert_eq!(open(&of(vec![unreadable, newer])), [true, true], "and something readable was said since");
}

#[test]
fn a_recall_that_is_told_after_a_release_opens_preparing_for_the_next_one_at_once() {
    let day = |m: u32, d: u32| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let released = CustodyStatus { actual_release_on: Some(day(5, 5)), ..custody("prison", day(5, 5)) };
    let recalled = CustodyStatus { legal_status: Some(Code(LegalStatus::RecallFixed)), ..custody("probation", day(11, 20)) };
    let prep = |phase: &Phase| window(Purpose::ReleasePrep, phase, day(11, 23)).is_some();
    assert!(prep(&of(vec![released.clone(), recalled.clone()])), "no prison has told yet that she is back");
    let before = CustodyStatus { row: row("probation", day(4, 1)), ..recalled.clone() };
    assert!(!prep(&of(vec![released.clone(), before])), "what was said before she left says nothing of today");
    let licence = CustodyStatus { legal_status: Some(Code(LegalStatus::Licence)), ..custody("court", day(11, 22)) };
    assert!(!prep(&of(vec![released, recalled, licence])), "and free again since");
}

#[test]
fn an_old_release_does_not_shut_the_way_through_the_next_gate() {
    let day = |m: u32, d: u32| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
    let before = CustodyStatus { actual_release_on: Some(day(2, 1)), ..custody("old", day(2, 1)) };
    let next = CustodyStatus { earliest_release_date: Some(day(11, 30)), ..custody("prison", day(11, 1)) };
    let open = |rows| window(Purpose::ThroughGate, &of(rows), day(11, 23)).is_some();
    assert!(!open(vec![before.clone()]), "more than six months ago");
    assert!(open(vec![before, next]));
}

#[test]
fn whatever_the_clock_closes_was_told_the_day_before() {
    let statuses = LegalStatus::ALL.iter().copied().map(Some).chain([None]);
    let dates = [None, Some(day(3, 2)), Some(day(9, 30))];
    let mut ends = std::collections::BTreeMap::new();
    for status in statuses {
        for (released, declared, until) in (0..27).map(|n| (dates[n / 9], dates[n / 3 % 3], dates[n % 3])) {
            let phase = Phase {
                status,
                planned_release: declared.map(|day| (day, day)),
                declared_release: declared,
                released,
                home_sorted_on: until,
                supervision_ends: until,
                ..inside(LegalStatus::Licence)
            };
            for (purpose, today) in Purpose::ALL.iter().flat_map(|p| day(1, 20).iter_days().take(600).map(move |day| (*p, day))) {
                let tomorrow = today.succ_opt().unwrap();
                let closes = window(purpose, &phase, today);
                if closes.is_some() && window(purpose, &phase, tomorrow).is_none() {
                    assert_eq!(closes, Some(Some(tomorrow)), "{purpose:?} on {today}: {phase:?}");
                    *ends.entry(purpose).or_insert(0) += 1;
                }
            }
        }
    }
    let ended: Vec<_> = ends.into_keys().collect();
    assert_eq!(ended, [Purpose::ReleasePrep, Purpose::HousingReferral, Purpose::ThroughGate, Purpose::Supervision]);
}

#[test]
fn a_day_that_moves_or_is_taken_back_closes_nothing_that_it_has_opened() {
    let gate = |phase: &Phase, on| is_open(Purpose::ThroughGate, phase, on);
    let before = planned(day(6, 10), day(6, 10));
    assert!(gate(&before, day(5, 20)));
    let opened = opened_by_plan(&before, day(5, 20));
    assert_eq!(opened, [(Purpose::ReleasePrep, day(5, 20)), (Purpose::ThroughGate, day(5, 20))].into());
    let held = (Some(day(5, 20)), Some(day(5, 20)));
    let moved = Phase { opened_by_plan: held, ..planned(day(12, 20), day(12, 20)) };
    assert!(gate(&moved, day(5, 21)) && is_open(Purpose::ReleasePrep, &moved, day(5, 21)));
    assert_eq!(opened_by_plan(&moved, day(5, 21)), opened, "since the same day");
    let unknown = Phase { planned_release: None, ..moved.clone() };
    assert!(gate(&unknown, day(12, 16)) && is_open(Purpose::ReleasePrep, &unknown, day(5, 21)));
    assert!(!gate(&unknown, day(12, 18)), "as long as if she had left four weeks after it opened");
    // She left: the way through the gate ends with that day, and nothing is prepared any more.
    let left = Phase { released: Some(day(6, 1)), planned_release: None, ..moved };
    assert!(gate(&left, day(12, 1)) && !gate(&left, day(12, 2)) && !is_open(Purpose::ReleasePrep, &left, day(6, 2)));
    assert!(!gate(&planned(day(12, 20), day(12, 20)), day(5, 21)), "what no day has opened stays closed");
}

#[test]
fn what_a_day_has_opened_outlasts_a_transfer_and_not_a_return() {
    let held = |custody_status: Vec<CustodyStatus>| {
        let since = [(Purpose::ThroughGate, day(5, 20))].into();
        let planned = vec![crate::record::Planned { person: String::new(), since }];
        Phase::of(&Rows { custody_status, planned, ..Rows::default() }).opened_by_plan.1.is_some()
    };
    let arrived = |on| CustodyStatus { arrived_on: Some(on), ..custody("prison", day(1, 1)) };
    let left = |on| CustodyStatus { actual_release_on: Some(on), ..custody("prison", day(1, 1)) };
    assert!(held(vec![arrived(day(1, 2)), arrived(day(5, 25))]), "a transfer");
    assert!(held(vec![left(day(6, 1))]));
    assert!(!held(vec![left(day(6, 1)), arrived(day(6, 20))]), "she came back");
    // Freed by a court, without a word of the prison's: from there on that holds it, and the planned day no more.
    let freed = Phase { status: Some(LegalStatus::Licence), status_on: Some(day(6, 1)), ..planned(day(12, 20), day(12, 20)) };
    let freed = Phase { opened_by_plan: (None, Some(day(5, 20))), ..freed };
    assert!(is_open(Purpose::ThroughGate, &freed, day(6, 2)));
    assert_eq!(opened_by_plan(&freed, day(6, 2)).get(&Purpose::ThroughGate), None);
    assert!(!held(vec![CustodyStatus { recalled_on: Some(day(6, 20)), ..custody("probation", day(6, 20)) }]), "recalled");
}
