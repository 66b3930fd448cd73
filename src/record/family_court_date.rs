//! `FamilyCourtDate`: a family court date.

use super::line::catalogued;
use crate::vocabulary::Text;
use chrono::{DateTime, Utc};

catalogued! {
    /// A family court date.
    pub struct FamilyCourtDate: Many of "ChildrenFamily" as "familyCourtDates";
    holders ["WOMAN"];
    rows 882 in ChildrenFamily;
    fields {
        536 what: Text<120> = { ChildrenFamily Full only [Com, Pa, Ces, Wcw, Fam, Csw, Adv] owner "WOMAN" by [HerWords, Fam] leaks,
            "What it is", "Kind of hearing; no child's name, no case papers" };
        537 on: DateTime<Utc> = { ChildrenFamily Full only [Com, Pa, Ces, Wcw, Fam, Csw, Adv] owner "WOMAN" by [HerWords, Fam] leaks,
            "When", "" };
        538 wants_support: bool = { ChildrenFamily Full only [Com, Pa, Ces, Wcw, Fam, Csw, Adv] owner "WOMAN" by [HerWords, Fam] leaks,
            "I want someone with me", "" };
    }
}
