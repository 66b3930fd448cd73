//! `ContactPlan`: how she and a child see each other.

use super::line::catalogued;
use crate::vocabulary::{Code, ContactSupervisor, ContactType, Link, Text};
use chrono::{DateTime, Utc};

catalogued! {
    /// How she and a child see each other.
    pub struct ContactPlan: Many of "ChildrenFamily" as "contactPlans";
    holders ["FAMILY_SERVICE"];
    rows 881 in ChildrenFamily;
    fields {
        531 child: Link<super::Child> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "FAM" by [Fam, Csw, HerWords] leaks,
            "Which child", "" };
        532 r#type: Code<ContactType> = { ChildrenFamily Full owner "FAM" by [Fam, Csw, HerWords] leaks,
            "Visit, video, letters or phone", "" };
        533 how_often: Text<80> = { ChildrenFamily Full owner "FAM" by [Fam, Csw, HerWords] leaks,
            "How often", "Times only; no names or places" };
        534 supervised_by: Code<ContactSupervisor> = { ChildrenFamily Full only [Com, Pa, Ces, Wcw, Fam, Csw] owner "FAM" by [Fam, Csw] leaks,
            "Who is with us", "Kind only, no name" };
        535 next_on: DateTime<Utc> = { ChildrenFamily Full owner "FAM" by [Fam, Csw, HerWords] leaks,
            "Next time", "Shown as a busy slot in the joint timeline" };
    }
}
