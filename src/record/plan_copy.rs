//! `PlanCopy`: a copy she was given.

use super::line::catalogued;
use crate::vocabulary::{Code, CopyFormat};
use chrono::NaiveDate;

catalogued! {
    /// A copy she was given.
    pub struct PlanCopy: Many of "Plan" as "planCopies";
    rows 848 in PlanActions;
    fields {
        162 given_on: NaiveDate = { PlanActions Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "I have a copy", "" };
        163 format: Code<CopyFormat> = { PlanActions Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "Kind of copy", "no also_needs: format, never why" };
    }
}
