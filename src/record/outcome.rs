//! `Outcome`: how it is going.

use super::line::catalogued;
use crate::vocabulary::{Code, OutcomeMeasure, SaidBy};
use chrono::NaiveDate;

catalogued! {
    /// How it is going.
    pub struct Outcome: Many of "Plan" as "outcomes";
    holders ["WOMAN"];
    gates [(by_area "measure")];
    rows 859 in ReviewsOutcomes;
    fields {
        251 measure: Code<OutcomeMeasure> = { ReviewsOutcomes Full owner "HUB" by [Hub] leaks,
            "What we look at", "first seven are the handbook's, the rest London's; the measure sets the gate" };
        252 score: i32 = { ReviewsOutcomes Full owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces],
            "How it is going (1 to 5)", "never used for statistics by person" };
        253 on: NaiveDate = { ReviewsOutcomes Full owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces],
            "When", "" };
        254 said_by: Code<SaidBy> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces],
            "Who said so", "" };
    }
}
