//! `RefugeOption`: a refuge place that is being looked for, kept away from the housing list.

use super::line::catalogued;
use crate::vocabulary::{Code, HousingOptionStatus, Text};
use chrono::NaiveDate;

catalogued! {
    /// A refuge place that is being looked for, kept away from the housing list.
    pub struct RefugeOption: Many of "Person" as "refugeOptions";
    holders ["DA_SERVICE"];
    rows 869 in DomAbuse;
    fields {
        380 status: Code<HousingOptionStatus> = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva] leaks,
            "How it is going", "" };
        381 from: NaiveDate = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva] leaks,
            "From when", "" };
        382 contact_route: Text<200> = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva] leaks,
            "How to reach me there", "Through a worker or helpline; never the place" };
        383 move_on_plan: Text<300> = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva, Com] leaks,
            "What is next after that", "No area, name or address" };
    }
}
