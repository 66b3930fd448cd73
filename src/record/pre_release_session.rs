//! `PreReleaseSession`: one voluntary session.

use super::line::catalogued;
use crate::vocabulary::{Code, Role, SessionTheme, Text};
use chrono::NaiveDate;

catalogued! {
    /// One voluntary session.
    pub struct PreReleaseSession: Many of "PreReleaseOffer" as "preReleaseSessions";
    holders ["WOMENS_CENTRE"];
    rows 888 in ReleaseDay;
    fields {
        605 theme: Code<SessionTheme> = { ReleaseDay Named needs [CustodyDates] owner "CES" by [Ces] leaks,
            "Session", "Would show that she is or was in prison." };
        606 on: NaiveDate = { ReleaseDay Named needs [CustodyDates] owner "CES" by [Ces] leaks,
            "When", "Would show that she is or was in prison." };
        607 led_by: Code<Role> = { ReleaseDay Named only [Ces, Wcw, Pom, Reset, Pa] needs [CustodyDates] owner "CES" by [Ces] leaks,
            "Who led it", "A peer shows only as a role" };
        608 came_along: bool = { ReleaseDay Named only [Ces, Wcw] needs [CustodyDates] owner "CES" by [Ces] leaks,
            "I went", "Never COM, POM, AP, RESET, KEYW" };
        609 next_step: Text<200> = { ReleaseDay Named only [Ces, Wcw] needs [CustodyDates] owner "CES" by [Ces, HerWords] leaks,
            "What I do next", "Would show that she came; Name no other person; no diagnosis, drug, dose or offence." };
    }
}
