//! `PlanUse`: where the plan was copied to.

use super::line::catalogued;
use crate::vocabulary::{Category, Code, Link, Many, Text, Worker};
use chrono::NaiveDate;

catalogued! {
    /// Where the plan was copied to.
    pub struct PlanUse: Many of "Plan" as "planUses";
    fields {
        172 system: Text<60> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "Where my plan was copied to", "each agency its own row; feeds STOP_USING; she sees it in her own view" };
        173 used_on: NaiveDate = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "When", "" };
        174 by: Link<Worker> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "By whom", "" };
        175 categories: Many<Code<Category>> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "Which parts", "which stop notices to send" };
    }
}
