//! Across partnerships, and from a party that is suspended.

use crate::{
    choices::story::{Story, does, opening, story},
    compiled::Compiled,
    support::Answer,
};
use connections_hub::{
    agreement::{File, apply},
    record::catalogue,
};
use serde_json::{Value, json};

/// Applies the demonstration's agreement, changed.
fn agrees(story: &Story, change: impl Fn(&mut Value)) {
    let mut partnership: Value = serde_json::from_str(include_str!("../../demo/partnership.json")).unwrap();
    let mut agreements = partnership["agreements"].take();
    change(&mut agreements);
    let file = File::read(&json!({ "agreements": agreements }).to_string(), std::path::Path::new("demo")).unwrap();
    let db = story.hub.loaded.hub.store.writer();
    story.hub.wait_for(apply(db, &file, &Compiled, catalogue(), story.now())).unwrap_or_else(|refused| panic!("{refused:?}"));
}

fn party<'a>(agreements: &'a mut Value, agency: &str) -> &'a mut Value {
    agreements[0]["parties"].as_array_mut().unwrap().iter_mut().find(|party| party["agency"] == agency).unwrap()
}

#[test]
fn a_typed_prison_number_finds_nobody_whose_prison_is_of_another_partnership() {
    let story = story();
    let tries = || -> Answer {
        does(&story.hub.worker("com-1"), "openChoicesSession", &opening("A1001JN", "Jas", true), "matches sessionId refusal { code }")
    };
    assert_eq!(tries().at("openChoicesSession.matches"), &json!(true));
    // The prison leaves for an agreement of its own with the housing office: it is a party in force, but not probation's partner.
    agrees(&story, |agreements| {
        let mut other = agreements[0].clone();
        other["id"] = json!("another-partnership");
        for (agreement, stays) in [(&mut agreements[0], false), (&mut other, true)] {
            let prison = |of: &Value| matches!(of["agency"].as_str(), Some("hmp-northmoor"));
            for list in ["parties", "signatures"] {
                agreement[list].as_array_mut().unwrap().retain(|of| prison(of) == stays);
            }
        }
        agreements.as_array_mut().unwrap().push(other);
    });
    let none = tries();
    assert_eq!(
        none.at("openChoicesSession"),
        &json!({"matches": false, "sessionId": null, "refusal": {"code": "NO_MATCH"}}),
        "{}",
        none.text
    );
}

#[test]
fn what_a_suspended_party_recorded_is_not_passed_on_in_what_the_hub_computes() {
    let story = story();
    let asks = || {
        story.hub.worker("com-1").asks_about(
            "jas",
            "JOINT_PLANNING",
            "custodyStatus { custodyStage earliestReleaseDate releaseMonth confirmedReleaseDate sentenceLengthBand } safeContact { safetyInstruction }",
        )
    };
    let before = asks();
    before.must_see("person.custodyStatus.releaseMonth").must_see("person.custodyStatus.earliestReleaseDate");
    agrees(&story, |agreements| party(agreements, "hmp-northmoor")["suspended"] = json!(true));
    let after = asks();
    for field in ["earliestReleaseDate", "releaseMonth", "confirmedReleaseDate", "sentenceLengthBand"] {
        after.must_not_see(&format!("person.custodyStatus.{field}"));
    }
    // What keeps her safe, and whether she is in custody at all, does not hang on who shares with whom.
    after.must_see("person.custodyStatus.custodyStage");
    assert_eq!(after.at("person.safeContact"), before.at("person.safeContact"));
}

#[test]
fn nor_what_the_council_plans_and_confirmed() {
    let story = story();
    let asks = || story.hub.worker("com-1").asks_about("jas", "JOINT_PLANNING", "careStatus { toldBy } plans { nextReviewDue }");
    let before = asks();
    assert!(before.text.contains("2027-03-19"), "{}", before.text);
    agrees(&story, |agreements| party(agreements, "northshire-leaving-care")["suspended"] = json!(true));
    let after = asks();
    after.never_says("2027-03-19").never_says("COUNCIL_CONFIRMED");
}
