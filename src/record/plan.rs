//! `Plan`: my Plan.

use super::line::record;
use crate::vocabulary::{Code, Jurisdiction, LeadReason, Link, PlanAgreement, PlanPhase, PlanType, Role, SaidHow, Text};
use chrono::NaiveDate;

record! {
    /// My Plan.
    pub struct Plan in plan: Many of "Person" as "plans";
    holders ["PRISON", "LA_LEAVING_CARE"];
    rows 846 in PlanActions;
    stored {
        143 phase: Code<PlanPhase> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub, Pom, Com, Ces] from ["CustodyStatus.legalStatus", "CustodyStatus.earliestReleaseDate", "CustodyStatus.actualReleaseOn"] leaks,
            "Where I am up to", "" };
        150 agreement_status: Code<PlanAgreement> = { PlanActions Full owner "WOMAN" by [HerWords],
            "Do I agree with my plan", "agreeing with the plan is not agreeing to share it" };
        151 agreed_on: NaiveDate = { PlanActions Full owner "WOMAN" by [HerWords],
            "When I agreed", "" };
        152 agreed_how: Code<SaidHow> = { PlanActions Full owner "WOMAN" by [HerWords],
            "How I said so", "" };
        153 co_written: bool = { PlanActions Full owner "WOMAN" by [HerWords],
            "I helped write this", "" };
        155 resettlement_plan_ref: Text<60> = { PlanActions Named only [Pom, Reset, Com] needs [CustodyDates] owner "PRISON" by [Pom, Reset, Com] leaks,
            "My official prison plan", "a reference, not the document" };
        156 pathway_plan_ref: Text<60> = { PlanActions Named only [Pa, Ces, Pom, Com] needs [CareStatus] owner "LA_LEAVING_CARE" by [Pa] leaks,
            "My official council plan", "POM or COM only while lead" };
    }
    computed {
        140 id: Text<36> = { PlanActions Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "opaque" };
        141 version: Text<64> = { PlanActions Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "was Int; opaque token per row and reader, a counter would count hidden edits" };
        142 r#type: Code<PlanType> = { PlanActions Full only [Pom, Com, Ces] needs [CustodyDates] owner "HUB" by [Hub] from ["CustodyStatus.legalStatus", "CustodyStatus.sentenceLengthBand"] leaks,
            "My plan type", "lead roles only, LIFE and LONG tell the sentence; not in S" };
        144 jurisdiction: Code<Jurisdiction> = { PlanActions Full owner "HUB" by [Hub] from ["Person.jurisdiction"],
            "England or Wales rules", "" };
        145 lead: Link<super::TeamMember> = { PlanActions Full owner "HUB" by [Hub] leaks,
            "Who leads my plan", "opens through the TeamMember row gate" };
        146 lead_shown_as: Code<Role> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] from ["Plan.leadRole"] leaks,
            "My lead is my", "CES is released as WCW, so that the lead on remand can be shown without care history" };
        147 lead_role: Code<Role> = { PlanActions Full needs [CustodyDates, CareStatus] owner "HUB" by [Hub] from ["CustodyStatus.legalStatus", "CustodyStatus.earliestReleaseDate"] leaks,
            "Exact lead role", "CES as lead reveals care; others read leadShownAs" };
        148 lead_since: NaiveDate = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "Lead since", "the day tells a recall or ten-month point" };
        149 lead_reason: Code<LeadReason> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "Why they lead", "no AWAITING_HER_YES, it would tell a refusal; HANDOVER_NOT_FINISHED covers every delay" };
        154 continues_from: Link<super::Plan> = { PlanActions Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "Carries on from my last plan", "an earlier plan implies recall or an earlier sentence" };
        157 next_review_due: NaiveDate = { ReviewsOutcomes Full needs [CareStatus] owner "HUB" by [Hub] from ["Review.dueBy", "CareStatus.pathwayNextReviewOn", "CustodyStatus.earliestReleaseDate", "CustodyStatus.sentenceLengthBand"],
            "Next check of my plan", "" };
    }
}
