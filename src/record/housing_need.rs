//! `HousingNeed`: what home she has, needs and wants.

use super::line::record;
use crate::vocabulary::{
    Code, DateConfidence, FirstNight, HomeNow, HomeNowPlain, HousingMustHave, HousingMustHaveChildren, HousingNeedLevel, LandlordKnows,
    Many, Role, Text,
};
use chrono::{DateTime, NaiveDate, Utc};

record! {
    /// What home she has, needs and wants.
    pub struct HousingNeed in housing_need: OnePerHolder of "Person" as "housingNeed";
    holders ["LA_LEAVING_CARE", "PROBATION", "PRISON", "WOMENS_CENTRE", "LA_HOUSING"];
    stored {
        325 home_now: Code<HomeNow> = { HousingNeed Full needs [CustodyDates] owner "RESET" by [HerWords, Reset, Com, Pa] leaks,
            "My home before now", "One value is approved premises; readers without custody get homeNowPlain; Home Office housing is its own field" };
        326 home_office_housing: bool = { HousingNeed Full needs [Immigration] owner "RESET" by [HerWords, Reset, Com, Pa] leaks,
            "It was Home Office housing", "Shows immigration status" };
        328 landlord_knows_she_is_in_prison: Code<LandlordKnows> = { HousingNeed Full only [Pom, Reset, Com, Pa, Ces, Wcw, Adv] needs [CustodyDates] owner "WOMAN" by [HerWords] leaks,
            "Does my landlord know", "Never LHA or HPW. DO_NOT_TELL blocks every landlord letter template" };
        329 need_level: Code<HousingNeedLevel> = { HousingNeed Summary owner "PA;COM" by [Pa, Com, Pom, Reset, Ces, Wcw, Lha],
            "Do I have somewhere to live", "Drives the homeless-release alarm" };
        333 safe_place_means_to_me: Text<1000> = { HousingNeed Full owner "WOMAN" by [HerWords],
            "What a safe place means to me", "Do not write about abuse, health, offences, prison or care; name no other person." };
        334 must_haves: Many<Code<HousingMustHave>> = { HousingNeed Summary owner "WOMAN" by [HerWords],
            "What I need", "Neutral needs only; children, faith and treatment are separate fields" };
        335 must_haves_children: Many<Code<HousingMustHaveChildren>> = { HousingNeed Summary needs [ChildrenFamily] owner "WOMAN" by [HerWords] leaks,
            "What I need for my children", "Shows that she has children" };
        336 must_have_faith_friendly: bool = { HousingNeed Summary needs [Equality] owner "WOMAN" by [HerWords] leaks,
            "A place that respects my faith", "Shows faith" };
        337 must_have_near_treatment: bool = { HousingNeed Summary needs [PhysHealth] owner "WOMAN" by [HerWords] leaks,
            "Near the place I get treatment", "Shows health or treatment" };
        338 areas_wanted: Many<Text<80>> = { HousingNeed Summary owner "WOMAN" by [HerWords],
            "Where I want to live", "Council or town only" };
        340 references_alternative: Text<500> = { HousingNeed Full owner "WCW" by [Wcw, Pa, Ces, Com],
            "Other ways to show I am a good tenant", "Do not write about abuse, health, offences, prison or care; name no other person." };
        341 rights_explained_on: NaiveDate = { HousingNeed Full owner "PA;COM" by [Pa, Com, Reset, Ces, Wcw, Lha],
            "Someone explained my housing rights", "" };
        342 emergency_assessment_at: DateTime<Utc> = { HousingNeed Full needs [CustodyDates] owner "LHA" by [Lha, Com, Pa, Reset] leaks,
            "Emergency housing talk on the day", "Would show that she is or was in prison." };
        343 first_night: Code<FirstNight> = { HousingNeed Full only [Com, Pa, Ces, Wcw, Pom, Reset] needs [CustodyDates] owner "PA;COM" by [Pa, Com, Wcw, Ces] leaks,
            "Where I slept the first night", "Would show that she is or was in prison; Statistics use it after suppression" };
        344 home_at_three_months: Code<FirstNight> = { HousingNeed Full only [Com, Pa, Ces, Wcw] needs [CustodyDates] owner "PA;COM" by [Pa, Com, Wcw, Ces] leaks,
            "My home after three months", "Counted from release; statistics only after suppression" };
    }
    computed {
        327 home_now_plain: Code<HomeNowPlain> = { HousingNeed Summary owner "HUB" by [Hub] from ["HousingNeed.homeNow", "HousingNeed.homeOfficeHousing"],
            "My home before now, in short", "Derived; says what, never why; The form for council and landlord" };
        330 need_from: NaiveDate = { HousingNeed Summary owner "HUB" by [Hub] from ["ReleaseDay.date", "CustodyStatus.earliestReleaseDate"],
            "When I need a home from", "Derived; says what, never why; A date without the word release or prison" };
        331 need_from_confidence: Code<DateConfidence> = { HousingNeed Summary owner "HUB" by [Hub] from ["CustodyStatus.releaseDateConfidence"],
            "How sure is that date", "Derived; says what, never why; Always shown beside needFrom" };
        332 housing_lead: Code<Role> = { HousingNeed Full needs [CareStatus, CustodyDates] owner "HUB" by [Hub] from ["Person.dateOfBirth", "CareStatus.paStatus"] leaks,
            "Who leads on my housing", "PA shows care, COM shows probation; housing readers use DutyToRefer.replyTo" };
        339 areas_to_avoid: Many<Text<80>> = { HousingAddress Summary owner "HUB" by [Hub] from ["AreaToAvoid.area", "LicenceCondition.area", "Risk.restrictedAreas"] leaks,
            "Places that are not safe for me", "Merged list of areas; source and reason hidden" };
    }
}
