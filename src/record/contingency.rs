//! `Contingency`: what we do if something goes wrong.

use super::line::catalogued;
use crate::vocabulary::{Code, GoalArea, Link, Text};
use chrono::NaiveDate;

catalogued! {
    /// What we do if something goes wrong.
    pub struct Contingency: Many of "Person" as "contingencys";
    holders ["PROBATION", "LA_LEAVING_CARE", "WOMENS_CENTRE"];
    gates [(by_area "area")];
    rows 871 in HousingNeed;
    fields {
        392 area: Code<GoalArea> = { HousingNeed Full owner "COM;PA;CES" by [Com, Pa, Ces, Pom, Reset, Wcw] leaks,
            "What it is about", "Used by the row gate" };
        393 if_this_happens: Text<300> = { HousingNeed Full owner "COM;PA;CES" by [HerWords, Com, Pa, Ces, Pom, Reset, Wcw],
            "If this goes wrong", "Name no other person; no diagnosis, drug, dose or offence." };
        394 then_we: Text<500> = { HousingNeed Full owner "COM;PA;CES" by [HerWords, Com, Pa, Ces, Pom, Reset, Wcw],
            "Then we do this", "Name no other person; no diagnosis, drug, dose or offence." };
        395 out_of_hours_contact: Text<120> = { HousingNeed Summary owner "PA;COM" by [Com, Pa, Ces, Reset, Wcw],
            "Who to call at night or weekends", "Team line or mailbox, not a private phone" };
        396 backup_option: Link<super::HousingOption> = { HousingNeed Full owner "PA;COM" by [Com, Pa, Reset, Ces, Wcw],
            "My back-up place", "The option keeps its own gate" };
        397 backup_area: Text<80> = { HousingNeed Summary owner "PA;COM" by [Com, Pa, Reset, Ces, Wcw],
            "Back-up area", "Council or town only" };
        398 needed_because_offices_shut: bool = { HousingNeed Full needs [CustodyDates] owner "HUB" by [Hub] from ["ReleaseDay.fridayOrHolidayRisk"],
            "Must be filled in", "Compulsory for a Friday, weekend or holiday release" };
        399 effect_on_risk: Text<300> = { RiskPp Full only [Pom, Com, Ap] owner "COM" by [Com] leaks,
            "What it changes for safety", "No names, no intelligence" };
        400 agreed_on: NaiveDate = { HousingNeed Full owner "COM;PA;CES" by [Com, Pa, Ces],
            "Agreed on", "" };
    }
}
