//! `MentalHealth`: mind and feelings.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Many, Text, YesNoNotNow};
use chrono::{DateTime, Utc};

catalogued! {
    /// Mind and feelings.
    pub struct MentalHealth: OnePerHolder of "Person" as "mentalHealth";
    holders ["HEALTH", "WOMAN", "PROBATION"];
    fields {
        460 support_wanted: Code<YesNoNotNow> = { MentalHealth Summary owner "WOMAN" by [HerWords] leaks,
            "I want help with my mind and feelings", "" };
        461 what_helps: Many<Text<200>> = { MentalHealth Summary owner "WOMAN" by [HerWords, Health] leaks,
            "What helps", "No diagnosis, no person's name" };
        462 triggers: Many<Text<200>> = { MentalHealth Full owner "WOMAN" by [HerWords, Health] leaks,
            "What sets me off", "Do not write about abuse, health, offences, prison or care; name no other person." };
        463 treatment: Text<300> = { MentalHealth Full only [Health] owner "HEALTH" by [Health] leaks,
            "My treatment", "Service and kind only; notes stay in the clinical record" };
        464 care_coordinator: Link<super::TeamMember> = { MentalHealth Full needs [TeamContacts] owner "HEALTH" by [Health] leaks,
            "Who co-ordinates my care", "" };
        465 next_appointment_at: DateTime<Utc> = { MentalHealth Full owner "HEALTH" by [Health] leaks,
            "My next appointment", "" };
        466 opd_formulation_exists: bool = { MentalHealth Named only [Com] needs [CustodyDates] owner "COM" by [Com] leaks,
            "There is a paper on why things happen", "The paper itself is never in the hub" };
    }
}
