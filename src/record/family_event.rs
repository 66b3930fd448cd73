//! `FamilyEvent`: family time in prison.

use super::line::catalogued;
use crate::vocabulary::{Code, FamilyEventKind};
use chrono::NaiveDate;

catalogued! {
    /// Family time in prison.
    pub struct FamilyEvent: Many of "ChildrenFamily" as "familyEvents";
    holders ["FAMILY_SERVICE"];
    rows 883 in ChildrenFamily;
    fields {
        539 kind: Code<FamilyEventKind> = { ChildrenFamily Full needs [CustodyDates] owner "FAM" by [Fam] leaks,
            "Kind of family time", "Would show that she is or was in prison." };
        540 on: NaiveDate = { ChildrenFamily Full needs [CustodyDates] owner "FAM" by [Fam] leaks,
            "When", "Would show that she is or was in prison." };
    }
}
