//! `Push`: one safeguarding message: named fields to a named recipient on a ground.

use super::line::catalogued;
use crate::vocabulary::{AskedHer, Code, Link, Many, NotToldBecause, PushGround, PushRecipient, PushRoute, PushStatus, Role, Text, Worker};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// One safeguarding message: named fields to a named recipient on a ground.
    pub struct Push: Many of "Person" as "pushs";
    fields {
        756 ground: Code<PushGround> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why", "Annex 4" };
        757 concern: Text<500> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "The worry", "Facts needed to act; no allegation about a named person" };
        758 asked_her: Code<AskedHer> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Was I asked first", "Required before sending" };
        759 fields: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What is sent", "Entity.field names; none pre-ticked" };
        760 recipient_kind: Code<PushRecipient> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "To whom", "Must fit the ground" };
        761 recipient_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which organisation", "Code or id, not free text." };
        762 recipient_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which job", "Empty for a recipient without an account" };
        763 route: Code<PushRoute> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How it goes", "Phone or secure mail for 999 and MARAC" };
        764 sender_worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who sends", "Any worker of her team, from the token" };
        765 sender_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their job", "" };
        766 emergency: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Sent before approval", "Approval within 24 hours after" };
        767 approver: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who agreed", "Not the sender" };
        768 approved_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Agreed on", "" };
        769 approval_due_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["Push.sentAt"] leaks,
            "Agree by", "Late: escalates, never unsends" };
        770 sent_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Sent on", "" };
        771 status: Code<PushStatus> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Where it is up to", "" };
        772 standing_for_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Sent again to each new worker of this job", "Standing push, such as worker safety" };
        773 standing_until: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Until", "Reviewed at 6 months at most" };
        774 told_her_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "I was told on", "" };
        775 told_her_by: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who told me", "" };
        776 not_told_because: Code<NotToldBecause> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why not yet", "Not shown to her while the hold lasts" };
        777 tell_review_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Look at that again on", "14 days at most, repeated until told" };
    }
}
