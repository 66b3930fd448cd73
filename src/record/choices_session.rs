//! `ChoicesSession`: one talk in which she chose.

use super::line::catalogued;
use crate::vocabulary::{Code, ConsentTopic, Link, Many, ReadFormat, ReceiptGiven, Role, SessionMatch, SessionPlace, Text, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// One talk in which she chose.
    pub struct ChoicesSession: Many of "Person" as "choicesSessions";
    fields {
        727 opened_by_worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who I talked with", "From the token" };
        728 opened_by_role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their job", "Not POM, COM or AP alone for T5 to T9" };
        729 opened_by_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their organisation", "Code or id, not free text." };
        730 opened_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Started", "" };
        731 closed_at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Ended", "" };
        732 matched_by: Code<SessionMatch> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How I was found", "The number typed is not kept" };
        733 place: Code<SessionPlace> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Where", "" };
        734 private_setting: bool = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "We were alone", "False: a yes to T5 to T9 is not taken" };
        735 first_day: bool = { Control Full only [Dpo] owner "HUB" by [Hub] from ["CustodyStatus.arrivedOn"] leaks,
            "It was my first day", "True: T5 to T9 wait" };
        736 script_version: Text<40> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Words that were read", "Code or id, not free text." };
        737 language: Text<8> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Language", "Code or id, not free text; ISO 639" };
        738 format: Code<ReadFormat> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How it was given", "" };
        739 interpreter_ref: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Interpreter's number", "Code or id, not free text; Never a relative, partner or another prisoner" };
        740 topics_offered: Many<Code<ConsentTopic>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What we talked about", "Two at most in a first meeting" };
        741 agencies_read_aloud: Many<Text<64>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Names that were read out", "Code or id, not free text; Five at most" };
        742 form_id: Text<40> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Paper form", "Code or id, not free text; Offline forms carry ids; late entry is checked" };
        743 read_back: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "It was read back to me", "" };
        744 receipt_given: Code<ReceiptGiven> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "I have my paper", "T3, T5 to T9, T12 left off unless she asks" };
    }
}
