//! `CircleMember`: someone in her circle.

use super::line::record;
use crate::vocabulary::{CircleCloseness, CircleRelation, CircleSafety, CircleWish, Code, ContactAgreement, Link, Many, Text};

record! {
    /// Someone in her circle.
    pub struct CircleMember in circle_member: Many of "Circle" as "circleMembers";
    holders ["WOMAN", "WOMENS_CENTRE"];
    gates [(when "how_safe" is "NOT_SAFE" needs DomAbuse)];
    rows 861 in Circle;
    stored {
        280 name: Text<60> = { Circle Full owner "WOMAN" by [HerWords, Ces],
            "Someone in my circle", "first name or nickname, no full name" };
        281 relation: Code<CircleRelation> = { Circle Full owner "WOMAN" by [HerWords, Ces],
            "Who they are", "FOSTER_CARER and FAITH taken out, they reveal care and faith" };
        282 was_my_carer: bool = { Circle Full needs [CareStatus] owner "WOMAN" by [HerWords, Ces] leaks,
            "They looked after me in care", "" };
        283 faith_link: bool = { Circle Full needs [Equality] owner "WOMAN" by [HerWords, Ces] leaks,
            "I know them through my faith", "" };
        284 how_they_help: Text<200> = { Circle Full owner "WOMAN" by [HerWords, Ces],
            "How they help", "do not write their health, address or offences" };
        285 how_safe: Code<CircleSafety> = { Circle Full needs [DomAbuse] owner "WOMAN" by [HerWords, Ces] leaks,
            "Do I feel safe with them", "MIXED and NOT_SAFE tell of abuse, so every answer needs DOM_ABUSE; NOT_SAFE hides the row" };
        286 closeness: Code<CircleCloseness> = { Circle Full only [Ces, Pa, Wcw, Idva] owner "WOMAN" by [HerWords, Ces],
            "How close we are", "support network map" };
        287 wish: Code<CircleWish> = { Circle Full only [Ces, Pa, Wcw, Idva] needs [DomAbuse] owner "WOMAN" by [HerWords, Ces] leaks,
            "What I want with them", "END can tell of harm" };
        288 their_agreement: Code<ContactAgreement> = { Circle Full owner "CES" by [Ces] hers OfOthers,
            "Are they OK to be contacted", "third-party data" };
        289 phone: Text<20> = { Circle Named only [Com, Pa, Ces, Wcw, Idva, Fam] owner "CES" by [Ces] hers OfOthers leaks,
            "Their phone", "only when AGREED and only for those in canBeContactedBy; no address ever" };
        290 can_be_contacted_by: Many<Link<super::TeamMember>> = { Circle Full owner "WOMAN" by [HerWords, Ces] leaks,
            "Who may call them", "each opens through the TeamMember row gate" };
    }
    computed {}
}
