//! `CourtOrder`: a court order on her.

use super::line::catalogued;
use crate::vocabulary::{Code, CourtOrderType};
use chrono::NaiveDate;

catalogued! {
    /// A court order on her.
    pub struct CourtOrder: Many of "OffenceSentence" as "courtOrders";
    holders ["PROBATION"];
    rows 837 in Offence;
    fields {
        73 kind: Code<CourtOrderType> = { Offence Named only [Pom, Com] owner "PROBATION" by [Com, Pom] leaks,
            "Court orders on me", "orders that protect HER belong to DomesticAbuse; never name the protected person" };
        74 until: NaiveDate = { Offence Named only [Pom, Com] owner "PROBATION" by [Com, Pom] leaks,
            "Until", "" };
    }
}
