//! `CheckIn`: a check-in after she leaves.

use super::line::catalogued;
use crate::vocabulary::{CheckInDay, CheckInHow, Code, Role};
use chrono::NaiveDate;

catalogued! {
    /// A check-in after she leaves.
    pub struct CheckIn: Many of "ReleaseDay" as "checkIns";
    holders ["LA_LEAVING_CARE", "WOMENS_CENTRE"];
    gates [(by_role "by_role")];
    rows 892 in ReleaseDay;
    fields {
        642 day: Code<CheckInDay> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw] leaks,
            "Which day", "Counted from release" };
        643 by_role: Code<Role> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw] leaks,
            "Who checks in", "Used by the row gate" };
        644 how: Code<CheckInHow> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw] leaks,
            "How", "" };
        645 done_on: NaiveDate = { ReleaseDay Full only [Pa, Ces, Wcw] needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw] leaks,
            "Done on", "Voluntary contact; never COM, POM, AP" };
    }
}
