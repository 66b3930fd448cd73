//! `SubstanceUse`: help with drugs and drink.

use super::line::record;
use crate::vocabulary::{Code, Link, NaloxoneStatus, RehabDecision, Text, TreatmentStatus, YesNoNotNow};
use chrono::{DateTime, NaiveDate, Utc};

record! {
    /// Help with drugs and drink.
    pub struct SubstanceUse in substance_use: OnePerHolder of "Person" as "substanceUse";
    holders ["DRUG_ALCOHOL", "WOMAN"];
    stored {
        481 support_wanted: Code<YesNoNotNow> = { Substance Full owner "WOMAN" by [HerWords] leaks,
            "I want help with drugs or drink", "" };
        482 in_treatment: Code<TreatmentStatus> = { Substance Full owner "DAW" by [Daw] leaks,
            "I am in treatment", "" };
        483 recovery_goal: Text<500> = { Substance Full owner "WOMAN" by [HerWords, Daw] leaks,
            "What recovery means to me", "No drug or dose; name no other person" };
        485 accommodation_support_needed: bool = { Substance Summary owner "DAW" by [Daw, HerWords] leaks,
            "I need support where I live", "Derived; says what, never why." };
        486 prescribed_support: bool = { Substance Full owner "DAW" by [Daw, Health] leaks,
            "I have a script", "No drug, no dose" };
        487 script_collect_from: Text<120> = { Substance Full owner "DAW" by [Daw, Health] leaks,
            "Where I pick it up", "Pharmacy name and town only" };
        488 script_next_at: DateTime<Utc> = { Substance Full owner "DAW" by [Daw, Health] leaks,
            "Next pick-up", "No drug, no dose" };
        489 script_show_to_who_meets_me: bool = { Substance Full only [Daw, Health, Ces, Wcw, Pa] owner "WOMAN" by [HerWords] leaks,
            "The person who meets me may know my pick-up", "Her tick; default no; feeds ReleaseDay.pickUpFrom without the source" };
        490 handover_service: Link<super::DirectoryEntry> = { Substance Full owner "DAW" by [Daw] leaks,
            "My new service", "Public row; her link to it is not" };
        491 first_appointment_at: DateTime<Utc> = { Substance Full owner "DAW" by [Daw] leaks,
            "First appointment there", "" };
        492 booked_on: NaiveDate = { Substance Full owner "DAW" by [Daw] leaks,
            "Booked on", "" };
        493 naloxone: Code<NaloxoneStatus> = { Substance Full only [Daw, Health, Ces, Wcw, Pa, Adv] owner "DAW" by [Daw, Health] leaks,
            "Overdose kit", "" };
        494 rehab_wanted: Code<YesNoNotNow> = { Substance Full owner "WOMAN" by [HerWords, Daw, Com] leaks,
            "I want rehab", "" };
        495 rehab_women_only: bool = { Substance Full owner "WOMAN" by [HerWords, Daw, Com] leaks,
            "Women only", "" };
        496 rehab_applied_on: NaiveDate = { Substance Full owner "DAW" by [Daw, Com] leaks,
            "Applied on", "" };
        497 rehab_decision: Code<RehabDecision> = { Substance Full owner "DAW" by [Daw, Com] leaks,
            "What they said", "LHA writes the funding answer without reading the rest" };
    }
    computed {
        484 appointment_booked: bool = { Substance Summary owner "HUB" by [Hub] from ["SubstanceUse.firstAppointmentAt"] leaks,
            "I have an appointment", "Derived; says what, never why." };
    }
}
