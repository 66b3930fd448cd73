//! `Person`: the woman.

use super::line::record;
use crate::vocabulary::{AgeBand, Code, Jurisdiction, Many, Pronouns, RecordStatus, Text};
use chrono::NaiveDate;

record! {
    /// The woman.
    pub struct Person in person: One of "" as "person";
    holders ["PRISON"];
    stored {
        1 legal_given_names: Text<100> = { Identity Full owner "PRISON" by [Pom, Com],
            "My full name (first names)", "" };
        2 legal_family_name: Text<100> = { Identity Full owner "PRISON" by [Pom, Com],
            "My full name (last name)", "as legalGivenNames" };
        3 known_as: Text<60> = { Identity Summary owner "WOMAN" by [HerWords],
            "What I like to be called", "shown first everywhere; do not write a legal or former name unless she uses it" };
        4 previous_names: Many<Text<100>> = { Identity Named only [Pom, Com] owner "PRISON" by [Pom, Com] leaks,
            "Other names I have used", "SUPERVISION only; can reveal a past marriage, adoption or trans history" };
        5 pronouns: Code<Pronouns> = { Identity Full owner "WOMAN" by [HerWords],
            "Words people use for me", "no also_needs for the old S9(implied): given in order to be used, never required, not a record of gender identity; script T1 says who reads it" };
        6 date_of_birth: NaiveDate = { Identity Full only [Pom, Com, Pa, Lha, Health] owner "PRISON" by [Pom, Com],
            "My birthday", "others get ageBand" };
        8 jurisdiction: Code<Jurisdiction> = { Identity Full owner "HUB" by [Pom, Com, Pa, Ces],
            "England or Wales rules", "drives care categories, housing window, Welsh offer" };
    }
    computed {
        0 person_id: Text<36> = { Inherits Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "gate is live Membership itself, not a grant; opaque UUID, never built from another number; not listable or searchable" };
        7 age_band: Code<AgeBand> = { Identity Full owner "HUB" by [Hub] from ["Person.dateOfBirth"],
            "My age group", "" };
        9 record_status: Code<RecordStatus> = { PlanActions Full owner "HUB" by [Pom, Com, Ces],
            "Is my plan open", "a locked or paused record answers as unknown to partners" };
        10 enrolled_on: NaiveDate = { Control Named owner "HUB" by [Pom, Ces] leaks,
            "(not shown)", "being on the hub can reveal prison and care" };
    }
}
