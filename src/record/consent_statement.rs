//! `ConsentStatement`: one answer she gave; immutable.

use super::line::catalogued;
use crate::vocabulary::{
    Category, Code, ConsentDecision, ConsentEndEvent, ConsentMethod, ConsentStatus, ConsentTopic, Link, Many, Purpose, Text,
};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// One answer she gave; immutable.
    pub struct ConsentStatement: Many of "Person" as "consentStatements";
    fields {
        657 topic: Code<ConsentTopic> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "What it is about", "Pregnancy, OFFENCE and CHILDREN_FAMILY are asked alone" };
        658 categories: Many<Code<Category>> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "Which parts", "" };
        659 fields: Many<Text<80>> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "Only these lines", "Entity.field names; empty means the whole category" };
        660 purposes: Many<Code<Purpose>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What for", "Never SAFEGUARDING or STATISTICS" };
        661 decision: Code<ConsentDecision> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "My choice", "No answer means no" };
        662 separate: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "It was asked on its own", "Gives AGREED_SEPARATELY" };
        663 status: Code<ConsentStatus> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Where it is up to", "PROVISIONAL opens nothing" };
        664 method: Code<ConsentMethod> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "How I said it", "" };
        665 session: Link<super::ChoicesSession> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "The talk it was said in", "Language, script, place and worker stand there" };
        666 read_back: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "It was read back to me", "" };
        667 said_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When I said it", "The real moment, also when typed in later" };
        668 entered_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When it was typed in", "Disclosures in between are listed to her and DPO" };
        669 starts_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Starts", "" };
        670 ends_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Ends", "12 months at most" };
        671 end_event: Code<ConsentEndEvent> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Or ends when", "" };
        672 withdrawn_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "I changed my mind on", "No reason is asked or kept" };
        673 supersedes: Link<super::ConsentStatement> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Replaces", "A yes over a standing no must name it" };
        674 confirmed_by_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who else confirmed it", "Code or id, not free text; Needed when the recipient's own worker took a sensitive yes" };
        675 confirmed_on: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Confirmed on", "" };
        676 capacity_concern: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Worry about deciding today", "True opens nothing but safety flows" };
        677 best_interests_by: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Body that decides instead", "Code or id, not free text; Statutory body" };
        678 questions_asked: Text<500> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "What I asked", "Her question only; no health, abuse or offence facts" };
    }
}
