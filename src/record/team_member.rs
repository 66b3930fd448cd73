//! `TeamMember`: a worker around her.

use super::line::record;
use crate::vocabulary::{Agency, Category, Code, Link, Many, Role, Text};
use chrono::NaiveDate;

record! {
    /// A worker around her.
    pub struct TeamMember in team_member: Many of "Person" as "teamMembers";
    holders ["WOMAN"];
    gates [(by_role "role")];
    rows 860 in TeamContacts;
    stored {
        257 name: Text<100> = { TeamContacts Summary owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, Adv] leaks,
            "Name", "each agency its own row; first name only for a peer mentor or trusted person" };
        259 work_phone: Text<20> = { TeamContacts Summary owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "How to reach them (phone)", "work number only" };
        260 work_email: Text<120> = { TeamContacts Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "How to reach them (email)", "a domain name can tell the service: never in a notification" };
        261 team_mailbox: Text<120> = { TeamContacts Summary owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "Their team mailbox", "required, survives staff change" };
        264 covered_by: Link<super::TeamMember> = { TeamContacts Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "Who covers", "opens through its own row gate" };
        265 what_they_do_for_me: Text<140> = { TeamContacts Full owner "WOMAN" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker, HerWords] leaks,
            "What I can expect from them", "do not name a diagnosis, offence or treatment" };
        266 service_reveals: Many<Code<Category>> = { Control Named owner "HUB" by [Hub, Ces, Com] leaks,
            "(not shown)", "further categories this row would reveal (OPD, chaplain, specialist agency); can only tighten the gate" };
    }
    computed {
        255 role: Code<Role> = { TeamContacts Full needs [CareStatus] owner "HUB" by [Hub] from ["Membership.role"] leaks,
            "Exact role", "exact code; everyone else reads shownAs; the row gate reads the stored role" };
        256 shown_as: Code<Role> = { TeamContacts Summary owner "HUB" by [Hub] from ["Membership.role"] leaks,
            "Who they are to me", "CES is released as WCW; S reader gets one row: the referrer, else the lead" };
        258 agency: Link<Agency> = { TeamContacts Full owner "HUB" by [Hub] from ["Membership.agency"] leaks,
            "Where they work", "the row gate covers it" };
        262 from: NaiveDate = { TeamContacts Full owner "HUB" by [Hub] from ["Membership.from"] leaks,
            "Since", "" };
        263 to: NaiveDate = { TeamContacts Full owner "HUB" by [Hub] from ["Membership.to"] leaks,
            "Until", "an ended row leaves the list" };
    }
}
