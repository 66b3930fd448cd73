//! `Tenancy`: a home she could keep.

use super::line::catalogued;
use crate::vocabulary::{ArrearsBand, Code, LandlordType, RentHelpRule, RentPaidBy, TenancyPlan};
use chrono::NaiveDate;

catalogued! {
    /// A home she could keep.
    pub struct Tenancy: Many of "HousingNeed" as "tenancys";
    holders ["PRISON", "WOMAN"];
    rows 866 in HousingNeed;
    fields {
        348 landlord_type: Code<LandlordType> = { HousingNeed Full owner "RESET" by [HerWords, Reset, Pa, Wcw, Com],
            "Who my landlord is", "Kind only, no name" };
        349 keep_or_end: Code<TenancyPlan> = { HousingNeed Full owner "WOMAN" by [HerWords, Reset, Pa, Wcw, Com],
            "Keep it or end it", "" };
        350 rent_paid_by: Code<RentPaidBy> = { HousingNeed Full owner "RESET" by [Reset, Pa, Wcw, HerWords],
            "Who pays the rent now", "" };
        351 rent_help_rule: Code<RentHelpRule> = { HousingNeed Full only [Pom, Reset, Com, Pa, Ces, Wcw, Adv] needs [CustodyDates] owner "RESET" by [Reset, Pa, Wcw] leaks,
            "Which rent help", "Would show that she is or was in prison." };
        352 rent_help_ends_on: NaiveDate = { HousingNeed Full only [Pom, Reset, Com, Pa, Ces, Wcw, Adv] needs [CustodyDates] owner "HUB" by [Hub] from ["Tenancy.rentHelpRule", "CustodyStatus.arrivedOn"] leaks,
            "My rent help ends on", "Counted from the first day in prison; alarm at 28 and 14 days" };
        353 arrears_band: Code<ArrearsBand> = { HousingNeed Full owner "RESET" by [HerWords, Reset, Pa, Wcw, Lha],
            "Rent I owe", "Band only, never a landlord's name" };
    }
}
