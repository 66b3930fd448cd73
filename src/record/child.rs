//! `Child`: a child, by nickname.

use super::line::record;
use crate::vocabulary::{ChildAgeBand, ChildLivesWith, Code, ContactLevel, Text};

record! {
    /// A child, by nickname.
    pub struct Child in child: Many of "ChildrenFamily" as "children";
    holders ["WOMAN"];
    rows 880 in ChildrenFamily;
    stored {
        526 nickname: Text<40> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "WOMAN" by [HerWords, Fam] leaks,
            "What I call my child", "First name or nickname only; no address, phone or school." };
        527 age_band: Code<ChildAgeBand> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "WOMAN" by [HerWords, Fam] leaks,
            "About how old", "No date of birth" };
        528 lives_with: Code<ChildLivesWith> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "WOMAN" by [HerWords, Fam] leaks,
            "Who they live with", "No carer's name or address" };
        529 contact_now: Code<ContactLevel> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "WOMAN" by [HerWords, Fam] leaks,
            "How we keep in touch now", "" };
        530 contact_i_want: Code<ContactLevel> = { ChildrenFamily Full only [Pom, Com, Pa, Ces, Wcw, Fam, Csw] owner "WOMAN" by [HerWords] leaks,
            "How I want us to keep in touch", "" };
    }
    computed {}
}
