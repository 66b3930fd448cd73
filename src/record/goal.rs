//! `Goal`: a goal.

use super::line::record;
use crate::vocabulary::{Code, GoalArea, GoalPriority, GoalStatus, Text};
use chrono::NaiveDate;

record! {
    /// A goal.
    pub struct Goal in goal: Many of "Plan" as "goals";
    holders ["WOMAN"];
    gates [(by_area "area")];
    rows 852 in PlanActions;
    stored {
        199 title: Text<140> = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "My goal", "say what she wants; do not write a diagnosis, offence, address or another person's name" };
        200 in_my_words: Text<600> = { PlanActions Full owner "WOMAN" by [HerWords],
            "My goal in my words", "her words" };
        201 area: Code<GoalArea> = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "What it is about", "gates the goal and its steps; adds KEEP_SAFE and EXPLOITATION so that T6 and T8 rows do not open on T5" };
        202 r#priority: Code<GoalPriority> = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Com, Ces],
            "How important", "" };
        203 status: Code<GoalStatus> = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Com, Ces, Pa],
            "How it is going", "maps to hmpps-sentence-plan" };
        204 target_date: NaiveDate = { PlanActions Full owner "WOMAN" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "By when I want it", "sentence-plan targetDate" };
    }
    computed {
        196 id: Text<36> = { PlanActions Full owner "HUB" by [Hub] leaks,
            "(not shown)", "opaque; not summary: an S reader meets steps only" };
        197 version: Text<64> = { PlanActions Full owner "HUB" by [Hub] leaks,
            "(not shown)", "opaque row token, never a counter; not summary: an S reader meets steps only" };
        198 source_ref: Text<80> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "(not shown)", "unique per agency, makes nightly upserts safe" };
    }
}
