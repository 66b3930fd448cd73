//! `MeetUp`: a plain meeting: when, about where, with whom.

use super::line::catalogued;
use crate::vocabulary::{Many, Reader, Text};
use chrono::{NaiveDate, NaiveTime};

catalogued! {
    /// A plain meeting: when, about where, with whom.
    pub struct MeetUp: Many of "Person" as "meetUps";
    holders ["WOMAN"];
    gates [(by_audience "audience")];
    rows 889 in ReleaseDay;
    fields {
        630 on: NaiveDate = { ReleaseDay Summary owner "HUB" by [Hub, Com, Pa, Ces, Wcw] from ["ReleaseDay.date", "TimetableItem.at"],
            "When we meet", "A meeting, not a release, so no further category" };
        631 at: NaiveTime = { ReleaseDay Summary owner "HUB" by [Hub, Com, Pa, Ces, Wcw] from ["TimetableItem.at"],
            "What time", "As above" };
        632 area: Text<80> = { ReleaseDay Summary owner "HUB" by [Hub, Com, Pa, Ces, Wcw] from ["TimetableItem.area"],
            "About where", "Town or public place; no prison, probation office or home" };
        633 audience: Many<Reader> = { ReleaseDay Named only [Com, Pa, Ces, Wcw] owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw],
            "Who it is with", "Empty means nobody; used by the row gate; list of a role or a named worker; empty = nobody" };
    }
}
