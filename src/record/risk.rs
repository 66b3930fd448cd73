//! `Risk`: risk to others and worker safety.

use super::line::catalogued;
use crate::vocabulary::{Code, Many, MappaCategory, MappaLevel, RoshLevel, Text};
use chrono::NaiveDate;

catalogued! {
    /// Risk to others and worker safety.
    pub struct Risk: OnePerHolder of "Person" as "risk";
    holders ["PROBATION"];
    fields {
        591 rosh: Code<RoshLevel> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Risk level", "" };
        592 mappa_category: Code<MappaCategory> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Public safety meetings, kind", "Never minutes" };
        593 mappa_level: Code<MappaLevel> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Public safety meetings, level", "Never minutes" };
        594 partner_summary_draft: Text<500> = { RiskPp Full only [Pom, Com] owner "COM" by [Com] leaks,
            "Draft of what partners need to know", "Edit the OASys text; no victims, names or intelligence" };
        595 partner_summary_signed_off_on: NaiveDate = { RiskPp Full only [Pom, Com] owner "COM" by [Com] leaks,
            "Signed off on", "By a manager, not the author" };
        596 partner_summary: Text<500> = { RiskPp Summary owner "HUB" by [Hub] from ["Risk.partnerSummaryDraft", "Risk.partnerSummarySignedOffOn"] leaks,
            "What partners need to know", "Empty until signed off" };
        597 worker_safety: Text<200> = { RiskPp Summary owner "COM" by [Com] leaks,
            "How to meet safely", "What to do, no reason" };
        598 restrictions: Many<Text<200>> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Rules about people or places", "Never name a protected person" };
        599 restricted_areas: Many<Text<80>> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Areas I must stay out of", "Area only; merged into HousingNeed.areasToAvoid" };
        600 other_forum_name: Text<120> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Another safety meeting", "Name of the forum only" };
        601 other_forum_actions: Many<Text<200>> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "What it agreed", "Actions only; no minutes" };
        602 review_on: NaiveDate = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "Look at it again on", "" };
    }
}
