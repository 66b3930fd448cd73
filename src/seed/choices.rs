//! What an invented person says yes and no to, taken down by the specialist of the women's centre.

use super::{
    dice::Dice,
    lines::Sent,
    partnership::{CENTRE, HOUSING, LEAVING_CARE, PRISON, PROBATION},
};
use serde_json::json;

/// Every purpose that a query may have, but the two that belong to health and to supervision.
const PURPOSES: [&str; 5] = ["JOINT_PLANNING", "RELEASE_PREP", "HOUSING_REFERRAL", "THROUGH_GATE", "REVIEW_HANDOVER"];

/// Topics with their categories and whom she says yes to.
const YES: [(&str, &[&str], &[&str]); 5] = [
    ("T1_NAME_CONTACT", &["IDENTITY", "SAFE_CONTACT", "COMMS_NEEDS"], &[PRISON, PROBATION, LEAVING_CARE, CENTRE, HOUSING]),
    (
        "T2_PLAN_TEAM_RELEASE",
        &["ABOUT_ME", "PLAN_ACTIONS", "REVIEWS_OUTCOMES", "TEAM_CONTACTS", "RELEASE_DAY"],
        &[PRISON, PROBATION, LEAVING_CARE, CENTRE],
    ),
    ("T3_CARE", &["CARE_STATUS"], &[LEAVING_CARE]),
    ("T4_HOME", &["HOUSING_NEED", "HOUSING_ADDRESS"], &[LEAVING_CARE, HOUSING]),
    ("T12_PRISON_PROBATION", &["CUSTODY_DATES"], &[LEAVING_CARE]),
];

impl Sent<'_> {
    /// Her answers: most say yes to their adviser; one in eight says no to probation about her care, one in twelve to housing.
    pub(super) fn choices(&mut self, dice: &mut Dice) {
        for (number, (topic, categories, recipients)) in YES.iter().enumerate() {
            self.answer(&format!("yes-{number}"), topic, categories, recipients, true);
        }
        if dice.once_in(8) {
            self.answer("no-care", "T3_CARE", &["CARE_STATUS"], &[PROBATION], false);
        }
        if dice.once_in(12) {
            self.answer("no-me", "T2_PLAN_TEAM_RELEASE", &["ABOUT_ME"], &[HOUSING], false);
        }
    }

    fn answer(&mut self, reference: &str, topic: &str, categories: &[&str], recipients: &[&str], yes: bool) {
        let ces = json!(self.person.worker("ces"));
        let ends = yes.then(|| self.plan.days_ahead(200));
        let fields = json!({
            "topic": topic, "categories": categories, "purposes": PURPOSES, "decision": if yes { "YES" } else { "NO" },
            "method": "VERBAL_WITH_WORKER", "readBack": true, "privateSetting": true,
            "saidOn": format!("{}T09:30:00Z", self.plan.days_ago(120)), "endsOn": ends,
        });
        self.own("ConsentStatement", reference, 120, &fields).with("recordedBy", ces);
        for recipient in recipients {
            self.own("ConsentRecipient", &format!("{reference}-{recipient}"), 120, &json!({"agency": recipient})).under(reference);
        }
    }
}
