//! `Achievement`: something she is proud of.

use super::line::catalogued;
use crate::vocabulary::{Code, GoalArea, Text};
use chrono::NaiveDate;

catalogued! {
    /// Something she is proud of.
    pub struct Achievement: Many of "AboutMe" as "achievements";
    gates [(by_area "area")];
    rows 845 in AboutMe;
    fields {
        137 what: Text<200> = { AboutMe Full owner "WOMAN" by [HerWords],
            "Something I am proud of", "do not name a treatment or a service" };
        138 on: NaiveDate = { AboutMe Full owner "WOMAN" by [HerWords],
            "When", "" };
        139 area: Code<GoalArea> = { AboutMe Full owner "WOMAN" by [HerWords] leaks,
            "What it is about", "a finished drug course would reveal the service" };
    }
}
