//! `LicenceCondition`: one rule.

use super::line::record;
use crate::vocabulary::{Code, ConditionGroup, LicenceConditionType, Text};
use chrono::NaiveDate;

record! {
    /// One rule.
    pub struct LicenceCondition in licence_condition: Many of "Licence" as "licenceConditions";
    holders ["PROBATION"];
    rows 839 in Licence;
    stored {
        86 condition_group: Code<ConditionGroup> = { Licence Full only [Pom, Com, Ap, Ces, Adv] owner "PROBATION" by [Com] leaks,
            "Kind of rule", "Create and Vary a Licence names" };
        87 r#type: Code<LicenceConditionType> = { Licence Full only [Pom, Com, Ap, Ces, Adv] owner "PROBATION" by [Com] leaks,
            "My rule", "pinned to roles with full LICENCE today: names such as DRUG_TEST tell more; first nine are the HMPPS standard set" };
        88 plain_text: Text<400> = { Licence Full only [Pom, Com, Ap, Ces, Adv] owner "PROBATION" by [Com] leaks,
            "My rule in plain words", "do not name protected people, children or addresses" };
        89 area: Text<80> = { Licence Named only [Pom, Com, Ap] owner "PROBATION" by [Com] leaks,
            "Area I cannot go", "feeds Licence.areasNotPossible; area name, never whose home" };
        90 from: NaiveDate = { Licence Full only [Pom, Com, Ap, Ces, Adv] owner "PROBATION" by [Com] leaks,
            "From", "" };
        91 to: NaiveDate = { Licence Full only [Pom, Com, Ap, Ces, Adv] owner "PROBATION" by [Com] leaks,
            "To", "" };
    }
    computed {}
}
