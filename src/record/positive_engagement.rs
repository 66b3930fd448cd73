//! `PositiveEngagement`: something she did well.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Role, Text};
use chrono::NaiveDate;

catalogued! {
    /// Something she did well.
    pub struct PositiveEngagement: Many of "Licence" as "positiveEngagements";
    holders ["WOMAN"];
    gates [(by_role "by_role")];
    rows 841 in ReviewsOutcomes;
    fields {
        99 what: Text<300> = { ReviewsOutcomes Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, HerWords],
            "What I have done well", "write what she did; do not name the service, a diagnosis or a session topic" };
        100 on: NaiveDate = { ReviewsOutcomes Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, HerWords],
            "When", "" };
        101 by_role: Code<Role> = { Control Named owner "HUB" by [Hub] leaks,
            "Who says so", "gate only; the service shows through by" };
        102 by: Link<super::TeamMember> = { ReviewsOutcomes Full owner "HUB" by [Hub] leaks,
            "Who says so", "opens through the TeamMember row gate" };
        103 ok_to_tell_probation: bool = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Tell my probation worker", "unset is no; a voluntary service's row reaches COM only when true" };
    }
}
