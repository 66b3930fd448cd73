//! `RightsRequest`: her request about her data, or a complaint.

use super::line::catalogued;
use crate::vocabulary::{Code, Many, ReviewState, RightsDecision, RightsKind, RightsRegime, RightsStatus, Text};
use chrono::NaiveDate;

catalogued! {
    /// Her request about her data, or a complaint.
    pub struct RightsRequest: Many of "Person" as "rightsRequests";
    fields {
        802 kind: Code<RightsKind> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "What I ask for", "" };
        803 her_words: Text<1000> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "What I said", "Her words; may hold anything, so DPO only" };
        804 disputed_fields: Many<Text<80>> = { Control Full only [Dpo] owner "WOMAN" by [Hub] leaks,
            "What is not right", "Entity.field names" };
        805 received_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When I asked", "Verbal counts" };
        806 received_by_agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who took it", "Code or id, not free text." };
        807 controller: Text<64> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Who must answer", "Code or id, not free text; The holder; one answers for joint controllers" };
        808 regime: Code<RightsRegime> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Which law", "Part 3 for prison and probation data" };
        809 due_on: NaiveDate = { Control Full only [Dpo] owner "HUB" by [Hub] from ["RightsRequest.receivedOn"] leaks,
            "Answer by", "One month; complaint acknowledged in 30 days" };
        810 extended_to: NaiveDate = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Later date", "Two more months at most, she is told" };
        811 status: Code<RightsStatus> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Where it is up to", "" };
        812 third_party_review: Code<ReviewState> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Checked for other people's data", "" };
        813 serious_harm_review: Code<ReviewState> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Checked for serious harm", "Health and social work data" };
        814 decision: Code<RightsDecision> = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "What was decided", "A refused correction keeps her statement beside the row" };
        815 answered_on: NaiveDate = { Control Full only [Dpo] owner "DPO" by [Dpo] leaks,
            "Answered on", "" };
    }
}
