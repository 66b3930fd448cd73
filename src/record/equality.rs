//! `Equality`: who she is, in her own words.

use super::line::catalogued;
use crate::vocabulary::{
    Code, DisabilityCode, EthnicityCode, FaithCode, GenderIdentityCode, Many, OrientationCode, PlacementPreference, Text,
};

catalogued! {
    /// Who she is, in her own words.
    pub struct Equality: OnePerHolder of "Person" as "equality";
    fields {
        577 ethnicity: Text<80> = { Equality Full owner "WOMAN" by [HerWords] leaks,
            "My ethnic background", "Self-described" };
        578 ethnicity_code: Code<EthnicityCode> = { Equality Named owner "WOMAN" by [HerWords] leaks,
            "The nearest in a list", "Statistics only; grant to no role" };
        579 faith: Text<80> = { Equality Full owner "WOMAN" by [HerWords] leaks,
            "My faith", "Self-described" };
        580 faith_code: Code<FaithCode> = { Equality Named owner "WOMAN" by [HerWords] leaks,
            "The nearest in a list", "Statistics only; grant to no role" };
        581 orientation: Text<80> = { Equality Named only [Ces, Wcw, Pa, Com] owner "WOMAN" by [HerWords] leaks,
            "My sexual orientation", "Named only" };
        582 orientation_code: Code<OrientationCode> = { Equality Named owner "WOMAN" by [HerWords] leaks,
            "The nearest in a list", "Statistics only; grant to no role" };
        583 gender_identity: Text<80> = { Equality Named only [Ces, Wcw, Pa, Com] owner "WOMAN" by [HerWords] leaks,
            "My gender identity", "Named only" };
        584 gender_identity_code: Code<GenderIdentityCode> = { Equality Named owner "WOMAN" by [HerWords] leaks,
            "The nearest in a list", "Statistics only, national level" };
        585 disability: Text<200> = { Equality Full needs [PhysHealth] owner "WOMAN" by [HerWords] leaks,
            "Disability, in my words", "Self-described; adjustments live in CommunicationNeeds" };
        586 disability_code: Code<DisabilityCode> = { Equality Named owner "WOMAN" by [HerWords] leaks,
            "The nearest in a list", "Statistics only; grant to no role" };
        587 cultural_needs: Text<300> = { Equality Full owner "WOMAN" by [HerWords] leaks,
            "What matters for my culture", "Name no other person" };
        588 diet: Text<200> = { Equality Full owner "WOMAN" by [HerWords],
            "What I eat and do not eat", "No medical reason here" };
        589 faith_contact: Text<120> = { Equality Full owner "WOMAN" by [HerWords] leaks,
            "Who I see about my faith", "First name or nickname only; no address, phone or school." };
        590 placement_preferences: Many<Code<PlacementPreference>> = { Equality Summary owner "WOMAN" by [HerWords] leaks,
            "What kind of place suits me", "What it shows is already this category; she ticks each value" };
    }
}
