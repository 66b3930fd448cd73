//! SC03 and SC05, Em: on remand, not found guilty of anything, with a man who looks for her and a sister who has a room.

use super::{
    asking::never_learns,
    secrets::{address_lines, numbers, secrets},
};
use crate::support::hub;
use serde_json::json;

// Later: the remand pages (RemandPages), the council she chose and her referral (DutyToRefer), the states of her adviser (a mutation),
// a helper from her church (a COMMUNITY_WORKER, to whom this agreement opens nothing), notifications and print.

/// What was done to her and by whom, what she is accused of, and the places where she is not safe with their reasons. The safety note is
/// not among them: it is what the merged line says, without its source.
fn story() -> Vec<String> {
    let told = [
        "UnsafePerson.alias",
        "UnsafePerson.whatToAvoid",
        "AreaToAvoid.why",
        "OffenceSentence",
        "AccessBlock.reason",
        "CommunicationNeeds.topicsNotToRaise",
        "DomesticAbuse.maracLeadContact",
    ];
    secrets("em", &told)
}

#[test]
fn sc03_the_specialist_leads_on_remand() {
    let question = "knownAs plans { leadRole leadShownAs leadReason type goals { title } } custodyStatus { legalStatus nextCourtDate }";
    let answer = hub().worker("ces-1").asks_about("em", "JOINT_PLANNING", question);
    assert_eq!(answer.at("person.plans.0.leadRole"), "CES", "{}", answer.text);
    assert_eq!(answer.at("person.plans.0.leadShownAs"), "WCW", "to others a women's centre worker");
    assert_eq!(answer.at("person.plans.0.leadReason"), "ON_REMAND");
    assert_eq!(answer.at("person.plans.0.type"), "REMAND");
    assert_eq!(answer.at("person.custodyStatus"), &json!({"legalStatus": "REMAND_UNCONVICTED", "nextCourtDate": "2026-12-11"}));
    answer.must_tell(&["Be left alone", "Stay with my sister and feel safe", "Go back to my internship"]);
}

#[test]
fn sc03_the_council_gets_what_a_home_needs_and_the_ground_but_not_the_story() {
    let hub = hub();
    let answer = hub.worker("lha-1").asks_everything_about("em", "HOUSING_REFERRAL");
    assert_eq!(answer.at("person.knownAs"), "Em", "{}", answer.text);
    assert_eq!(answer.at("person.dateOfBirth"), "2001-09-30");
    assert_eq!(answer.at("person.safeContact.phone"), "+447700900131");
    assert_eq!(answer.at("person.safeContact.okToText"), false);
    assert_eq!(answer.at("person.housingNeed.areasToAvoid"), &json!(["Northmoor town", "Westhaven"]));
    assert_eq!(answer.at("person.domesticAbuse.housingGround"), true);
    answer.must_tell(&["Open a council housing case for a home of my own"]).must_see("person.safeContact.safetyInstruction");
    never_learns(&[hub.worker("lha-1")], "em", &story(), &["currentPrison", "custodyStage", "experienced", "maracHeardOn", "reasonKind"]);
    for purpose in ["JOINT_PLANNING", "THROUGH_GATE", "RELEASE_PREP"] {
        hub.worker("lha-1").asks_everything_about("em", purpose).never_shows(&["housingGround"]);
    }
}

#[test]
fn sc03_the_landlord_gets_her_name_and_needs_and_nothing_else() {
    let hub = hub();
    let answer = hub.worker("hpw-1").asks_everything_about("em", "HOUSING_REFERRAL");
    assert_eq!(answer.at("person.knownAs"), "Em", "{}", answer.text);
    answer.must_see("person.housingNeed.mustHaves");
    let never: Vec<_> = story().into_iter().chain(address_lines("em")).chain(["Asha".into(), "NTHMR".into()]).collect();
    let actors = [hub.worker("hpw-1"), hub.system("supported-housing")];
    never_learns(&actors, "em", &never, &["housingGround", "experienced", "custodyStage", "areasToAvoid", "entitlementFlags"]);
}

#[test]
fn sc03_the_work_coach_gets_her_name_and_the_step_that_is_hers_to_do() {
    let hub = hub();
    let answer = hub.worker("ete-1").asks_everything_about("em", "RELEASE_PREP");
    assert_eq!(answer.at("person.knownAs"), "Em", "{}", answer.text);
    assert_eq!(answer.at("person.plans.0.steps.0.title"), "Agree a start date with the print studio");
    assert!(answer.at("person.plans.0.steps.1").is_null() && answer.at("person.plans.0.goals").is_null(), "{}", answer.text);
    let goals = secrets("em", &["Goal.title", "Goal.inMyWords", "HousingNeed.safePlaceMeansToMe"]);
    let never: Vec<_> = story().into_iter().chain(goals).chain(address_lines("em")).chain(["NTHMR".into()]).collect();
    never_learns(&[hub.worker("ete-1")], "em", &never, &["custodyStage", "releaseWindow", "curfewHours", "experienced"]);
}

#[test]
fn sc03_her_adviser_sees_what_she_is_owed_and_only_the_council_sees_whether_they_are_in_touch() {
    let hub = hub();
    let question = "careStatus { paStatus entitlementEndsOn inTouch } custodyStatus { currentPrison }";
    let answer = hub.worker("pa-1").asks_about("em", "JOINT_PLANNING", question);
    assert_eq!(answer.at("person.careStatus"), &json!({"paStatus": "ALLOCATED", "entitlementEndsOn": "2027-06-30", "inTouch": "NREQ"}));
    assert_eq!(answer.at("person.custodyStatus.currentPrison"), "NTHMR", "her earlier no was replaced by name");
    let never: Vec<_> = story().into_iter().chain(numbers("em", &["hmp-northmoor", "probation-northshire"])).collect();
    let abuse = ["experienced", "housingGround", "alias", "allegationSummary"];
    never_learns(&[hub.worker("pa-1"), hub.system("northshire-leaving-care")], "em", &never, &abuse);
    let others = ["ces-1", "wcw-1", "com-1", "lha-1", "idva-1", "reset-1", "keyw-1"].map(|worker| hub.worker(worker));
    never_learns(&others, "em", &["NREQ"], &["inTouch"]);
}

#[test]
fn what_she_is_accused_of_stays_with_the_statutory_bodies() {
    let hub = hub();
    let actors = ["ces-1", "wcw-1", "pa-1", "idva-1", "reset-1", "keyw-1", "hpw-1", "ete-1", "lha-1"].map(|worker| hub.worker(worker));
    never_learns(&actors, "em", &secrets("em", &["OffenceSentence"]), &["allegationSummary"]);
}

#[test]
fn sc05_those_she_named_see_the_hidden_address_line_by_line() {
    let hub = hub();
    for (worker, purpose) in [
        ("com-1", "RELEASE_PREP"),
        ("com-1", "HOUSING_REFERRAL"),
        ("com-1", "THROUGH_GATE"),
        ("wcw-1", "HOUSING_REFERRAL"),
        ("wcw-1", "THROUGH_GATE"),
        ("pa-1", "HOUSING_REFERRAL"),
        ("pa-1", "THROUGH_GATE"),
        ("idva-1", "HOUSING_REFERRAL"),
        ("idva-1", "THROUGH_GATE"),
    ] {
        let address = "addresses { area from contactRoute addressDetail { lines postcode } }";
        let answer = hub.worker(worker).asks_about("em", purpose, address);
        let addresses = answer.at("person.addresses").as_array().unwrap_or_else(|| panic!("{worker} {purpose}: {}", answer.text));
        let hidden = addresses.iter().find(|a| a["addressDetail"]["postcode"] == "NS2 7QX");
        let hidden = hidden.unwrap_or_else(|| panic!("{worker} {purpose}: {}", answer.text));
        assert_eq!(hidden["addressDetail"]["lines"], json!(["27 Fellmonger Lane", "Easton"]));
        assert_eq!(hidden["from"], "2026-12-11", "{worker} {purpose}");
        if purpose == "THROUGH_GATE" {
            assert_eq!(hidden["contactRoute"], "Through Ruth at the women's centre only", "{worker}");
        }
    }
}

#[test]
fn sc05_everybody_else_gets_the_area_at_most() {
    let hub = hub();
    for worker in ["lha-1", "ces-1"] {
        let answer = hub.worker(worker).asks_everything_about("em", "HOUSING_REFERRAL");
        assert_eq!(answer.at("person.addresses.0.area"), "Easton", "{worker}: {}", answer.text);
        assert!(answer.at("person.addresses.0.from").is_null() && answer.at("person.addresses.0.contactRoute").is_null());
    }
    let workers = ["lha-1", "ces-1", "ete-1", "hpw-1", "reset-1", "keyw-1"].map(|worker| hub.worker(worker));
    let systems = ["womens-centre", "supported-housing"].map(|agency| hub.system(agency));
    never_learns(&workers, "em", &address_lines("em"), &["lines", "postcode", "uprn", "audience"]);
    never_learns(&systems, "em", &address_lines("em"), &["lines", "postcode", "uprn", "audience"]);
}

#[test]
fn sc05_for_the_worker_she_blocked_and_for_that_teams_system_she_is_not_here() {
    let hub = hub();
    for actor in [hub.worker("lha-2"), hub.system("northshire-housing")] {
        actor.asks_everything_ever_about("em").iter().for_each(|answer| {
            answer.finds_nobody();
        });
        let listed = actor.asks("{ caseload(purpose: HOUSING_REFERRAL) { edges { node { id } } } }");
        assert!(!listed.text.contains(hub.id("em")), "{}", listed.text);
    }
}
