//! `ContactLog`: a contact made or missed.

use super::line::catalogued;
use crate::vocabulary::{Code, ContactChannel, ContactOutcome, Link, Role};
use chrono::NaiveDate;

catalogued! {
    /// A contact made or missed.
    pub struct ContactLog: Many of "Person" as "contactLog";
    gates [(by_role "service_role")];
    rows 862 in PlanActions;
    fields {
        298 on: NaiveDate = { PlanActions Full only [Pa, Ces, Wcw, Health, Daw, Idva, Fam] owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "When", "not POM, COM, AP, each reads its own rows as holder" };
        299 outcome: Code<ContactOutcome> = { PlanActions Full only [Pa, Ces, Wcw, Health, Daw, Idva, Fam] owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "Did we speak", "a missed contact has no reason field" };
        300 channel: Code<ContactChannel> = { PlanActions Full only [Pa, Ces, Wcw, Health, Daw, Idva, Fam] owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "How", "" };
        301 service: Link<super::TeamMember> = { PlanActions Full only [Pa, Ces, Wcw, Health, Daw, Idva, Fam] owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "Who with", "opens through the TeamMember row gate" };
        302 service_role: Code<Role> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "gate only" };
    }
}
