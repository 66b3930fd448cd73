//! `TimetableItem`: one thing on her first day.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Role, Text};
use chrono::{DateTime, Utc};

catalogued! {
    /// One thing on her first day.
    pub struct TimetableItem: Many of "ReleaseDay" as "timetableItems";
    holders ["PROBATION", "LA_LEAVING_CARE", "WOMENS_CENTRE"];
    gates [(by_role "with_role")];
    rows 890 in ReleaseDay;
    fields {
        634 at: DateTime<Utc> = { ReleaseDay Full needs [CustodyDates] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset, Health, Ap] leaks,
            "What time", "Would show that she is or was in prison." };
        635 what: Text<120> = { ReleaseDay Full needs [CustodyDates] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset, Health, Ap] leaks,
            "What", "Name no other person; no diagnosis, drug, dose or offence." };
        636 area: Text<80> = { ReleaseDay Full needs [CustodyDates] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset, Health, Ap] leaks,
            "About where", "Town or public place; no home address" };
        637 with_role: Code<Role> = { ReleaseDay Full needs [CustodyDates] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset, Health, Ap] leaks,
            "Who with", "Used by the row gate" };
        638 with_name: Text<60> = { ReleaseDay Full needs [CustodyDates] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset, Health, Ap] leaks,
            "Their name", "Workers only" };
        639 companion: Link<super::TeamMember> = { ReleaseDay Full needs [CustodyDates, TeamContacts] owner "COM;PA;CES" by [Com, Pom, Pa, Ces, Wcw, Reset] leaks,
            "Who comes with me", "The team row keeps its own gate" };
    }
}
