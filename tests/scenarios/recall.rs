//! SC01, Jas is back on a fixed recall; SC25, a peer mentor inside asks about her.

use super::{
    asking::{PURPOSES, never_learns},
    secrets::{numbers, secrets},
};
use crate::support::hub;
use entity::access_record;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

// Later: the tenancy and the end of rent help (Tenancy), the invitation that her yes sets off (Push), the 56-day offer (PreReleaseOffer).

#[test]
fn probation_leads_the_plan_that_goes_on_from_the_last_one() {
    let hub = hub();
    let plan = r"plans { phase leadRole leadReason type continuesFrom { phase } goals { title } }";
    let answer = hub.worker("com-1").asks_about("jas", "JOINT_PLANNING", plan);
    assert_eq!(answer.at("person.plans.0.phase"), "RECALL", "{}", answer.text);
    assert_eq!(answer.at("person.plans.0.leadRole"), "COM");
    assert_eq!(answer.at("person.plans.0.leadReason"), "RECALLED");
    assert_eq!(answer.at("person.plans.0.type"), "RECALL");
    assert_eq!(answer.at("person.plans.0.continuesFrom.phase"), "CLOSED");
    answer.must_tell(&[
        "Keep my flat and go home to it",
        "Have a plan for the nights that are hard",
        "Start a catering course",
        "Have the right people round me",
        "Finish the licence without another knock-back",
        "Use the weeks inside to get ready to leave",
        "A settled home with someone to ring when it wobbles",
        "Start learning something that leads to a job",
    ]);
}

#[test]
fn her_adviser_comes_to_the_first_appointment() {
    let appointments = "licence { supervisionAppointments { startsAt whoComesWithMe { name shownAs } } }";
    let answer = hub().worker("com-1").asks_about("jas", "JOINT_PLANNING", appointments);
    assert_eq!(answer.at("person.licence.supervisionAppointments.0.startsAt"), "2027-01-04T14:00:00Z");
    assert_eq!(answer.at("person.licence.supervisionAppointments.0.whoComesWithMe"), &json!({"name": "Priya Underhill", "shownAs": "PA"}));
}

#[test]
fn the_release_team_keeps_her_home() {
    let home = "housingNeed { needLevel homeNowPlain landlordKnowsSheIsInPrison safePlaceMeansToMe } custodyStatus { recallDueOn }";
    for purpose in ["RELEASE_PREP", "HOUSING_REFERRAL"] {
        let answer = hub().worker("reset-1").asks_about("jas", purpose, home);
        assert_eq!(answer.at("person.housingNeed.needLevel"), "AT_RISK", "{}", answer.text);
        assert_eq!(answer.at("person.housingNeed.homeNowPlain"), "TEMPORARY_OR_SUPPORTED");
        assert_eq!(answer.at("person.housingNeed.landlordKnowsSheIsInPrison"), "DO_NOT_TELL");
        assert_eq!(answer.at("person.custodyStatus.recallDueOn"), "2027-01-04");
        answer.must_tell(&["My own door, a yellow kitchen, and nobody who can walk in."]);
    }
}

#[test]
fn her_adviser_sees_the_prison_the_day_the_plan_and_the_keep_safe_page() {
    let answer = hub().worker("pa-1").asks_everything_about("jas", "JOINT_PLANNING");
    assert_eq!(answer.at("person.knownAs"), "Jas", "{}", answer.text);
    assert_eq!(answer.at("person.custodyStatus.currentPrison"), "NTHMR");
    assert_eq!(answer.at("person.custodyStatus.recallDueOn"), "2027-01-04");
    assert_eq!(answer.at("person.keepSafePlan.whatHelps.0"), "Someone to sit with me and not talk.");
    assert_eq!(answer.all("custodyToldOn"), [&json!("2026-11-16")], "told when she had said yes");
    answer.must_tell(&["Keep my flat and go home to it", "I bake. My lemon cake is the best on the wing."]);
}

#[test]
fn her_adviser_never_learns_of_the_offence_the_rules_or_other_systems_numbers() {
    let hub = hub();
    let mut never = secrets("jas", &["OffenceSentence", "LicenceCondition.plainText"]);
    never.extend(numbers("jas", &["hmp-northmoor", "probation-northshire"]));
    let actors = [hub.worker("pa-1"), hub.system("northshire-leaving-care")];
    never_learns(&actors, "jas", &never, &["offenceSummary", "plainText", "sentenceType", "nomisNumber", "crn", "openSafetyProcess"]);
}

#[test]
fn landlord_and_council_housing_learn_a_name_and_how_to_reach_her_and_never_why_she_is_away() {
    let hub = hub();
    let away = secrets("jas", &["OffenceSentence", "LicenceCondition.plainText", "Licence", "CustodyStatus", "ReleaseDay"]);
    let hers = secrets("jas", &["KeepSafePlan", "AboutMe", "Goal", "Circle.inMyWords", "CommunicationNeeds.topicsNotToRaise"]);
    let never: Vec<_> = away.into_iter().chain(hers).chain(numbers("jas", &["hmp-northmoor", "probation-northshire"])).collect();
    let closed =
        ["currentPrison", "custodyStage", "legalStatus", "recallDueOn", "releaseMonth", "landlordKnowsSheIsInPrison", "curfewHours"];
    for (worker, agency) in [("hpw-1", "supported-housing"), ("lha-1", "northshire-housing")] {
        let actors = [hub.worker(worker), hub.system(agency)];
        for actor in &actors {
            let answer = actor.asks_about("jas", "HOUSING_REFERRAL", "knownAs safeContact { phone okToText okToPost }");
            assert_eq!(answer.at("person.knownAs"), "Jas", "{worker}: {}", answer.text);
            // A landlord reaches her from the weeks before release on, a council from the referral on.
            match agency {
                "supported-housing" => answer.must_not_see("person.safeContact.phone"),
                _ => answer.must_see("person.safeContact.phone"),
            };
            let early = actor.asks_everything_about("jas", "THROUGH_GATE");
            early.must_not_see("person.knownAs").never_says("+447700900117");
        }
        never_learns(&actors, "jas", &never, &closed);
    }
}

#[test]
fn a_filter_tells_the_landlord_no_more_than_the_answer() {
    let hub = hub();
    for key in ["CUSTODY_STATUS_RELEASE_MONTH", "CUSTODY_STATUS_CONFIRMED_RELEASE_DATE", "LICENCE_CURFEW_HOURS"] {
        for recorded in [true, false] {
            let filter = format!("{{all: [{{key: {key}, recorded: {recorded}}}]}}");
            let list = format!("{{ caseload(purpose: HOUSING_REFERRAL, filter: {filter}) {{ edges {{ node {{ id }} }} }} }}");
            let answer = hub.worker("hpw-1").asks(&list);
            let found = answer.all("id").iter().any(|id| **id == hub.id("jas"));
            assert_eq!(found, !recorded, "{key}: {}", answer.text);
        }
    }
}

#[test]
fn whom_she_no_longer_feels_safe_with_is_hers_to_tell() {
    let hub = hub();
    let circle = hub.worker("com-1").asks_about("jas", "JOINT_PLANNING", "circle { circleMembers { name } }");
    circle.must_tell(&["Bev", "Dee"]);
    let actors = ["com-1", "pa-1", "ces-1", "reset-1", "health-1"].map(|worker| hub.worker(worker));
    never_learns(&actors, "jas", &["Kyle"], &[]);
}

#[test]
fn a_colleague_and_the_councils_other_parties_find_nobody() {
    let hub = hub();
    let strangers = [hub.worker("pa-2"), hub.worker("csw-1"), hub.system("northshire-childrens-services"), hub.worker("lha-2")];
    let untold = hub.bearer(None).asks_everything_about("jas", "JOINT_PLANNING");
    assert_eq!(untold.code(), Some("UNAUTHENTICATED"), "{}", untold.text);
    for answer in strangers.iter().flat_map(|stranger| stranger.asks_everything_ever_about("jas")) {
        answer.finds_nobody();
    }
}

#[test]
fn sc25_for_a_peer_mentor_inside_there_is_nobody_and_the_refusal_is_recorded_without_her() {
    let hub = hub();
    let mentor = hub.worker("peerp-1");
    let unknown = "3f2c1b7e-9c55-4d8e-8a53-0d5c6c0f7a11";
    for purpose in PURPOSES {
        let question = |id: &str| format!(r#"{{ person(id: "{id}", purpose: {purpose}) {{ id knownAs plans {{ phase }} }} }}"#);
        let (asked, nobody) = (mentor.asks(&question(hub.id("jas"))), mentor.asks(&question(unknown)));
        asked.finds_nobody();
        assert_eq!((asked.status, asked.code()), (nobody.status, nobody.code()));
        assert_eq!(asked.json["data"], nobody.json["data"]);
        assert_eq!(without_request_ids(&asked.text), without_request_ids(&nobody.text));
    }
    let log = access_record::Entity::find().filter(access_record::Column::Role.eq("PEERP"));
    let records = hub.wait_for(log.all(hub.loaded.hub.store.reader())).unwrap();
    assert!(records.iter().any(|r| r.person == hub.id("jas")) && records.iter().any(|r| r.person == unknown), "as it was asked");
    assert!(records.iter().all(|r| !r.known && r.released == "[]"), "the record says of nobody that she is here");
}

/// The text without request ids, the one thing in which two refusals may differ.
fn without_request_ids(text: &str) -> String {
    let is_an_id = |part: &&str| part.len() >= 16 && part.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    text.split('"').filter(|part| !is_an_id(part)).collect::<Vec<_>>().join("\"")
}
