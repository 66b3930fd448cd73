//! `DutyToReferExtra`: one more thing she said yes to sending with the referral.

use super::line::catalogued;
use crate::vocabulary::{Category, Code, Link, Text};

catalogued! {
    /// One more thing she said yes to sending with the referral.
    pub struct DutyToReferExtra: Many of "DutyToRefer" as "dutyToReferExtras";
    holders ["PROBATION", "LA_LEAVING_CARE", "WOMAN"];
    gates [(by_area "area")];
    fields {
        423 area: Code<Category> = { Inherits Full owner "COM;PA" by [Com, Pa, Pom, Reset] leaks,
            "What else I said yes to", "Used by the row gate" };
        424 text: Text<300> = { Inherits Full owner "WOMAN" by [HerWords, Com, Pa] leaks,
            "What it says", "Name no other person; no diagnosis, drug, dose or offence." };
        425 consent_statement: Link<super::ConsentStatement> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "My yes to it", "Needed for each row" };
    }
}
