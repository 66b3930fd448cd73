//! `PlanSection`: a part of the plan.

use super::line::catalogued;
use crate::vocabulary::{AudienceLabel, Code, Link, PlanSectionCode, SectionStatus};

catalogued! {
    /// A part of the plan.
    pub struct PlanSection: Many of "Plan" as "planSections";
    holders ["WOMAN"];
    gates [(by_area "code")];
    rows 847 in PlanActions;
    fields {
        158 code: Code<PlanSectionCode> = { PlanActions Full owner "HUB" by [Hub] leaks,
            "Part of my plan", "the existence of a section inherits its category; adds LIFE_SKILLS and MIND" };
        159 done_with: Link<super::TeamMember> = { PlanActions Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam, HerWords] leaks,
            "Who I did it with", "opens through the TeamMember row gate; a peer mentor never shows" };
        160 status: Code<SectionStatus> = { PlanActions Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam, HerWords],
            "How far I am", "" };
        161 audience_label: Code<AudienceLabel> = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Who may see this part", "control data, a label is a choice and choices are hidden" };
    }
}
