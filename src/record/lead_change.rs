//! `LeadChange`: a change of lead.

use super::line::catalogued;
use crate::vocabulary::{Code, LeadChangeKind, Link, Many, Role, Text};
use chrono::NaiveDate;

catalogued! {
    /// A change of lead.
    pub struct LeadChange: Many of "Plan" as "leadChanges";
    rows 849 in PlanActions;
    fields {
        164 kind: Code<LeadChangeKind> = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "Kind of change", "joins nextLeadChange, leadOverride and history" };
        165 from_role: Code<Role> = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "Who led before", "leads and next lead; CES shows as WCW without CARE_STATUS" };
        166 to_role: Code<Role> = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "Who leads next", "" };
        167 on: NaiveDate = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "When", "" };
        168 reason: Text<200> = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Pom, Com, Ces] leaks,
            "Why", "do not write her choices, health or the offence" };
        169 agreed_by: Many<Link<super::TeamMember>> = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Pom, Com, Ces] leaks,
            "Who agreed", "two agencies; opens through the TeamMember row gate" };
        170 until: NaiveDate = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Pom, Com, Ces] leaks,
            "Until", "an override needs an end" };
        171 explained_on: NaiveDate = { PlanActions Full only [Pom, Com, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Pom, Com, Ces],
            "Someone explained it to me", "" };
    }
}
