//! `Identifier`: numbers systems use for her.

use super::line::record;
use crate::vocabulary::Text;

record! {
    /// Numbers systems use for her.
    pub struct Identifier in identifier: OnePerHolder of "Person" as "identifier";
    holders ["PRISON", "PROBATION", "HEALTH", "LA_LEAVING_CARE"];
    stored {
        16 nomis_number: Text<10> = { Identifiers Full only [Pom, Reset, Com] needs [CustodyDates] owner "PRISON" by [Pom, Reset] leaks,
            "My prison number", "justice roles only" };
        17 crn: Text<10> = { Identifiers Full only [Pom, Com] needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "My probation number", "justice roles only" };
        18 nhs_number: Text<10> = { Identifiers Full only [Health] owner "HEALTH" by [Health],
            "My NHS number", "HEALTH only; no also_needs for the old S9(implied): nobody but health reads it" };
        19 la_person_id: Text<30> = { Identifiers Full only [Pa] needs [CareStatus] owner "LA_LEAVING_CARE" by [Pa] leaks,
            "My council number", "PA only; attached when the council accepts an invitation" };
    }
    computed {}
}
