//! `AreaToAvoid`: one area that is not safe, with its reason kept apart.

use super::line::record;
use crate::vocabulary::{AvoidReasonKind, Code, Text};

record! {
    /// One area that is not safe, with its reason kept apart.
    pub struct AreaToAvoid in area_to_avoid: Many of "HousingNeed" as "avoidedAreas";
    holders ["WOMAN"];
    gates [(when "reason_kind" is "ABUSE" needs DomAbuse), (when "reason_kind" is "EXPLOITATION" needs Exploitation), (when "reason_kind" is "LICENCE" needs Licence)];
    rows 865 in HousingAddress;
    stored {
        345 area: Text<80> = { HousingAddress Summary owner "WOMAN" by [HerWords, Com, Idva] leaks,
            "The area", "Council, town or postcode district; no street" };
        346 reason_kind: Code<AvoidReasonKind> = { HousingAddress Named only [Idva, Com] owner "WOMAN" by [HerWords, Com, Idva] leaks,
            "What sort of reason", "Used by the row gate" };
        347 why: Text<300> = { DomAbuse Named only [Idva, Com] owner "WOMAN" by [HerWords, Idva] leaks,
            "Why it is not safe", "No full names, no addresses; Never leaves abuse and exploitation roles" };
    }
    computed {}
}
