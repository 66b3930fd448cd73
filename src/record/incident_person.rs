//! `IncidentPerson`: one woman touched by an incident.

use super::line::catalogued;
use crate::vocabulary::{Code, TellDecision};
use chrono::{DateTime, Utc};

catalogued! {
    /// One woman touched by an incident.
    pub struct IncidentPerson: Many of "Incident" as "incidentPeople";
    fields {
        832 tell_decision: Code<TellDecision> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Tell her", "After the safety check" };
        833 safe_route: bool = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "A safe way to tell her is known", "The route stays in SafeContact" };
        834 told_her_on: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "I was told on", "" };
    }
}
