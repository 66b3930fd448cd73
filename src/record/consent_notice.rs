//! `ConsentNotice`: one "stop using it" notice.

use super::line::catalogued;
use crate::vocabulary::{Code, KeptUnderLaw, Many, Text};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// One "stop using it" notice.
    pub struct ConsentNotice: Many of "ConsentStatement" as "consentNotices";
    fields {
        683 recipient_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who was told", "Code or id, not free text." };
        684 fields: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which parts", "Entity.field names; no reason is sent" };
        685 sent_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Sent on", "" };
        686 due_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] from ["ConsentNotice.sentOn"] leaks,
            "Answer by", "" };
        687 ack_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "They did it on", "From mutation acknowledge" };
        688 kept_under_law: Code<KeptUnderLaw> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What they must keep", "She is told" };
    }
}
