//! `DisclosureAdvice`: what she has to tell employers.

use super::line::catalogued;
use crate::vocabulary::{Many, Reader, Text};
use chrono::NaiveDate;

catalogued! {
    /// What she has to tell employers.
    pub struct DisclosureAdvice: Many of "OffenceSentence" as "disclosureAdvices";
    holders ["ETE_DWP"];
    gates [(by_audience "audience")];
    rows 838 in LearningWork;
    fields {
        75 text: Text<600> = { LearningWork Full needs [CustodyDates] owner "ETE" by [Ete, Com] leaks,
            "What I have to tell employers", "her copy; own entity because she picks readers; do not describe the offence, only what must be said; also_needs CUSTODY_DATES, not OFFENCE: ETE never has OFFENCE and her tick is the specific yes" };
        76 given_on: NaiveDate = { LearningWork Full needs [CustodyDates] owner "ETE" by [Ete, Com] leaks,
            "Given to me on", "" };
        77 audience: Many<Reader> = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Who may read it", "empty means only her and the writer; list of a role or a named worker; empty = nobody" };
    }
}
