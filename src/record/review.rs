//! `Review`: a check of the plan.

use super::line::catalogued;
use crate::vocabulary::{Code, ReviewFormat, ReviewType, Text};
use chrono::NaiveDate;

catalogued! {
    /// A check of the plan.
    pub struct Review: Many of "Plan" as "reviews";
    holders ["PROBATION"];
    gates [(by_area "type")];
    rows 854 in ReviewsOutcomes;
    fields {
        220 r#type: Code<ReviewType> = { ReviewsOutcomes Full owner "HUB" by [Hub, HerWords, Pom, Com, Pa, Ces] leaks,
            "Kind of check-in", "adds ARRIVAL; a recall, prison move or pathway review reveals its category, so the row is gated by type" };
        221 due_by: NaiveDate = { ReviewsOutcomes Full owner "HUB" by [Hub],
            "Due by", "" };
        222 held_on: NaiveDate = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "Held on", "" };
        223 format: Code<ReviewFormat> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "How we met", "" };
        224 my_views: Text<2000> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "What I said", "her words; may hold special category data" };
        225 what_changed: Text<1000> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces, HerWords],
            "What changed", "do not write a diagnosis, abuse, immigration or another person's details: those have their own part" };
        226 risks_noticed: Text<1000> = { ReviewsOutcomes Named only [Pom, Com, Ces] owner "COM" by [Pom, Com, Ces] leaks,
            "Things to watch", "lead with POM or COM only; CES only while she leads; not for MAPPA, intelligence or abuse detail" };
    }
}
