//! `Step`: a step to a goal.

use super::line::record;
use crate::vocabulary::{Code, GoalArea, Link, Many, Role, StepStatus, Text};
use chrono::NaiveDate;

record! {
    /// A step to a goal.
    pub struct Step in step: Many of "Goal" as "steps";
    holders ["PROBATION"];
    gates [(by_area "area")];
    rows 853 in PlanActions;
    stored {
        210 title: Text<140> = { PlanActions Summary owner "COM" by [HerWords, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam],
            "What will happen", "an S reader gets only steps its role owns; say what to do, never why; no diagnosis, service, address or other person" };
        211 owner: Link<super::TeamMember> = { PlanActions Full owner "COM" by [Pom, Com, Ces, Reset, Keyw, Ap, Pa, Wcw, Health, Daw, Idva, Fam] leaks,
            "Who will do it", "exactly one owner; opens through the TeamMember row gate, so a hidden service is not named" };
        213 owner_is_her: bool = { PlanActions Full owner "COM" by [Pom, Com, Ces, HerWords],
            "I will do it", "" };
        214 due: NaiveDate = { PlanActions Summary owner "COM" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam, HerWords],
            "By when", "set by the lead or the row's named owner" };
        215 done_on: NaiveDate = { PlanActions Summary owner "COM" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, Peerc, HerWords],
            "Done on", "the row's named owner writes it, whoever created the step; summary so that an S owner sees its own mark" };
        216 status: Code<StepStatus> = { PlanActions Summary owner "COM" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, Peerc, HerWords],
            "How it is going", "the row's named owner writes it; STUCK alerts the lead" };
        217 stuck_reason: Text<200> = { PlanActions Full owner "COM" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, Peerc, HerWords],
            "Why it is stuck", "STUCK needs a reason; do not write that she refused, or about health, abuse or other people" };
        218 depends_on: Many<Link<super::Step>> = { PlanActions Full owner "COM" by [Pom, Com, Ces, Reset, Keyw, Ap, Pa, Wcw, Health, Daw, Idva, Fam] leaks,
            "Needs this first", "a step that is not readable is not in the list" };
        219 plain_reason: Text<200> = { PlanActions Full owner "WOMAN" by [HerWords],
            "Why it matters to me", "her words" };
    }
    computed {
        205 id: Text<36> = { PlanActions Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "opaque" };
        206 version: Text<64> = { PlanActions Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "opaque row token, never a counter" };
        207 source_ref: Text<80> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "(not shown)", "unique per agency" };
        208 goal: Link<super::Goal> = { PlanActions Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "Part of goal", "absent for an S reader" };
        209 area: Code<GoalArea> = { PlanActions Full owner "HUB" by [Hub] from ["Goal.area"] leaks,
            "What it is about", "copied from its goal so that the gate needs no join" };
        212 owner_role: Code<Role> = { Control Named owner "HUB" by [Hub] from ["Step.owner"] leaks,
            "(not shown)", "drives the S view and the owner's right to write" };
    }
}
