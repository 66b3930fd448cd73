use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn party(agency: &str, last: Option<&str>, suspended: bool) -> Party {
    Party { agency: agency.into(), days: Days { first: None, last: last.map(day) }, suspended }
}

fn flow(holder: &str, recipient: &str, policy: &str) -> Flow {
    Flow { holder: Selector::holder(holder).unwrap(), recipient: Selector::recipient(recipient).unwrap(), policy: policy.into() }
}

/// One agreement from April 2026 to March 2028 between a prison, a council team and a women's centre.
fn agreement(parties: Vec<Party>, flows: Vec<Flow>) -> Agreements {
    let days = Days { first: Some(day("2026-04-01")), last: Some(day("2028-03-31")) };
    Agreements { agreements: vec![Agreement { id: "northshire".into(), version: "1".into(), days, parties, flows }], masks: Vec::new() }
}

fn three() -> Vec<Party> {
    vec![party("prison", None, false), party("council", Some("2027-12-31"), false), party("centre", None, false)]
}

/// The policies by which the council's leaving care team receives what the holder holds.
fn council(agreements: &Agreements, holder: &str, on: &str) -> Vec<String> {
    let holder = Holder::parse(holder);
    let kind = holder.agency().map(|_| AgencyKind::Prison);
    let found = agreements.policies_between(&holder, kind, "council", AgencyKind::LaLeavingCare, day(on));
    found.into_iter().map(|a| a.policy.to_string()).collect()
}

#[test]
fn a_flow_stands_between_two_parties_in_force() {
    let agreements = agreement(three(), vec![flow("*", "*", "p")]);
    assert_eq!(council(&agreements, "prison", "2026-04-01"), ["p"]);
    assert_eq!(council(&agreements, "council", "2026-04-01"), ["p"], "a party's own rows are rows of a holder too");
    assert!(council(&agreements, "stranger", "2026-04-01").is_empty());
}

#[test]
fn both_days_are_included_and_no_day_beyond() {
    let agreements = agreement(three(), vec![flow("*", "*", "p")]);
    assert!(council(&agreements, "prison", "2026-03-31").is_empty());
    assert_eq!(council(&agreements, "prison", "2027-12-31"), ["p"]);
    assert!(council(&agreements, "prison", "2028-01-01").is_empty(), "the party has ended, the agreement has not");
}

#[test]
fn a_policy_counts_on_the_days_of_an_agreement_that_adopts_it() {
    let agreements = agreement(three(), vec![flow("*", "*", "p"), flow("prison", "council", "q")]);
    assert_eq!(Vec::from_iter(agreements.adopted(day("2028-03-31"))), ["p", "q"]);
    assert!(agreements.adopted(day("2028-04-01")).is_empty() && agreements.adopted(day("2026-03-31")).is_empty());
}

#[test]
fn a_suspended_party_neither_gives_nor_gets() {
    let mut parties = three();
    parties[0].suspended = true;
    let agreements = agreement(parties, vec![flow("*", "*", "p")]);
    assert!(council(&agreements, "prison", "2026-05-01").is_empty());
    assert_eq!(council(&agreements, "HERSELF", "2026-05-01"), ["p"]);
    let back = agreements.policies_between(&Holder::Herself, None, "prison", AgencyKind::Prison, day("2026-05-01"));
    assert!(back.is_empty());
    let standing: Vec<_> = agreements.parties_in_force(day("2026-05-01")).into_iter().collect();
    assert_eq!(standing, ["centre".into(), "council".into()] as [Arc<str>; 2]);
}

#[test]
fn she_and_the_hub_are_in_every_agreement_but_only_where_a_flow_names_them() {
    let agreements =
        agreement(three(), vec![flow("HERSELF", "LA_LEAVING_CARE", "hers"), flow("HUB", "council", "hub"), flow("PRISON", "*", "prison")]);
    assert_eq!(council(&agreements, "HERSELF", "2026-05-01"), ["hers"]);
    assert_eq!(council(&agreements, "HUB", "2026-05-01"), ["hub"]);
    assert_eq!(council(&agreements, "prison", "2026-05-01"), ["prison"]);
}

#[test]
fn two_parties_of_two_agreements_share_nothing() {
    let mut agreements = agreement(vec![party("prison", None, false)], vec![flow("*", "*", "p")]);
    agreements.agreements.extend(agreement(vec![party("council", None, false)], vec![flow("*", "*", "q")]).agreements);
    assert!(council(&agreements, "prison", "2026-05-01").is_empty());
    assert_eq!(council(&agreements, "HERSELF", "2026-05-01"), ["q"]);
}

#[test]
fn it_stands_until_the_earliest_end_it_rests_on() {
    let agreements = agreement(three(), vec![flow("*", "*", "p")]);
    let of = |holder: &str, to: &str| {
        let found = agreements.policies_between(&Holder::parse(holder), None, to, AgencyKind::WomensCentre, day("2026-05-01"));
        found[0].valid_until().unwrap().to_rfc3339()
    };
    assert_eq!(of("prison", "centre"), "2028-04-01T00:00:00+00:00");
    assert_eq!(of("council", "centre"), "2028-01-01T00:00:00+00:00");
}

#[test]
fn several_flows_of_one_policy_are_one() {
    let agreements = agreement(three(), vec![flow("*", "*", "p"), flow("prison", "council", "p"), flow("PRISON", "*", "r")]);
    assert_eq!(council(&agreements, "prison", "2026-05-01"), ["p", "r"]);
}

#[test]
fn two_parties_share_for_as_long_as_one_agreement_has_both_whatever_it_grants() {
    let mut agreements = agreement(three(), vec![]);
    let until = |all: &Agreements, holder: &str, to: &str| all.have_both_until(&Holder::parse(holder), to, day("2026-05-01"));
    assert_eq!(until(&agreements, "prison", "centre"), Some(Some(day("2028-03-31"))));
    assert_eq!(until(&agreements, "council", "centre"), Some(Some(day("2027-12-31"))));
    assert_eq!(until(&agreements, "prison", "work-coach"), None);
    let mut endless = agreement(three(), vec![]).agreements;
    endless.iter_mut().for_each(|agreement| agreement.days.last = None);
    agreements.agreements.extend(endless);
    assert_eq!(until(&agreements, "prison", "centre"), Some(None), "one that has no end");
}

/// Some systems write a last day of all days where there is none. No database of the hub can write the day after it.
#[test]
fn an_agreement_until_the_last_day_of_all_has_no_end() {
    let until = |last_day: &str| {
        let text = |text: &str| text.into();
        let adopted = Adopted { agreement: text("a"), version: text("1"), policy: text("p"), last_day: last_day.parse().ok() };
        adopted.valid_until().map(|end| end.to_rfc3339())
    };
    assert_eq!(until("9999-12-31"), None);
    assert_eq!(until("9999-12-30").as_deref(), Some("9999-12-31T00:00:00+00:00"));
    assert_eq!(until("2027-03-31").as_deref(), Some("2027-04-01T00:00:00+00:00"));
}
