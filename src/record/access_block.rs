//! `AccessBlock`: a worker she does not want.

use super::line::record;
use crate::vocabulary::{Link, Text, Worker};
use chrono::NaiveDate;

record! {
    /// A worker she does not want.
    pub struct AccessBlock in access_block: Many of "Person" as "accessBlocks";
    holders ["WOMAN"];
    rows 835 in SafeContact;
    stored {
        11 blocked_worker: Link<Worker> = { Control Named owner "WOMAN" by [HerWords, Pom, Com, Ces] leaks,
            "People I do not want to see my plan", "checked before any grant; never shown to the blocked worker or agency" };
        12 blocked_name: Text<100> = { Control Named owner "WOMAN" by [HerWords, Pom, Com, Ces] leaks,
            "Their name, if not a worker we know", "name only, no address or link" };
        13 reason: Text<200> = { SafeContact Named only [Pom, Com, Ces] owner "WOMAN" by [HerWords, Pom, Com, Ces] leaks,
            "Why (if I want to say)", "the current lead only, never a blocked worker; optional; do not name the other person or describe abuse" };
        14 from: NaiveDate = { Control Named owner "WOMAN" by [HerWords, Pom, Com, Ces] leaks,
            "From when", "works at once" };
        15 to: NaiveDate = { Control Named owner "WOMAN" by [HerWords, Pom, Com, Ces] leaks,
            "Until when", "empty means until she says" };
    }
    computed {}
}
