//! `PaVisit`: a visit from her PA.

use super::line::catalogued;
use crate::vocabulary::{Code, PaVisitKind};
use chrono::NaiveDate;

catalogued! {
    /// A visit from her PA.
    pub struct PaVisit: Many of "CareStatus" as "paVisits";
    holders ["LA_LEAVING_CARE"];
    rows 843 in CareStatus;
    fields {
        122 visited_on: NaiveDate = { CareStatus Full only [Pa, Ces, Pom, Com] owner "LA_LEAVING_CARE" by [Pa] leaks,
            "My PA's visit", "reg 8 clock; core team only" };
        123 kind: Code<PaVisitKind> = { CareStatus Full only [Pa, Ces, Pom, Com] owner "LA_LEAVING_CARE" by [Pa] leaks,
            "Kind of visit", "core team only; PRISON is never in the value list, it would reveal custody" };
    }
}
