//! SC09, Craig leaves on Friday and nobody agrees where to; SC11, Jane's team does not agree about her first home.

use super::{
    asking::never_learns,
    secrets::{address_lines, numbers, secrets},
};
use crate::support::hub;
use serde_json::json;

// Later, for both: each side's view with its evidence, the decision and who decides (Disagreement, DisagreementView), risk and the level
// at which it is managed (Risk, Push), notes of health (MentalHealth), a chaplain (a COMMUNITY_WORKER). Medicines come as MedicinesOnRelease.

#[test]
fn sc09_his_adviser_sees_the_hours_both_addresses_and_that_he_does_not_agree() {
    let hub = hub();
    let question =
        "knownAs licence { curfewHours areasNotPossible } addresses { area use checked } plans { agreementStatus goals { title } }";
    let answer = hub.worker("pa-1").asks_about("craig", "THROUGH_GATE", question);
    assert_eq!(answer.at("person.licence"), &json!({"curfewHours": "7pm to 7am", "areasNotPossible": ["Westhaven"]}), "{}", answer.text);
    answer.must_tell(&["Easton", "Northmoor town", "PROPOSED", "AGREED"]);
    let planning = hub.worker("pa-1").asks_about("craig", "JOINT_PLANNING", question);
    assert_eq!(planning.at("person.plans.0.agreementStatus"), "DO_NOT_AGREE", "{}", planning.text);
    planning.must_tell(&["Live at my mum's", "A home he can say yes to"]);
    let prepared = hub.worker("pa-1").asks_about("craig", "RELEASE_PREP", "licence { curfewHours }");
    assert_eq!(prepared.at("person.licence.curfewHours"), "7pm to 7am");
}

#[test]
fn sc09_probation_sees_which_address_was_checked_and_how() {
    let answer = hub().worker("com-1").asks_about("craig", "THROUGH_GATE", "addresses { area kind checked addressDetail { postcode } }");
    for (kind, checked, postcode) in [("PROPOSED", "FAILED", "NS2 1RT"), ("CONFIRMED_RELEASE", "PASSED", "NS1 8PL")] {
        let addresses = answer.at("person.addresses").as_array().unwrap();
        let found = addresses.iter().find(|a| a["kind"] == kind).unwrap_or_else(|| panic!("{kind}: {}", answer.text));
        assert_eq!((&found["checked"], &found["addressDetail"]["postcode"]), (&json!(checked), &json!(postcode)));
    }
}

#[test]
fn sc09_who_meets_him_knows_where_something_is_to_be_picked_up_and_never_what() {
    let hub = hub();
    let question = "releaseDay { date pickUpFrom pickUpBy metByName }";
    let answer = hub.worker("pa-1").asks_about("craig", "THROUGH_GATE", "releaseDay { date pickUpFrom pickUpBy } ");
    assert_eq!(answer.at("person.releaseDay.pickUpFrom"), "Market Cross Pharmacy, Northmoor", "{}", answer.text);
    assert_eq!(answer.at("person.releaseDay.pickUpBy"), "2026-11-27T16:30:00Z");
    hub.worker("pa-1").asks_about("craig", "RELEASE_PREP", question).never_shows(&["pickUpFrom", "pickUpBy"]);
    let what = ["prescribedSupport", "scriptCollectFrom", "scriptNextAt", "inTreatment", "recoveryGoal"];
    never_learns(&[hub.worker("pa-1"), hub.system("northshire-leaving-care")], "craig", &["Ride to work with a clear head."], &what);
}

#[test]
fn sc09_the_hostel_gets_name_contact_needs_and_hours_and_not_the_argument() {
    let hub = hub();
    for purpose in ["HOUSING_REFERRAL", "THROUGH_GATE"] {
        let answer = hub.worker("hpw-1").asks_everything_about("craig", purpose);
        assert_eq!(answer.at("person.knownAs"), "Craig", "{}", answer.text);
        assert_eq!(answer.at("person.licence.curfewHours"), "7pm to 7am");
        answer.must_see("person.housingNeed.mustHaves");
    }
    let reach = hub.worker("hpw-1").asks_about("craig", "THROUGH_GATE", "safeContact { phone }");
    assert_eq!(reach.at("person.safeContact.phone"), "+447700900142");
    let mut never = secrets(
        "craig",
        &["Goal.title", "Goal.inMyWords", "Step.title", "AboutMe", "OffenceSentence", "SubstanceUse", "KeepSafePlan", "Circle.inMyWords"],
    );
    never.extend(address_lines("craig"));
    never.extend(numbers("craig", &["hmp-northmoor", "probation-northshire"]));
    let closed = ["pickUpFrom", "agreementStatus", "stuckReason", "plainText", "currentPrison", "entitlementFlags"];
    never_learns(&[hub.worker("hpw-1"), hub.system("supported-housing")], "craig", &never, &closed);
}

#[test]
fn sc09_his_people_are_not_told_of_to_anyone_he_did_not_ask() {
    let hub = hub();
    let people = secrets("craig", &["CircleMember.howTheyHelp", "Circle", "KeepSafePlan.whoToCall"]);
    let actors = [hub.worker("hpw-1"), hub.worker("lha-1"), hub.worker("daw-1"), hub.system("northshire-housing")];
    never_learns(&actors, "craig", &people, &["circleMembers", "hasSomeoneSafe", "whoToCall"]);
    // His key worker reads what he wrote about himself, and his page for bad days; not the list of his people.
    never_learns(&[hub.worker("keyw-1")], "craig", &people[..people.len() - 1], &["circleMembers"]);
}

#[test]
fn sc11_the_team_sees_both_ways_and_her_own() {
    let hub = hub();
    for worker in ["com-1", "pa-1", "wcw-1"] {
        let answer = hub.worker(worker).asks_about("jane", "JOINT_PLANNING", "plans { agreementStatus goals { title inMyWords } }");
        answer.must_tell(&["Live with my aunt and uncle", "They know my quiet. They have a piano nobody plays."]);
        answer.must_tell(&["A first home that is safe for everyone"]);
        answer.must_see("person.plans.0.agreementStatus");
    }
    let question = "plans { goals { title steps { title dependsOn { title } } } }";
    let health = hub.worker("health-1").asks_about("jane", "CARE_TREATMENT", question);
    health.must_tell(&["Keep the person I talk to", "Book the first community health visit"]);
}

#[test]
fn sc11_the_health_visit_waits_for_the_address_and_the_womens_service_starts_now() {
    let hub = hub();
    let steps = "plans { goals { steps { title due status dependsOn { title } } } }";
    let answer = hub.worker("pa-1").asks_about("jane", "JOINT_PLANNING", steps);
    let all: Vec<_> = answer.all("steps").into_iter().flat_map(|s| s.as_array().unwrap()).collect();
    let visit = all.iter().find(|s| s["title"] == "Book the first community health visit").unwrap_or_else(|| panic!("{}", answer.text));
    assert_eq!(visit["dependsOn"], json!([{"title": "Agree the address, or say plainly why not"}]));
    let now = all.iter().find(|s| s["title"] == "Start Tuesdays at the centre by video now").unwrap();
    assert_eq!((&now["due"], &now["status"]), (&json!("2026-11-24"), &json!("DOING")));
}

#[test]
fn sc11_only_statutory_workers_learn_of_the_offence_and_the_planned_move() {
    let hub = hub();
    let workers = ["pa-1", "wcw-1", "health-1", "adv-1", "keyw-1"].map(|worker| hub.worker(worker));
    let systems = ["northshire-leaving-care", "prison-healthcare"].map(|agency| hub.system(agency));
    let offence = secrets("jane", &["OffenceSentence"]);
    never_learns(&workers, "jane", &offence, &["offenceSummary", "previousConvictionsSummary", "transferPlanned"]);
    never_learns(&systems, "jane", &offence, &["offenceSummary", "previousConvictionsSummary", "transferPlanned"]);
    hub.worker("pom-1")
        .asks_about("jane", "SUPERVISION", "custodyStatus { transferPlanned }")
        .must_see("person.custodyStatus.transferPlanned");
}

#[test]
fn sc11_her_helper_reads_what_was_asked_for_alone_and_nobody_elses_business() {
    let hub = hub();
    let answer = hub.worker("adv-1").asks_everything_about("jane", "JOINT_PLANNING");
    assert_eq!(answer.at("person.knownAs"), "Jane", "{}", answer.text);
    answer.must_tell(&["Live with my aunt and uncle", "I play keyboard by ear."]);
    let never = secrets("jane", &["KeepSafePlan", "Circle.inMyWords", "CircleMember.howTheyHelp", "OffenceSentence"]);
    let closed = ["circleMembers", "whatHelps", "safetyInstruction", "currentPrison", "nomisNumber", "crn"];
    never_learns(&[hub.worker("adv-1")], "jane", &never, &closed);
}
