//! `DirectoryEntry`: a place that can help; public.

use super::line::record;
use crate::vocabulary::{AgencyKind, Code, Text};

record! {
    /// A place that can help; public.
    pub struct DirectoryEntry in directory_entry: Many of "" as "directory";
    stored {
        646 organisation: Text<120> = { Public Summary owner "HUB" by [Hub],
            "Organisation", "Each party sends its own entry" };
        647 service: Text<120> = { Public Summary owner "HUB" by [Hub],
            "Service", "Public name" };
        648 agency_kind: Code<AgencyKind> = { Public Summary owner "HUB" by [Hub],
            "Kind of organisation", "" };
        649 area: Text<80> = { Public Summary owner "HUB" by [Hub],
            "Area it serves", "Never a refuge's place" };
        650 phone: Text<20> = { Public Summary owner "HUB" by [Hub],
            "Phone", "Public line" };
        651 team_mailbox: Text<120> = { Public Summary owner "HUB" by [Hub],
            "Team mailbox", "A role mailbox, not a person" };
        652 hours: Text<120> = { Public Summary owner "HUB" by [Hub],
            "Opening hours", "Public opening hours" };
    }
    computed {}
}
