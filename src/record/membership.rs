//! `Membership`: who is on the team, as control data.

use super::line::catalogued;
use crate::vocabulary::{Agency, Code, Link, MembershipEndReason, MembershipState, Role, Text, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// Who is on the team, as control data.
    pub struct Membership: Many of "Person" as "memberships";
    fields {
        267 state: Code<MembershipState> = { Control Named owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "(not shown)", "INVITED, LIVE, ENDED; only LIVE counts, INVITED reads nothing" };
        268 role: Code<Role> = { Control Named owner "HUB" by [Pom, Com, Ces] leaks,
            "(not shown)", "must be one the agency may hold" };
        269 agency: Link<Agency> = { Control Named owner "HUB" by [Pom, Com, Ces] leaks,
            "(not shown)", "" };
        270 worker: Link<Worker> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "(not shown)", "empty for a role mailbox until someone accepts" };
        271 invited_by: Link<Worker> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "only after her yes to this organisation" };
        272 invited_on: DateTime<Utc> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "" };
        273 accepted_by: Link<Worker> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "the agency accepts; the hub never matches lists" };
        274 source_ref: Text<80> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "(not shown)", "the agency's own reference, attached on accepting; reachable by that agency only" };
        275 from: DateTime<Utc> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "" };
        276 to: DateTime<Utc> = { Control Named owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "(not shown)", "" };
        277 end_reason: Code<MembershipEndReason> = { Control Named owner "HUB" by [Hub, Pom, Com, Ces] leaks,
            "(not shown)", "never told to the agency: HER_CHOICE and the rest look the same" };
    }
}
