//! `PhysicalHealth`: physical health in short.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Many, Text, YesNoChecking};
use chrono::{DateTime, Utc};

catalogued! {
    /// Physical health in short.
    pub struct PhysicalHealth: OnePerHolder of "Person" as "physicalHealth";
    holders ["HEALTH", "WOMAN"];
    fields {
        442 gp_registered: bool = { PhysHealth Full owner "HEALTH" by [Health, Reset, HerWords] leaks,
            "I have a doctor", "" };
        443 gp_practice: Link<super::DirectoryEntry> = { PhysHealth Full owner "HEALTH" by [Health, Reset, HerWords] leaks,
            "My doctor", "Public row; her link to it is not" };
        444 support_needed: Code<YesNoChecking> = { PhysHealth Summary owner "HEALTH" by [Health, HerWords] leaks,
            "I need health help where I will live", "" };
        445 adaptations: Many<Text<120>> = { PhysHealth Summary owner "WOMAN" by [HerWords, Health] leaks,
            "Things that make a place work for me", "What is needed, never the condition" };
        446 allergies_vital: Text<200> = { PhysHealth Summary owner "HEALTH" by [Health, HerWords] leaks,
            "Allergies", "Allergy only; no medicine she takes" };
        447 next_appointment_at: DateTime<Utc> = { PhysHealth Full owner "HEALTH" by [Health] leaks,
            "My next health appointment", "" };
        448 through_gate_service: Link<super::DirectoryEntry> = { PhysHealth Full needs [CustodyDates] owner "HEALTH" by [Health] leaks,
            "Health help that meets me outside", "Such as RECONNECT; shows prison" };
    }
}
