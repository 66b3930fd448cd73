//! SC31, a meeting of professionals agreed some steps for Eloise.

use super::{
    asking::never_learns,
    secrets::{address_lines, secrets},
};
use crate::support::hub;
use serde_json::json;

// Later: the name of the forum and what it was for (Risk, Push).

#[test]
fn probation_and_the_hostel_see_the_agreed_steps() {
    let hub = hub();
    for worker in ["com-1", "ap-1"] {
        let answer = hub.worker(worker).asks_about("eloise", "JOINT_PLANNING", "plans { goals { title steps { title } } steps { title } }");
        answer.must_tell(&["Evening check at the hostel, by name and with tea"]);
    }
    let steps = hub.worker("com-1").asks_about("eloise", "JOINT_PLANNING", "plans { goals { steps { title } } }");
    steps.must_tell(&["Weekly hour with the same two workers"]);
}

#[test]
fn partners_get_the_plan_they_were_given_and_no_intelligence() {
    let hub = hub();
    let centre = hub.worker("wcw-1").asks_about("eloise", "JOINT_PLANNING", "plans { goals { title } }");
    centre.must_tell(&["Read at an open mic"]);
    let council = hub.worker("lha-1").asks_about("eloise", "HOUSING_REFERRAL", "housingNeed { mustHaves areasToAvoid }");
    assert_eq!(
        council.at("person.housingNeed"),
        &json!({"mustHaves": ["OWN_DOOR"], "areasToAvoid": ["Westhaven"]}),
        "an area and no reason"
    );
    let mut never = secrets("eloise", &["LicenceCondition.plainText", "OffenceSentence", "Licence.workLimits"]);
    never.extend(["A steady winter", "Weekly hour with the same two workers"].map(str::to_owned));
    never.extend(address_lines("eloise"));
    let closed = ["reasonKind", "why", "plainText", "conditionGroup", "avoidedAreas", "legalStatus", "custodyStage", "areasNotPossible"];
    let actors = [hub.worker("wcw-1"), hub.system("womens-centre"), hub.worker("lha-1"), hub.system("northshire-housing")];
    never_learns(&actors, "eloise", &never, &closed);
}
