//! `Licence`: her rules, in short.

use super::line::record;
use crate::vocabulary::{Many, Text};
use chrono::NaiveDate;

record! {
    /// Her rules, in short.
    pub struct Licence in licence: OnePerHolder of "Person" as "licence";
    holders ["PROBATION", "WOMAN"];
    stored {
        81 work_limits: Text<160> = { Licence Summary owner "PROBATION" by [Com] leaks,
            "Work I cannot do", "say the limit, never the offence" };
        82 explained_on: NaiveDate = { Licence Full owner "PROBATION" by [Com] leaks,
            "Someone explained my rules", "" };
        83 in_my_words: Text<600> = { Licence Full owner "WOMAN" by [HerWords, Com] leaks,
            "My rules in my words", "do not name protected people" };
        84 supervising_office: Text<120> = { Licence Full owner "PROBATION" by [Com] leaks,
            "My probation office", "office name; address is in the directory" };
        85 recall_reason_explained_on: NaiveDate = { Licence Full only [Pom, Com, Ces] needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "Someone explained my recall", "the date, not the reason" };
    }
    computed {
        78 curfew_hours: Text<60> = { Licence Summary owner "HUB" by [Hub] from ["LicenceCondition.plainText", "LicenceCondition.type"] leaks,
            "Times I must be home", "LICENCE is itself T12 and C10, so no also_needs" };
        79 areas_not_possible: Many<Text<80>> = { Licence Summary owner "HUB" by [Hub] from ["LicenceCondition.area", "HousingNeed.areasToAvoid"] leaks,
            "Areas that do not work", "merged with areas to avoid so that neither source shows; area names only" };
        80 busy_slots: Many<Text<40>> = { Licence Summary owner "HUB" by [Hub] from ["SupervisionAppointment.startsAt", "SupervisionAppointment.endsAt"] leaks,
            "Times already taken", "ISO 8601 intervals, no place or person" };
    }
}
