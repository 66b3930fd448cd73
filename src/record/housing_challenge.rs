//! `HousingChallenge`: asking a council or landlord to think again.

use super::line::catalogued;
use crate::vocabulary::{ChallengeOutcome, ChallengeStatus, Code, Link, RefusalReason, Role, Text};
use chrono::NaiveDate;

catalogued! {
    /// Asking a council or landlord to think again.
    pub struct HousingChallenge: Many of "HousingOption" as "housingChallenges";
    holders ["LA_LEAVING_CARE", "PROBATION", "LA_HOUSING"];
    gates [(by_role "supported_by")];
    rows 870 in HousingNeed;
    fields {
        384 duty_to_refer: Link<super::DutyToRefer> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Ces],
            "Which referral", "Empty when it is about an option" };
        385 reason: Code<RefusalReason> = { HousingNeed Full only [Pa, Com, Pom, Reset, Ces, Wcw, Idva, Adv, Lha] owner "PA;COM" by [Pa, Com, Wcw, Ces, Lha],
            "Why they said no", "RISK says only that they said so; no offence, no custody" };
        386 supported_by: Code<Role> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Ces],
            "Who helps me ask", "Used by the row gate" };
        387 asked_on: NaiveDate = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Ces],
            "When we asked", "" };
        388 answer_due_on: NaiveDate = { HousingNeed Full owner "LHA" by [Pa, Com, Wcw, Ces, Lha],
            "When they must answer", "" };
        389 status: Code<ChallengeStatus> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Ces, Lha],
            "How it is going", "" };
        390 outcome: Code<ChallengeOutcome> = { HousingNeed Full owner "LHA" by [Lha, Pa, Com, Wcw],
            "What they said", "" };
        391 repayment_plan: Text<300> = { HousingNeed Full owner "PA;COM" by [Pa, Com, Wcw, Ces, Lha],
            "How I pay back what I owe", "Amounts and dates only; no creditor's name" };
    }
}
