//! `DutyToRefer`: a referral to the council she chose.

use super::line::catalogued;
use crate::vocabulary::{
    Code, ContactChannel, DtrOutcome, DtrReason, DtrReasonPlain, DtrRegime, DtrStatus, DtrWithdrawalReason, Link, Role, Text,
};
use chrono::NaiveDate;

catalogued! {
    /// A referral to the council she chose.
    pub struct DutyToRefer: Many of "Person" as "dutyToRefers";
    holders ["PROBATION", "LA_LEAVING_CARE", "LA_HOUSING"];
    rows 872 in HousingNeed;
    fields {
        401 consent_statement: Link<super::ConsentStatement> = { Control Full only [Dpo] owner "HUB" by [Hub],
            "I said yes to this", "Cannot be submitted without a live yes" };
        402 council_i_chose: Text<9> = { HousingNeed Full owner "WOMAN" by [HerWords],
            "The council I picked", "ONS code; her choice by law" };
        403 regime: Code<DtrRegime> = { HousingNeed Full owner "HUB" by [Hub] from ["DutyToRefer.councilIChose"],
            "Which law", "" };
        404 contact_channel: Code<ContactChannel> = { SafeContact Full owner "WOMAN" by [HerWords],
            "How the council can reach me", "Agreed separately by law" };
        405 contact_detail: Text<120> = { SafeContact Full owner "WOMAN" by [HerWords],
            "The number or route", "Safe route only; no prison phone or address" };
        406 contact_agreed_on: NaiveDate = { SafeContact Full owner "WOMAN" by [HerWords],
            "I agreed to that on", "" };
        407 reason: Code<DtrReason> = { HousingNeed Full needs [CustodyDates] owner "COM;PA" by [Com, Pa, Pom, Reset] leaks,
            "Why I need help", "Shows prison; the council gets reasonPlain; Unsafe home is its own field" };
        408 unsafe_home: bool = { HousingNeed Full needs [DomAbuse] owner "COM;PA" by [Com, Pa, Pom, Reset] leaks,
            "My home is not safe", "Shows abuse; never sent to the council under this heading" };
        409 reason_plain: Code<DtrReasonPlain> = { HousingNeed Summary owner "HUB" by [Hub] from ["DutyToRefer.reason", "DutyToRefer.unsafeHome", "HousingNeed.needLevel"],
            "Why, in short", "Derived; says what, never why; Leaving an institution and unsafe home are both removed" };
        410 need_from: NaiveDate = { HousingNeed Summary owner "HUB" by [Hub] from ["HousingNeed.needFrom"],
            "When I need a home from", "Derived; says what, never why." };
        411 submitted_on: NaiveDate = { HousingNeed Full owner "COM;PA" by [Com, Pa, Pom, Reset],
            "Sent on", "" };
        412 submitted_by: Code<Role> = { HousingNeed Full needs [CustodyDates, CareStatus] owner "COM;PA" by [Com, Pa, Pom, Reset] leaks,
            "Who sent it", "The role shows prison, probation or care" };
        413 reply_to: Text<120> = { HousingNeed Summary owner "COM;PA" by [Com, Pa, Pom, Reset],
            "Where the council answers", "Neutral team mailbox; no prison, probation or care words" };
        414 reference: Text<40> = { HousingNeed Full owner "LHA" by [Lha, Com, Pa, Pom, Reset],
            "Council's number", "Code or id, not free text." };
        415 status: Code<DtrStatus> = { HousingNeed Full owner "LHA" by [Lha, Com, Pa, Pom, Reset, Hub],
            "Where it is up to", "WITHDRAWN is final; nothing returns to SUBMITTED" };
        416 outcome: Code<DtrOutcome> = { HousingNeed Full owner "LHA" by [Lha, Com, Pa],
            "What the council said", "PRIORITY_NEED gives no ground" };
        417 outcome_on: NaiveDate = { HousingNeed Full owner "LHA" by [Lha, Com, Pa],
            "Answered on", "" };
        418 submission_note: Text<1000> = { HousingNeed Full owner "COM;PA" by [Com, Pa, Pom, Reset],
            "What we wrote", "Do not write about abuse, health, offences, prison or care; name no other person." };
        419 outcome_note: Text<1000> = { HousingNeed Full owner "LHA" by [Lha],
            "What they wrote", "Do not write about abuse, health, offences, prison or care; name no other person." };
        420 withdrawn_because: Code<DtrWithdrawalReason> = { HousingNeed Full only [Com, Pa, Pom, Reset] owner "COM;PA" by [Com, Pa, Pom, Reset] leaks,
            "Why it stopped", "NO_CONSENT would show her refusal; council sees WITHDRAWN alone" };
        421 refresh_by: NaiveDate = { HousingNeed Full owner "HUB" by [Hub] from ["DutyToRefer.submittedOn"],
            "Send again by", "26 weeks after sending" };
        422 council_contact: Text<120> = { HousingNeed Full owner "LHA" by [Lha],
            "Who to ask at the council", "Team line or mailbox" };
    }
}
