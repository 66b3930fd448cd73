//! `ChildrenFamily`: children and family.

use super::line::record;
use crate::vocabulary::{ChildAgeBand, Code, FamilySupport, Many, Text, YesNoNotSaid};

record! {
    /// Children and family.
    pub struct ChildrenFamily in children_family: OnePerHolder of "Person" as "childrenFamily";
    holders ["WOMAN"];
    stored {
        520 has_children: Code<YesNoNotSaid> = { ChildrenFamily Full owner "WOMAN" by [HerWords] leaks,
            "I have children", "Default NOT_SAID; never a required question" };
        521 social_care_involved: Code<YesNoNotSaid> = { ChildrenFamily Full owner "WOMAN" by [HerWords] leaks,
            "Children's services", "Her answer only; CSW does not write it" };
        522 support_wanted: Many<Code<FamilySupport>> = { ChildrenFamily Full owner "WOMAN" by [HerWords, Fam] leaks,
            "Help I want", "" };
        523 household_adults: i32 = { ChildrenFamily Summary owner "WOMAN" by [HerWords, Com, Pa, Fam] leaks,
            "Grown-ups who will live with me", "Number only; the council's view" };
        524 household_children_age_bands: Many<Code<ChildAgeBand>> = { ChildrenFamily Summary owner "WOMAN" by [HerWords, Com, Pa, Fam] leaks,
            "Ages of children who will live with me", "Age bands only" };
    }
    computed {
        525 contact_goal_title: Text<120> = { ChildrenFamily Summary only [Pom, Reset, Ap, Idva, Com, Pa, Ces, Wcw, Fam, Csw, Adv] owner "HUB" by [Hub] from ["Goal.title"] leaks,
            "My contact goal", "Not LHA or HPW: they get numbers only" };
    }
}
