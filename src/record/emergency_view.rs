//! `EmergencyView`: a four-hour look at the fixed small set by a duty role.

use super::line::catalogued;
use crate::vocabulary::{Code, DutyRole, EmergencyReason, Link, Many, NotToldBecause, OwnNumberKind, ReviewOutcome, Text, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// A four-hour look at the fixed small set by a duty role.
    pub struct EmergencyView: Many of "Person" as "emergencyViews";
    fields {
        787 opened_by_worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who looked", "From the token" };
        788 duty_role: Code<DutyRole> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their duty", "" };
        789 agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their organisation", "Code or id, not free text." };
        790 found_by: Code<OwnNumberKind> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "By which number", "The caller's own-system number; the number typed is not kept" };
        791 reason: Code<EmergencyReason> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why", "" };
        792 reason_text: Text<300> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What is happening", "Facts now; no history, no other person's name" };
        793 opened_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "From", "Recorded first" };
        794 ends_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["EmergencyView.openedAt"] leaks,
            "Until", "Four hours" };
        795 fields_seen: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What they could see", "Entity.field names of the fixed set" };
        796 review_due_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["EmergencyView.openedAt"] leaks,
            "Check by", "24 hours" };
        797 reviewed_by: Link<Worker> = { Control Full only [Dpo] owner "DPO" by [Hub] leaks,
            "Who checked", "Not the one who looked" };
        798 reviewed_at: DateTime<Utc> = { Control Full only [Dpo] owner "DPO" by [Hub] leaks,
            "Checked on", "" };
        799 review_outcome: Code<ReviewOutcome> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "What the check said", "" };
        800 told_her_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "I was told on", "" };
        801 not_told_because: Code<NotToldBecause> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why not yet", "Review in 14 days at most" };
    }
}
