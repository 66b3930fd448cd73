//! SC26, an existence probe: of three women one refused, of one nothing is recorded, of one the holders keep it back. The housing provider
//! asks every way there is, and the three answers are one answer.

use super::asking::{PURPOSES, everything, values_of};
use crate::support::{Actor, Answer, DemoHub, hub};
use proptest::prelude::*;

// Not asserted: how long the answers take, which a shared machine cannot tell; subscriptions and `updatedAt`, which the hub does not have.

const PROBES: [(&str, [&str; 4]); 3] = [
    ("probe-a", ["Ada", "Quillfeather", "RH-81", "A1081PA"]),
    ("probe-b", ["Bea", "Tansyfield", "RH-82", "A1082PB"]),
    ("probe-c", ["Cass", "Mallowby", "RH-83", "A1083PC"]),
];

/// The answer with everything taken out that tells the three apart by right: their names and every opaque id.
fn plain(answer: &Answer, names: &[&str]) -> String {
    let text = names.iter().fold(answer.text.clone(), |text, name| text.replace(name, "NAME"));
    let is_id = |part: &str| part.len() >= 16 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let parts: Vec<_> = text.split('"').map(|part| if is_id(part) { "ID" } else { part }).collect();
    parts.join("\"")
}

fn askers(hub: &DemoHub) -> [Actor<'_>; 2] {
    [hub.worker("hpw-1"), hub.system("supported-housing")]
}

fn ids(hub: &DemoHub) -> Vec<String> {
    PROBES.iter().map(|(label, _)| hub.id(label).to_owned()).collect()
}

#[test]
fn everything_that_can_be_asked_about_each_is_answered_the_same() {
    let hub = hub();
    for actor in askers(hub) {
        for purpose in PURPOSES {
            let answers = PROBES.map(|(label, names)| {
                let answer = actor.asks_everything_about(label, purpose);
                (answer.status, plain(&answer, &names))
            });
            assert_eq!(answers[0], answers[1], "{purpose}");
            assert_eq!(answers[0], answers[2], "{purpose}");
        }
        actor.asks_about("probe-a", "HOUSING_REFERRAL", "knownAs housingNeed { mustHaves }").must_tell(&["Ada", "QUIET"]);
    }
}

#[test]
fn by_its_own_numbers_too() {
    let hub = hub();
    for actor in askers(hub) {
        let answers = PROBES.map(|(_, names)| {
            let question =
                format!(r#"{{ personByOwnReference(reference: "{}", purpose: HOUSING_REFERRAL) {{ {} }} }}"#, names[2], everything());
            let answer = actor.asks(&question);
            (answer.status, plain(&answer, &names))
        });
        assert!(answers[0] == answers[1] && answers[0] == answers[2], "{answers:?}");
    }
}

/// The three in the order in which a caseload lists them, and how it was answered.
fn listed(hub: &DemoHub, actor: &Actor<'_>, purpose: &str, arguments: &str) -> (u16, Option<String>, Vec<String>) {
    let answer = actor.asks(&format!("{{ caseload(purpose: {purpose}, first: 100{arguments}) {{ edges {{ node {{ id }} }} }} }}"));
    let probes = ids(hub);
    let found = answer.all("id").into_iter().filter_map(|id| id.as_str()).filter(|id| probes.iter().any(|p| p == id));
    (answer.status, answer.code().map(str::to_owned), found.map(str::to_owned).collect())
}

/// Keys whose values the landlord may know and that differ between the three by right.
fn is_a_name(key: &str) -> bool {
    key.starts_with("PERSON_")
}

#[test]
fn no_filter_and_no_order_sets_one_apart() {
    let hub = hub();
    let mut by_id = ids(hub);
    by_id.sort();
    let [actor, _] = askers(hub);
    for key in values_of("PersonKey").iter().filter(|key| !is_a_name(key)) {
        for recorded in [true, false] {
            let filter = format!(", filter: {{all: [{{key: {key}, recorded: {recorded}}}]}}");
            let (status, _, found) = listed(hub, &actor, "HOUSING_REFERRAL", &filter);
            assert!(found.is_empty() || found.len() == 3, "{key} {recorded} {status}: {found:?}");
        }
        for direction in ["ASC", "DESC"] {
            let order = format!(", orderBy: [{{key: {key}, direction: {direction}}}]");
            let (_, code, found) = listed(hub, &actor, "HOUSING_REFERRAL", &order);
            assert!(code.is_some() || found == by_id, "{key} {direction}: {code:?} {found:?}");
        }
    }
}

fn any_question() -> impl Strategy<Value = (usize, String)> {
    let fields = vec![
        "careStatus { careExperienced legalCategory entitlementFlags toldBy provenance { recordedAt } version }",
        "careStatusAccounts { entitlementFlags provenance { heldBy { id } } }",
        "domesticAbuse { experienced housingGround safetyNote unsafePeople { alias } version }",
        "domesticAbuseAccounts { housingGround }",
        "childrenFamily { hasChildren householdAdults householdChildrenAgeBands contactGoalTitle children(first: 1) { nickname } }",
        "childrenFamilyAccounts { householdAdults provenance { recordedAt } }",
        "teamMembers(first: 1) { role shownAs name agency { id } }",
        "housingNeed { mustHaves mustHavesChildren housingLead needLevel provenance { recordedAt } }",
        "housingNeedAccounts { needLevel }",
        "safeContact { safetyInstruction phone }",
        "plans { id phase steps { title } goals { title } }",
        "addresses { area use }",
        "circle { hasSomeoneSafe circleMembers { name } }",
        "__typename",
    ];
    (0..7usize, proptest::sample::subsequence(fields, 1..6).prop_map(|chosen| chosen.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_chosen_to_ask_the_three_answers_are_one((purpose, selection) in any_question(), system in any::<bool>()) {
        let hub = hub();
        let [worker, client] = askers(hub);
        let actor = if system { client } else { worker };
        let answers = PROBES.map(|(label, names)| {
            let answer = actor.asks_about(label, PURPOSES[purpose], &selection);
            (answer.status, plain(&answer, &names))
        });
        prop_assert_eq!(&answers[0], &answers[1]);
        prop_assert_eq!(&answers[0], &answers[2]);
    }
}
