//! `Incident`: a suspected personal data breach.

use super::line::catalogued;
use crate::vocabulary::{Code, Containment, IncidentKind, IncidentStatus, Many, ReportDecision, Text};
use chrono::{DateTime, Utc};

catalogued! {
    /// A suspected personal data breach.
    pub struct Incident: Many of "" as "incidents";
    fields {
        816 kind: Code<IncidentKind> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "What happened", "" };
        817 summary: Text<500> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "In short", "No person's name or data" };
        818 happened_from: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "From", "" };
        819 happened_to: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Until", "" };
        820 aware_at: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "We knew at", "Starts the 72-hour clock" };
        821 report_due_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["Incident.awareAt"] leaks,
            "Tell the regulator by", "72 hours" };
        822 controllers: Many<Text<64>> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Whose data", "Code or id, not free text; A DPO sees the part of its own controller" };
        823 containment: Many<Code<Containment>> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "What was stopped", "One hand may narrow, at once" };
        824 contained_refs: Many<Text<64>> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Which worker, client or field", "Code or id, not free text." };
        825 contained_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Stopped at", "" };
        826 fields_touched: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["AccessLog.fieldsReleased"] leaks,
            "Which fields", "Entity.field names" };
        827 people_touched: i32 = { Control Full only [Dpo] owner "HUB" by [Hub] from ["AccessLog.fieldsReleased"] leaks,
            "How many people", "" };
        828 report_decision: Code<ReportDecision> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Tell the regulator", "" };
        829 reported_on: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Told on", "" };
        830 regulator_reference: Text<40> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Their number", "Code or id, not free text." };
        831 status: Code<IncidentStatus> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Where it is up to", "" };
    }
}
