//! `Disagreement`: what is not agreed.

use super::line::catalogued;
use crate::vocabulary::{Code, DecisionForum, DecisionMaker, DisagreementStatus, EscalatedTo, GoalArea, Link, Text};
use chrono::NaiveDate;

catalogued! {
    /// What is not agreed.
    pub struct Disagreement: Many of "Plan" as "disagreements";
    holders ["PROBATION"];
    gates [(by_area "area")];
    rows 856 in ReviewsOutcomes;
    fields {
        230 area: Code<GoalArea> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces] leaks,
            "What it is about", "sets the gate, was only inherits" };
        231 topic: Text<200> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "What we do not agree on", "do not name other people, an address or a MAPPA level" };
        232 my_view: Text<2000> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "What I think", "always asked; I did not want to say is an answer" };
        233 my_view_audio: Link<super::Attachment> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "Hear what I think", "opens through the Attachment gate" };
        234 decision_by: Code<DecisionMaker> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "Who decides", "MAPPA moved to decisionForum, LHA added; MAPPA shows as OTHER" };
        235 decision_forum: Code<DecisionForum> = { RiskPp Named only [Pom, Com] owner "PROBATION" by [Com] leaks,
            "Meeting that decides", "" };
        236 decision: Text<300> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "What was decided", "outcome only, no level or minutes" };
        237 decision_reason: Text<600> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "Why", "do not quote risk assessments or another agency's record" };
        238 decided_on: NaiveDate = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "Decided on", "" };
        239 status: Code<DisagreementStatus> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "What happens next", "Annex 3" };
        240 escalated_to: Code<EscalatedTo> = { ReviewsOutcomes Full owner "COM" by [Pom, Com, Pa, Ces],
            "Who looks at it now", "" };
        241 escalate_by: NaiveDate = { ReviewsOutcomes Full owner "HUB" by [Hub] from ["Disagreement.status"],
            "Next level by", "5 and 10 working days are defaults" };
    }
}
