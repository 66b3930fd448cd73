//! When each purpose is open (domain C3): on the first of what opens it, and until what closes it. The day is 23 November 2026.

use super::{
    answers::about,
    world::{Said, World, agency, id, worker, world},
};
use connections_hub::vocabulary::{Coded, Purpose, Role};

/// What is known of her: her status, the release the prison gives, a declared one, the day she left, what home she needs and since when.
#[derive(Clone, Copy)]
struct Known {
    status: &'static str,
    release: &'static str,
    declared: &'static str,
    left: &'static str,
    need: &'static str,
    need_since: &'static str,
    ends: &'static str,
}

/// Why, what is known, and which purposes are open then.
type Case<'a> = (&'a str, Known, &'a [(Purpose, bool)]);

/// Nothing is near, needed or declared.
const FAR: Known = Known {
    status: "SENTENCED_CUSTODY",
    release: "2029-01-01",
    declared: "",
    left: "",
    need: "",
    need_since: "2026-06-01",
    ends: "2030-01-01",
};

fn set(world: &World, label: &str, known: &Known) {
    let text = |value: &str| if value.is_empty() { "NULL".to_owned() } else { format!("'{value}'") };
    let (status, release, left, ends) = (text(known.status), text(known.release), text(known.left), text(known.ends));
    world.change(
        label,
        &format!(
            "UPDATE custody_status SET legal_status = {status}, earliest_release_date = {release}, actual_release_on = {left},
             arrived_on = NULL, recalled_on = NULL, recall_due_on = NULL, sentence_ends_on = {ends}, licence_ends_on = NULL WHERE person_id = $HER"
        ),
    );
    let (declared, by) = (text(known.declared), text(if known.declared.is_empty() { "" } else { "PA" }));
    world.change(
        label,
        &format!("UPDATE release_day SET date = {declared}, declared_by = {by}, confirmed_by_lead = NULL WHERE person_id = $HER"),
    );
    let since = format!("{} 09:00:00+00:00", known.need_since);
    world.change(
        label,
        &format!(
            "UPDATE housing_need SET need_level = {}, recorded_at = '{since}', leaf_times = NULL WHERE person_id = $HER",
            text(known.need)
        ),
    );
}

/// Whether the purpose is open: her name is told to probation without asking her, and to health for care.
fn is_open(world: &World, label: &str, purpose: Purpose) -> bool {
    let role = if purpose == Purpose::CareTreatment { Role::Health } else { Role::Com };
    let answer = world.asks(&world.token(role), &about(label, purpose, "id legalFamilyName"));
    assert_eq!(answer["data"]["person"]["id"], id(label), "{purpose:?}: {answer}");
    !answer["data"]["person"]["legalFamilyName"].is_null()
}

#[test]
fn each_purpose_opens_and_closes_with_what_is_known_of_her() {
    let world = world();
    let label = "windows";
    world.another(label, (Said::Yes, false));
    let (prep, home, gate, supervision) = (Purpose::ReleasePrep, Purpose::HousingReferral, Purpose::ThroughGate, Purpose::Supervision);
    let cases: &[Case] = &[
        ("nothing is near", FAR, &[(prep, false), (home, false), (gate, false), (supervision, true)]),
        ("release in ten months to the day", Known { release: "2027-09-23", ..FAR }, &[(prep, true), (gate, false)]),
        ("a day more", Known { release: "2027-09-24", ..FAR }, &[(prep, false)]),
        ("no date is known", Known { release: "", ..FAR }, &[(prep, false), (gate, false), (supervision, true)]),
        ("on remand", Known { status: "REMAND_UNCONVICTED", ends: "", ..FAR }, &[(prep, true), (supervision, false)]),
        ("recalled", Known { status: "RECALL_FIXED", ..FAR }, &[(prep, true), (supervision, true)]),
        ("a release is declared, however far the date", Known { declared: "2026-11-24", ..FAR }, &[(prep, true), (gate, true)]),
        ("28 days before release", Known { release: "2026-12-21", ..FAR }, &[(gate, true)]),
        ("29 days before release", Known { release: "2026-12-22", ..FAR }, &[(gate, false)]),
        ("she left this morning", Known { left: "2026-11-23", release: "2026-11-23", ..FAR }, &[(prep, true), (gate, true)]),
        ("she left yesterday", Known { left: "2026-11-22", release: "2026-11-22", ..FAR }, &[(prep, false), (gate, true)]),
        ("she left six months ago to the day", Known { left: "2026-05-23", release: "2026-05-23", ..FAR }, &[(gate, true)]),
        ("a day longer ago", Known { left: "2026-05-22", release: "2026-05-22", ..FAR }, &[(gate, false)]),
        ("she needs a home", Known { need: "NOWHERE_TO_GO", ..FAR }, &[(home, true)]),
        ("it was sorted 28 days ago", Known { need: "SORTED", need_since: "2026-10-26", ..FAR }, &[(home, true)]),
        ("it was sorted 29 days ago", Known { need: "SORTED", need_since: "2026-10-25", ..FAR }, &[(home, false)]),
        ("on licence", Known { status: "LICENCE", ..FAR }, &[(supervision, true)]),
        ("nothing is known of where she is", Known { status: "", ends: "", ..FAR }, &[(prep, false), (supervision, false)]),
        ("held under immigration law", Known { status: "IMMIGRATION_HELD", ends: "", ..FAR }, &[(supervision, false)]),
        ("the last day of her sentence", Known { ends: "2026-11-23", ..FAR }, &[(supervision, true)]),
    ];
    for (why, known, expected) in cases {
        set(world, label, known);
        for (purpose, open) in *expected {
            assert_eq!(is_open(world, label, *purpose), *open, "{}: {why}", purpose.code());
        }
        for purpose in [Purpose::JointPlanning, Purpose::ReviewHandover, Purpose::CareTreatment] {
            assert!(is_open(world, label, purpose), "{}: {why}", purpose.code());
        }
    }
    // With the sentence the place of prison and probation on her team ends: for them she does not exist any more.
    set(world, label, &Known { ends: "2026-11-22", ..FAR });
    let answer = world.asks(&world.token(Role::Com), &about(label, Purpose::JointPlanning, "id"));
    assert_eq!(answer["errors"][0]["extensions"]["code"], "NOT_FOUND", "{answer}");
    assert!(is_open(world, label, Purpose::CareTreatment), "health stays");
}

#[test]
fn safeguarding_and_statistics_are_never_asked_for() {
    let world = world();
    for purpose in [Purpose::Safeguarding, Purpose::Statistics] {
        for role in [Role::Com, Role::Idva, Role::Analyst, Role::Forum] {
            let token = world.token_of(&agency(role, "asks"), role, &worker(role, "asks"));
            let answer = world.asks(&token, &about("nobody", purpose, "id"));
            assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN", "{role:?}: {answer}");
        }
    }
}
