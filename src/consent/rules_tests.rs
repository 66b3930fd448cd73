use super::*;
use proptest::prelude::*;

fn statement(id: &str, decision: ConsentDecision, day: u32, items: &[ConsentItem], to: &[&str]) -> Statement {
    Statement {
        id: id.into(),
        decision,
        separate: false,
        items: items.iter().copied().collect(),
        fields: BTreeSet::new(),
        purposes: [Purpose::JointPlanning].into(),
        recipients: to.iter().map(|a| Recipient { agency: (*a).into(), role: None, worker: None }).collect(),
        said_on: NaiveDate::from_ymd_opt(2026, 6, day).unwrap().and_hms_opt(10, 0, 0).unwrap().and_utc(),
        ends_on: None,
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: "womens-centre".into(),
        taken_by_role: Some(Role::Ces),
        private_setting: Some(true),
        starts_on: None,
        capacity_concern: false,
        confirmed_by: None,
    }
}

const HOME: ConsentItem = ConsentItem::Category(Category::HousingNeed);
const HEALTH: ConsentItem = ConsentItem::Category(Category::PhysHealth);
use ConsentDecision::{AskMeEachTime, No, Yes};

#[test]
fn a_whole_yes_has_no_flaw_and_each_missing_dimension_is_one() {
    let whole = statement("a", Yes, 1, &[HOME], &["x"]);
    assert_eq!(flaws(&whole), []);
    let fields = |s: &Statement| flaws(s).iter().map(|f| f.field).collect::<Vec<_>>();
    assert_eq!(fields(&Statement { recipients: vec![], ..whole.clone() }), ["ref"]);
    assert_eq!(fields(&Statement { items: BTreeSet::new(), ..whole.clone() }), ["categories"]);
    assert_eq!(fields(&Statement { purposes: BTreeSet::new(), ..whole.clone() }), ["purposes"]);
    assert_eq!(fields(&Statement { purposes: [Purpose::Statistics].into(), ..whole.clone() }), ["purposes"]);
    assert_eq!(fields(&Statement { ends_on: NaiveDate::from_ymd_opt(2027, 6, 2), ..whole.clone() }), ["endsOn"]);
    assert_eq!(fields(&Statement { ends_on: NaiveDate::from_ymd_opt(2027, 6, 1), ..whole.clone() }), [""; 0]);
    let no = Statement { decision: No, ends_on: NaiveDate::from_ymd_opt(2026, 7, 1), recipients: vec![], ..whole };
    assert_eq!(fields(&no), ["endsOn"]);
}

#[test]
fn what_is_asked_alone_stands_alone_and_in_private() {
    let pregnancy = ConsentItem::Alone(AloneItem::Pregnancy);
    let fields = |s: &Statement| flaws(s).iter().map(|f| f.field).collect::<Vec<_>>();
    let asked = statement("a", Yes, 1, &[pregnancy], &["x"]);
    assert_eq!(fields(&asked), ["separate"]);
    let asked = Statement { separate: true, ..asked };
    assert_eq!(fields(&asked), [""; 0]);
    assert_eq!(fields(&Statement { items: [pregnancy, HEALTH].into(), ..asked.clone() }), ["categories"]);
    assert_eq!(fields(&Statement { private_setting: Some(false), ..asked.clone() }), ["privateSetting"]);
    assert_eq!(fields(&Statement { private_setting: None, decision: No, ..asked }), [""; 0]);
}

#[test]
fn a_yes_over_a_standing_refusal_must_name_it_and_cover_it() {
    let no = statement("no", No, 1, &[HOME, HEALTH], &["x"]);
    let yes = statement("yes", Yes, 2, &[HOME], &["x", "y"]);
    let conflict = |named| Conflict { yes: "yes".into(), refusal: "no".into(), named };
    assert_eq!(conflicts(&[no.clone(), yes.clone()]), [conflict(false)]);
    let narrow = Statement { supersedes: Some("no".into()), ..yes.clone() };
    assert_eq!(conflicts(&[no.clone(), narrow.clone()]), [conflict(true)]);
    let wide = Statement { items: [HOME, HEALTH].into(), ..narrow.clone() };
    assert_eq!(conflicts(&[no.clone(), wide]), []);
    // A yes to one part and a no to the rest, both by name, replace it together.
    let rest = Statement { id: "rest".into(), supersedes: Some("no".into()), ..statement("rest", No, 2, &[HEALTH], &["x"]) };
    assert_eq!(conflicts(&[no.clone(), narrow, rest]), []);
    // Another recipient, another purpose, an earlier yes: no conflict.
    assert_eq!(conflicts(&[no.clone(), statement("yes", Yes, 2, &[HOME], &["y"])]), []);
    assert_eq!(conflicts(&[no.clone(), Statement { purposes: [Purpose::Supervision].into(), ..yes.clone() }]), []);
    assert_eq!(conflicts(&[Statement { said_on: yes.said_on + chrono::TimeDelta::days(1), ..no }, yes]), []);
}

#[test]
fn a_refusal_without_bounds_stands_against_everything_and_is_opened_only_by_name() {
    let stop = Statement { recipients: vec![], purposes: BTreeSet::new(), ..statement("stop", AskMeEachTime, 1, &[], &[]) };
    let yes = statement("yes", Yes, 2, &[HOME], &["x"]);
    assert_eq!(conflicts(&[stop.clone(), yes.clone()]).len(), 1);
    let named = Statement { supersedes: Some("stop".into()), ..yes };
    assert_eq!(conflicts(&[stop.clone(), named.clone()]), []);
    assert_eq!(status(&stop, &[stop.clone(), named]), ConsentStatus::Live, "the rest of it still stands");
}

#[test]
fn the_recipients_own_worker_is_not_heard_alone() {
    let own = Statement { taken_by_agency: "x".into(), ..statement("own", Yes, 1, &[HEALTH], &["x"]) };
    assert_eq!(status(&own, std::slice::from_ref(&own)), ConsentStatus::Provisional);
    let other = statement("other", Yes, 2, &[HEALTH], &["x"]);
    assert_eq!(status(&own, &[own.clone(), other.clone()]), ConsentStatus::Live);
    let officer = Statement { taken_by_role: Some(Role::Com), ..other.clone() };
    assert_eq!(status(&officer, std::slice::from_ref(&officer)), ConsentStatus::Provisional);
    assert_eq!(status(&own, &[own.clone(), officer]), ConsentStatus::Provisional, "whoever decides about release confirms nothing here");
    let home = Statement { items: [HOME].into(), ..own };
    assert_eq!(status(&home, std::slice::from_ref(&home)), ConsentStatus::Live);
}

#[test]
fn one_role_or_worker_is_part_of_the_whole_organisation() {
    let narrow = |role| vec![Recipient { agency: "x".into(), role, worker: None }];
    let no = Statement { recipients: narrow(Some(Role::Pa)), ..statement("no", No, 1, &[HOME], &[]) };
    let yes = |role| Statement { recipients: narrow(role), ..statement("yes", Yes, 2, &[HOME], &[]) };
    assert!(overlaps(&no, &yes(None)) && covers(&yes(None), &no));
    assert!(!overlaps(&no, &yes(Some(Role::Lha))) && !covers(&no, &yes(None)));
}

fn any_statement() -> impl Strategy<Value = Statement> {
    let items = proptest::sample::subsequence(vec![HOME, HEALTH, ConsentItem::Alone(AloneItem::Pregnancy)], 0..3);
    let agencies = proptest::sample::subsequence(vec!["x", "y", "womens-centre"], 0..3);
    let decision = proptest::sample::select(vec![Yes, No, AskMeEachTime]);
    (items, agencies, decision, 1u32..6, proptest::option::of(0usize..8)).prop_map(|(items, agencies, decision, day, names)| Statement {
        supersedes: names.map(|n| n.to_string()),
        ..statement("", decision, day, &items, &agencies)
    })
}

proptest! {
    #[test]
    fn the_order_in_which_statements_come_finds_no_other_conflicts(
        batch in proptest::collection::vec(any_statement(), 0..8), turn in 0usize..8,
    ) {
        let mut all: Vec<_> = batch.into_iter().enumerate().map(|(n, s)| Statement { id: n.to_string(), ..s }).collect();
        let before = conflicts(&all);
        let states: Vec<_> = all.iter().map(|s| (s.id.clone(), status(s, &all))).collect();
        let len = all.len().max(1);
        all.rotate_left(turn % len);
        all.reverse();
        prop_assert_eq!(before, conflicts(&all));
        for (id, state) in states {
            let same = all.iter().find(|s| s.id == id).unwrap();
            prop_assert_eq!(state, status(same, &all));
        }
    }

    #[test]
    fn a_refusal_is_never_forgotten_without_being_named(batch in proptest::collection::vec(any_statement(), 0..8)) {
        let all: Vec<_> = batch.into_iter().enumerate().map(|(n, s)| Statement { id: n.to_string(), ..s }).collect();
        for refusal in all.iter().filter(|s| s.decision != Yes) {
            let named = all.iter().any(|s| s.supersedes.as_ref() == Some(&refusal.id));
            prop_assert!(named || status(refusal, &all) != ConsentStatus::Superseded);
        }
    }
}

#[test]
fn lines_that_she_ticks_anew_take_the_place_of_those_before() {
    let ticked = |id: &str, day, lines: &[&str]| Statement {
        fields: lines.iter().map(|line| (*line).to_owned()).collect(),
        ..statement(id, Yes, day, &[HOME], &["x"])
    };
    let (whole, two) = (ticked("whole", 1, &[]), ticked("two", 2, &["HousingNeed.needLevel", "HousingNeed.mustHaves"]));
    let one = Statement { supersedes: Some("whole two".into()), ..ticked("one", 3, &["HousingNeed.needLevel"]) };
    for before in [&whole, &two] {
        assert!(is_replaced(before, [&one], one.said_on), "{}", before.id);
        assert!(!is_replaced(before, [&Statement { supersedes: None, ..one.clone() }], one.said_on), "not unless it names it");
        assert!(!covers(&one, before), "it speaks of less, so that it confirms nothing of the rest");
    }
    let elsewhere = Statement { recipients: vec![Recipient { role: Some(Role::Pa), ..one.recipients[0].clone() }], ..one.clone() };
    assert!(!is_replaced(&whole, [&elsewhere], one.said_on), "a yes to one kind of worker leaves the others theirs");
    let no = Statement { decision: No, ..whole };
    assert!(!is_replaced(&no, [&one], one.said_on), "of a no every line has to be spoken of");
}

#[test]
fn a_yes_among_others_takes_nothing_from_a_yes_that_was_asked_for_alone() {
    let alone = Statement { separate: true, ..statement("alone", Yes, 1, &[HOME], &["x"]) };
    let among = Statement { supersedes: Some("alone".into()), ..statement("among", Yes, 2, &[HOME], &["x"]) };
    assert!(!covers(&among, &alone) && !is_replaced(&alone, [&among], among.said_on));
    let again = Statement { separate: true, ..among.clone() };
    assert!(covers(&again, &alone) && is_replaced(&alone, [&again], again.said_on));
    assert!(covers(&among, &Statement { separate: false, ..alone.clone() }));
    let until = Statement { ends_on: NaiveDate::from_ymd_opt(2026, 8, 1), ..among.clone() };
    assert!(replaces(&until, &alone) && is_replaced(&alone, [&until], until.said_on), "for a shorter time than the twelve months it had");
    assert!(!covers(&until, &alone), "and confirms nothing of what was asked for alone");
    let worried = Statement { capacity_concern: true, ..among.clone() };
    assert!(is_replaced(&alone, [&worried], worried.said_on), "what says less replaces it");
    let fewer = Statement { fields: ["HousingNeed.mustHaves".to_owned()].into(), ..among.clone() };
    assert!(is_replaced(&alone, [&fewer], fewer.said_on), "and so do fewer lines");
    assert!(covers(&Statement { decision: No, ..among }, &alone), "a no closes it all the same");
}
