//! SC16, how Sian likes to be met; SC18, the lines that Gail's team agreed on; SC19, Shona's safety plan has changed; SC23, Rona's hard night.

use super::{
    asking::{PURPOSES, never_learns},
    secrets::{address_lines, secrets},
};
use crate::support::{DemoHub, hub};
use serde_json::json;

// Later: what an appointment's letter says (SC16), points agreed from a formulation (SC18: AgreedPoint, MentalHealth), the push to each new
// worker and meeting times for a peer (SC19: Push, MeetUp), the page in print and without a network (SC23).

/// The first value that a worker is shown at a path, over every purpose.
fn first_shown(hub: &DemoHub, worker: &str, label: &str, selection: &str, path: &str) -> Option<serde_json::Value> {
    let actor = hub.worker(worker);
    PURPOSES.iter().map(|purpose| actor.asks_about(label, purpose, selection).at(path).clone()).find(|value| !value.is_null())
}

#[test]
fn sc16_everyone_who_meets_her_knows_how_and_nobody_knows_why() {
    let hub = hub();
    for worker in ["com-1", "wcw-1", "health-1", "lha-1", "ete-1"] {
        let path = "person.communicationNeeds.adjustments";
        let adjustments = first_shown(hub, worker, "sian", "communicationNeeds { adjustments }", path);
        let expected = json!(["NO_COMPUTER_IN_ROOM", "NO_NOTES_IN_FRONT_OF_ME", "TELL_ME_NEXT_TOPIC"]);
        assert_eq!(adjustments, Some(expected), "{worker}");
    }
    let mut never = secrets("sian", &["CommunicationNeeds.topicsNotToRaise", "KeepSafePlan", "OffenceSentence", "AboutMe"]);
    never.push("paranoid".into());
    let actors = [hub.worker("lha-1"), hub.system("northshire-housing"), hub.worker("ete-1")];
    never_learns(&actors, "sian", &never, &["topicsNotToRaise", "womenOnlyReportingTime", "custodyStage", "whatHelps", "curfewHours"]);
    never_learns(&[hub.worker("health-1"), hub.system("prison-healthcare")], "sian", &never[..1], &["topicsNotToRaise"]);
}

#[test]
fn sc18_the_team_works_from_one_set_of_lines() {
    let hub = hub();
    let lines = json!(["Say one thing at a time.", "Tell me when you will be back, and be back.", "Let me hum."]);
    for (worker, purpose) in [("wcw-1", "JOINT_PLANNING"), ("daw-1", "CARE_TREATMENT")] {
        let answer = hub.worker(worker).asks_about("gail", purpose, "keepSafePlan { whatHelps }");
        assert_eq!(answer.at("person.keepSafePlan.whatHelps"), &lines, "{worker}: {}", answer.text);
    }
    let rest = secrets("gail", &["KeepSafePlan.earlySigns", "KeepSafePlan.whatStaffShouldDo", "OffenceSentence", "AboutMe.worries"]);
    never_learns(&[hub.worker("daw-1"), hub.system("recovery-service")], "gail", &rest, &["earlySigns", "whatStaffShouldDo"]);
}

#[test]
fn sc18_what_she_withdrew_from_the_womens_centre_is_gone_from_there_alone() {
    let hub = hub();
    let actors = [hub.worker("wcw-1"), hub.worker("ces-1"), hub.system("womens-centre")];
    never_learns(
        &actors,
        "gail",
        &["One drink-free year, her way", "Meet every third Thursday"],
        &["inTreatment", "naloxone", "appointmentBooked"],
    );
    let answer = hub.worker("daw-1").asks_about("gail", "CARE_TREATMENT", "plans { goals { title } } substanceUse { inTreatment }");
    answer.must_tell(&["One drink-free year, her way", "ENGAGED"]);
}

#[test]
fn sc19_every_paid_worker_has_the_same_line_at_once() {
    let hub = hub();
    let line = |worker| first_shown(hub, worker, "shona", "safeContact { safetyInstruction }", "person.safeContact.safetyInstruction");
    let told = line("com-1").expect("probation has the line");
    let text = told.as_str().unwrap();
    assert!(text.contains("Text before any call. No voicemail.") && text.chars().count() <= 200, "{text}");
    assert!(!text.contains(';'), "no seam between whose words they are: {text}");
    for worker in ["wcw-1", "lha-1", "hpw-1", "health-1", "daw-1", "idva-1", "ete-1", "fam-1"] {
        assert_eq!(line(worker).as_ref(), Some(&told), "{worker}");
        let needs = first_shown(hub, worker, "shona", "communicationNeeds { adjustments }", "person.communicationNeeds.adjustments");
        assert_eq!(needs, Some(json!(["SLOWER_SPEECH", "WRITTEN_SUMMARY_AFTER", "EXTRA_TIME"])), "{worker}");
    }
}

#[test]
fn sc19_the_line_says_what_to_do_and_never_who_or_why() {
    let hub = hub();
    let workers = ["com-1", "wcw-1", "lha-1", "hpw-1", "health-1", "daw-1", "ete-1", "fam-1"].map(|worker| hub.worker(worker));
    let never =
        secrets("shona", &["UnsafePerson.alias", "UnsafePerson.whatToAvoid", "DomesticAbuse.maracLeadContact", "SafeContact.safeWord"]);
    let closed = ["experienced", "maracHeardOn", "safetyNote", "alias", "unsafePeople", "safeWord", "comesFrom"];
    never_learns(&workers[1..], "shona", &never, &closed);
    never_learns(&workers[..1], "shona", &never[..3], &closed[..5]);
    let systems = ["supported-housing", "northshire-housing", "recovery-service"].map(|agency| hub.system(agency));
    never_learns(&systems, "shona", &never, &closed);
    // Nor does the team list of anybody whom she did not tell hold the abuse support worker.
    never_learns(&workers, "shona", &["Nadia Southerby", "nadia.southerby@harbourlight.example", "abuse-service"], &[]);
}

#[test]
fn sc19_a_volunteer_gets_a_name_a_way_to_talk_and_a_meeting_place() {
    let hub = hub();
    let answer = hub.worker("peerc-1").asks_everything_about("shona", "THROUGH_GATE");
    assert_eq!(answer.at("person.knownAs"), "Shona", "{}", answer.text);
    assert_eq!(answer.at("person.plans.0.steps.0.title"), "Meet at the church hall door on Sunday at ten");
    let closed = ["safetyInstruction", "phone", "legalFamilyName", "currentPrison", "goals", "teamMembers", "curfewHours"];
    never_learns(&[hub.worker("peerc-1")], "shona", &secrets("shona", &["OffenceSentence", "AboutMe", "UnsafePerson"]), &closed);
}

#[test]
fn sc23_on_a_hard_night_the_whole_page_is_there() {
    let hub = hub();
    let page = "keepSafePlan { earlySigns whatHelps whatStaffShouldDo whoToCall }";
    for (worker, purpose) in [("ap-1", "THROUGH_GATE"), ("ap-1", "SUPERVISION"), ("health-1", "CARE_TREATMENT"), ("com-1", "SUPERVISION")] {
        let answer = hub.worker(worker).asks_about("rona", purpose, page);
        let expected = json!({
            "earlySigns": ["I put my trainers away.", "I say sorry a lot.", "I stop answering."],
            "whatHelps": ["Walk round the yard with me.", "A dog on a film is better than nothing.", "Say: I am here until six."],
            "whatStaffShouldDo": ["Stay where I can see you.", "One voice, low.", "Ring the night nurse before anyone else."],
            "whoToCall": ["Kelly", "The night line"],
        });
        assert_eq!(answer.at("person.keepSafePlan"), &expected, "{worker} {purpose}: {}", answer.text);
    }
}

#[test]
fn sc23_the_page_comes_without_the_offence() {
    let hub = hub();
    let offence = secrets("rona", &["OffenceSentence"]);
    let actors = [hub.worker("ap-1"), hub.worker("health-1"), hub.system("prison-healthcare"), hub.worker("wcw-1"), hub.worker("hpw-1")];
    never_learns(&actors, "rona", &offence, &["offenceSummary", "previousConvictionsSummary"]);
    never_learns(&actors[1..3], "rona", &["11pm to 6am"], &["curfewHours", "plainText"]);
}

#[test]
fn sc23_a_yes_that_has_ended_looks_as_if_it_had_never_been() {
    let hub = hub();
    for actor in [hub.worker("hpw-1"), hub.system("supported-housing")] {
        let answer = actor.asks_everything_about("rona", "HOUSING_REFERRAL");
        assert_eq!(answer.at("person.knownAs"), "Rona", "{}", answer.text);
        answer.never_shows(&["mustHaves", "needLevel", "areasWanted", "homeNowPlain", "needFrom"]);
    }
    let never: Vec<_> = secrets("rona", &["KeepSafePlan", "HousingNeed.safePlaceMeansToMe", "HousingNeed.areasWanted"]);
    let never: Vec<_> = never.into_iter().chain(address_lines("rona")).collect();
    never_learns(&[hub.worker("hpw-1"), hub.system("supported-housing")], "rona", &never, &["whatHelps", "custodyStage"]);
}
