//! `ConsentRecipient`: one organisation or person read aloud to her.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Role, Text, Worker};

catalogued! {
    /// One organisation or person read aloud to her.
    pub struct ConsentRecipient: Many of "ConsentStatement" as "consentRecipients";
    fields {
        679 agency: Text<64> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "Which organisation", "Code or id, not free text." };
        680 role: Code<Role> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "Only this kind of worker there", "optional narrowing; empty = the whole organisation" };
        681 worker: Link<Worker> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "This person only", "Ends when that person leaves" };
        682 read_aloud_as: Text<120> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Name as read to me", "Display name of the agreement in force" };
    }
}
