//! `ContactSummary`: contact in short.

use super::line::catalogued;
use chrono::NaiveDate;

catalogued! {
    /// Contact in short.
    pub struct ContactSummary: One of "Person" as "contactSummary";
    fields {
        303 last_contact_on: NaiveDate = { PlanActions Named only [Pa, Ces, Wcw] owner "HUB" by [Hub] from ["ContactLog.on", "ContactLog.outcome"] leaks,
            "Last time someone spoke with me", "day only, no service; COM gets it by push (Annex 4 MISSING)" };
        304 team_member_can_help: bool = { PlanActions Full only [Pa, Ces, Wcw, Com] owner "HUB" by [Hub] from ["ContactLog.on", "ContactLog.outcome"] leaks,
            "A team member can help", "true or null, never false" };
        305 missed_in_a_row: i32 = { Control Named owner "HUB" by [Hub] from ["ContactLog.outcome"] leaks,
            "(not shown)", "raises a welfare task for the lead without the number" };
    }
}
