//! `PushInbox`: one delivery of a push to one worker.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, ResentBecause, Role, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// One delivery of a push to one worker.
    pub struct PushInbox: Many of "Push" as "pushInbox";
    fields {
        778 push: Link<super::Push> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which message", "" };
        779 recipient_worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who got it", "Empty while it waits in a role inbox" };
        780 recipient_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their job", "" };
        781 delivered_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Arrived", "Notification carries no content" };
        782 opened_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Opened", "Recorded before it is shown" };
        783 acknowledged_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "They said they have it", "" };
        784 ack_due_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] from ["PushInbox.deliveredAt"] leaks,
            "Say so by", "Late: task for the sender" };
        785 resent_because: Code<ResentBecause> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why it came again", "" };
        786 expires_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Gone from the inbox on", "Content leaves; the record stays" };
    }
}
