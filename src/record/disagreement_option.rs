//! `DisagreementOption`: an option.

use super::line::catalogued;
use crate::vocabulary::{Code, GoalArea, Text};

catalogued! {
    /// An option.
    pub struct DisagreementOption: Many of "Disagreement" as "disagreementOptions";
    holders ["PROBATION"];
    gates [(by_area "area")];
    rows 857 in ReviewsOutcomes;
    fields {
        242 area: Code<GoalArea> = { ReviewsOutcomes Full owner "HUB" by [Hub] from ["Disagreement.area"] leaks,
            "What it is about", "copied for the gate" };
        243 text: Text<200> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "An option", "area, not an address" };
        244 good_about: Text<300> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces, HerWords],
            "What is good about it", "" };
        245 hard_about: Text<300> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces, HerWords],
            "What is hard about it", "no risk scores" };
    }
}
