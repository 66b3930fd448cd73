//! `NoticeGiven`: that a "you are told" notice was read to her.

use super::line::catalogued;
use crate::vocabulary::{Category, Code, Link, Many, Purpose, ReadFormat, Role, Text, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// That a "you are told" notice was read to her.
    pub struct NoticeGiven: Many of "Person" as "noticesGiven";
    fields {
        715 notice_version: Text<40> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which notice", "Code or id, not free text; Text stands in the agreement version" };
        716 categories: Many<Code<Category>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which parts", "The TOLD cells it covers" };
        717 purposes: Many<Code<Purpose>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What for", "" };
        718 recipient_agencies: Many<Text<64>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who may see them", "Code or id, not free text." };
        719 given_by_worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who read it to me", "Any worker of her team, from the token" };
        720 given_by_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their job", "" };
        721 given_by_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their organisation", "Code or id, not free text." };
        722 given_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When", "The real moment" };
        723 entered_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When it was typed in", "" };
        724 format: Code<ReadFormat> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How", "" };
        725 language: Text<8> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Language", "Code or id, not free text; ISO 639" };
        726 copy_given: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "I have a copy", "" };
    }
}
