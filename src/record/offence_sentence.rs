//! `OffenceSentence`: what it was for, kept thin.

use super::line::record;
use crate::vocabulary::Text;

record! {
    /// What it was for, kept thin.
    pub struct OffenceSentence in offence_sentence: OnePerHolder of "Person" as "offenceSentence";
    holders ["PROBATION"];
    stored {
        70 offence_summary: Text<160> = { Offence Full only [Pom, Com, Adv] owner "PROBATION" by [Com, Pom] leaks,
            "What it was for", "convicted matters only; one line; do not name victims, co-accused or places; allegations split off; ADV only with her separate yes" };
        71 allegation_summary: Text<160> = { Offence Named only [Pom, Com] owner "PROBATION" by [Com, Pom] leaks,
            "What I am accused of (not proven)", "UNCONVICTED; never leaves SUPERVISION" };
        72 previous_convictions_summary: Text<160> = { Offence Named only [Pom, Com] owner "PROBATION" by [Com, Pom] leaks,
            "Before", "SUPERVISION only" };
    }
    computed {}
}
