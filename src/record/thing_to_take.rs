//! `ThingToTake`: something she takes with her.

use super::line::catalogued;
use crate::vocabulary::{Code, ThingItem};

catalogued! {
    /// Something she takes with her.
    pub struct ThingToTake: Many of "ReleaseDay" as "thingToTakes";
    holders ["PRISON"];
    gates [(when "item" is "MEDS" needs PhysHealth)];
    rows 891 in ReleaseDay;
    fields {
        640 item: Code<ThingItem> = { ReleaseDay Full needs [CustodyDates] owner "RESET" by [Reset, Pom, Health, Ces] leaks,
            "What I take with me", "Would show that she is or was in prison." };
        641 ready: bool = { ReleaseDay Full needs [CustodyDates] owner "RESET" by [Reset, Pom, Health, Ces] leaks,
            "It is ready", "Would show that she is or was in prison." };
    }
}
