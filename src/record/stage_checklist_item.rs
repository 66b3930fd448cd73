//! `StageChecklistItem`: who does what at each stage.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, PlanPhase, Role, StageTask};
use chrono::NaiveDate;

catalogued! {
    /// Who does what at each stage.
    pub struct StageChecklistItem: Many of "Plan" as "stageChecklistItems";
    gates [(by_area "task")];
    rows 851 in PlanActions;
    fields {
        189 task: Code<StageTask> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "What happens at this stage", "who does what at each stage of the blueprint; raises a Task when late" };
        190 stage: Code<PlanPhase> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] from ["Plan.phase"] leaks,
            "Stage", "" };
        191 owner_role: Code<Role> = { Control Named owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "(not shown)", "drives the owner's worklist" };
        192 owner: Link<super::TeamMember> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Pom, Com, Ces] leaks,
            "Who does it", "opens through the TeamMember row gate" };
        193 due: NaiveDate = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "By when", "" };
        194 done_on: NaiveDate = { PlanActions Full needs [CustodyDates] owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Health, Daw, Idva, Fam] leaks,
            "Done on", "the row's named owner writes it" };
        195 not_needed: bool = { PlanActions Full needs [CustodyDates] owner "HUB" by [Pom, Com, Ces] leaks,
            "Not needed", "no reason is stored: a reason could tell a refusal" };
    }
}
