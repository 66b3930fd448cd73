//! `LifeSkill`: a skill for daily life.

use super::line::catalogued;
use crate::vocabulary::{Code, LifeSkillKind, Link, Text};

catalogued! {
    /// A skill for daily life.
    pub struct LifeSkill: Many of "Plan" as "lifeSkills";
    holders ["WOMAN"];
    rows 850 in PlanActions;
    fields {
        176 skill: Code<LifeSkillKind> = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "A skill for daily life", "LIFE_SKILLS section" };
        177 confidence: i32 = { PlanActions Full owner "WOMAN" by [HerWords],
            "How sure I feel (1 to 5)", "" };
        178 wants_help: bool = { PlanActions Full owner "WOMAN" by [HerWords],
            "I want help with this", "" };
        179 in_my_words: Text<300> = { PlanActions Full owner "WOMAN" by [HerWords],
            "In my words", "her words; do not write a diagnosis or who controls her money" };
        180 done_with: Link<super::TeamMember> = { PlanActions Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "Who is helping me", "opens through the TeamMember row gate" };
    }
}
