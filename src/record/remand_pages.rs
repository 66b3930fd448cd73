//! `RemandPages`: pages for remand.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Text, YesNoNotSaid};

catalogued! {
    /// Pages for remand.
    pub struct RemandPages: One of "Plan" as "remandPages";
    holders ["WOMAN"];
    fields {
        181 what_i_need_now: Text<600> = { PlanActions Full needs [CustodyDates] owner "WOMAN" by [HerWords, Ces] leaks,
            "What I need while I wait", "do not write about the allegation" };
        182 if_sentenced: Text<600> = { PlanActions Full needs [CustodyDates] owner "WOMAN" by [HerWords, Ces] leaks,
            "If I am sentenced", "do not write about the allegation or a plea" };
        183 if_released_from_court: Text<600> = { PlanActions Full needs [CustodyDates] owner "WOMAN" by [HerWords, Ces] leaks,
            "If I leave from court", "no address, no allegation" };
        184 keep_my_home: Text<300> = { PlanActions Full needs [CustodyDates, HousingNeed] owner "WOMAN" by [HerWords, Ces, Pa] leaks,
            "Keeping my home while I wait", "no address; rent dates stay in HousingNeed" };
        185 family: Text<300> = { PlanActions Full needs [CustodyDates, ChildrenFamily] owner "WOMAN" by [HerWords, Ces] leaks,
            "My family while I wait", "do not name children" };
        186 bail_address_needed: bool = { PlanActions Full needs [CustodyDates, HousingNeed] owner "WOMAN" by [HerWords, Ces, Com] leaks,
            "I need an address for bail", "the address itself is in Address" };
        187 legal_help_sorted: Code<YesNoNotSaid> = { PlanActions Full only [Ces, Pom] needs [CustodyDates] owner "WOMAN" by [HerWords, Ces] leaks,
            "I have a solicitor", "name never held, advice is privileged" };
        188 carried_into: Link<super::Plan> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "Carried into my next plan", "on sentence nothing starts again" };
    }
}
