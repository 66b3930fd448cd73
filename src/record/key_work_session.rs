//! `KeyWorkSession`: a key work session was held.

use super::line::catalogued;
use chrono::NaiveDate;

catalogued! {
    /// A key work session was held.
    pub struct KeyWorkSession: Many of "Person" as "keyWorkSessions";
    holders ["PRISON"];
    rows 864 in PlanActions;
    fields {
        315 held_on: NaiveDate = { PlanActions Full only [Keyw, Pom, Ces] needs [CustodyDates] owner "PRISON" by [Keyw] leaks,
            "Key work session held", "session held, nothing else; no content, no length, no missed sessions" };
    }
}
