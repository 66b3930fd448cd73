//! `HousingOption`: a place she could live.

use super::line::catalogued;
use crate::vocabulary::{
    Code, HousingOptionStatus, HousingOptionType, Link, Many, PlaceKind, SeenBy, SettledType, SuitabilityAnswer, Text,
};
use chrono::NaiveDate;

catalogued! {
    /// A place she could live.
    pub struct HousingOption: Many of "Person" as "housingOptions";
    holders ["PROBATION", "LA_LEAVING_CARE", "WOMAN"];
    gates [(when "type" is "CAS1_AP" needs CustodyDates), (when "type" is "CAS2" needs CustodyDates), (when "type" is "CAS3" needs CustodyDates), (when "type" is "REHAB" needs Substance)];
    rows 868 in HousingNeed;
    fields {
        358 r#type: Code<HousingOptionType> = { HousingNeed Full needs [CustodyDates] owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha],
            "What kind of place", "Readers without custody get placeKind" };
        359 place_kind: Code<PlaceKind> = { HousingNeed Summary owner "HUB" by [Hub] from ["HousingOption.type"],
            "Kind of place, in short", "Derived; says what, never why; For council and landlord" };
        360 provider: Link<super::DirectoryEntry> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha],
            "Who runs it", "Public directory row, no personal data" };
        361 area: Text<80> = { HousingNeed Summary owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha],
            "Which area", "Council or town only" };
        362 address: Link<super::Address> = { HousingNeed Full needs [HousingAddress] owner "COM" by [Com, Pa] leaks,
            "Where it is", "Opens under the address rules" };
        363 status: Code<HousingOptionStatus> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha, Hpw],
            "How it is going", "HPW writes it on its own offers" };
        364 status_on: NaiveDate = { HousingNeed Full owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha, Hpw],
            "Since when", "" };
        365 settled_type: Code<SettledType> = { HousingNeed Full owner "COM" by [Com, Pa, Lha],
            "Settled or for now", "" };
        366 delius_accommodation_type: Text<6> = { HousingNeed Full only [Com, Ap, Pom, Reset] needs [CustodyDates] owner "COM" by [Com] leaks,
            "Probation's code for the place", "Code or id, not free text; Would show that she is or was in prison." };
        367 gender_safe_checked: bool = { HousingNeed Full owner "PA;COM" by [Pa, Com, Ces, Wcw, Hpw],
            "Checked it is safe for women", "" };
        368 seen_by: Many<Code<SeenBy>> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Ces, Wcw, Hpw, HerWords],
            "How I have seen it", "" };
        369 is_temporary: bool = { HousingNeed Full owner "PA;COM" by [Pa, Com, Lha, Hpw],
            "Just for now", "" };
        370 move_on_plan: Text<500> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Lha],
            "What is next after that", "Do not write about abuse, health, offences, prison or care; name no other person." };
        371 suitability_facilities: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "Kitchen, bathroom, heating", "" };
        372 suitability_repair: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "In good repair", "" };
        373 suitability_safety: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "Safe for me", "No reason here; reasons live with abuse and exploitation" };
        374 suitability_location: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "In the right place", "" };
        375 suitability_support: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "Support is near", "" };
        376 suitability_tenure: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "How long I can stay", "" };
        377 suitability_cost: Code<SuitabilityAnswer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw],
            "I can pay for it", "" };
        378 suitability_my_view: Text<500> = { HousingNeed Full owner "WOMAN" by [HerWords],
            "What I think of it", "Do not write about abuse, health, offences, prison or care; name no other person." };
        379 suitability_i_know_my_rights: bool = { HousingNeed Full owner "WOMAN" by [HerWords, Pa, Com],
            "I know my rights there", "" };
    }
}
