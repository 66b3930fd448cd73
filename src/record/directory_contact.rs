//! `DirectoryContact`: the right contact for one job.

use super::line::record;
use crate::vocabulary::{Code, SpecialContact, Text};

record! {
    /// The right contact for one job.
    pub struct DirectoryContact in directory_contact: Many of "DirectoryEntry" as "directoryContacts";
    stored {
        653 kind: Code<SpecialContact> = { Public Summary owner "HUB" by [Hub],
            "Who to ring for", "" };
        654 mailbox: Text<120> = { Public Summary owner "HUB" by [Hub],
            "Mailbox", "A role mailbox, not a person" };
        655 phone: Text<20> = { Public Summary owner "HUB" by [Hub],
            "Phone", "Public or duty line" };
        656 escalate_to: Text<120> = { Public Summary owner "HUB" by [Hub],
            "If nobody answers", "Role mailbox or duty line" };
    }
    computed {}
}
