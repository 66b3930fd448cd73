//! `AlternativeBeforeRecall`: what was tried before recall.

use super::line::catalogued;
use crate::vocabulary::{Code, RecallAlternative, Text};
use chrono::NaiveDate;

catalogued! {
    /// What was tried before recall.
    pub struct AlternativeBeforeRecall: Many of "Licence" as "alternativeBeforeRecalls";
    holders ["PROBATION"];
    rows 842 in Licence;
    fields {
        104 option: Code<RecallAlternative> = { Licence Full only [Pom, Com] needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "What was tried first", "she reads it in her own view" };
        105 tried_on: NaiveDate = { Licence Full only [Pom, Com] needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "When", "" };
        106 result: Text<300> = { Licence Full only [Pom, Com] needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "What happened", "do not write about sessions at voluntary services, health or other people" };
    }
}
