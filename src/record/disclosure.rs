//! `Disclosure`: one sharing that did not rest on her yes, for DPO and for her.

use super::line::catalogued;
use crate::vocabulary::{Code, DisclosureKind, Link, Many, NotToldBecause, PushGround, Text};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// One sharing that did not rest on her yes, for DPO and for her.
    pub struct Disclosure: Many of "Person" as "disclosures";
    fields {
        689 kind: Code<DisclosureKind> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How it left", "" };
        690 ground: Code<PushGround> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why it was shared", "" };
        691 push: Link<super::Push> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "The message", "" };
        692 emergency_view: Link<super::EmergencyView> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "The emergency look", "" };
        693 fields_sent: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What was shared", "Entity.field names, never values" };
        694 recipient_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "To which organisation", "Code or id, not free text." };
        695 recipient_role: Text<80> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "To which job", "Role code, or a job title outside the hub; no person's name" };
        696 shared_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When", "" };
        697 told_her_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["Push.toldHerOn", "EmergencyView.toldHerOn"] leaks,
            "I was told on", "" };
        698 not_told_because: Code<NotToldBecause> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["Push.notToldBecause"] leaks,
            "Why I was not told yet", "Not shown to her while the hold lasts" };
        699 review_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] from ["Push.tellReviewOn"] leaks,
            "Look at that again on", "14 days at most, repeated" };
        700 dpo_seen_on: NaiveDate = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Checked on", "Weekly" };
    }
}
