//! `Benefit`: one benefit.

use super::line::catalogued;
use crate::vocabulary::{BenefitKind, ClaimStatus, Code};
use chrono::{DateTime, Utc};

catalogued! {
    /// One benefit.
    pub struct Benefit: Many of "MoneyId" as "benefits";
    holders ["ETE_DWP", "WOMAN"];
    gates [(when "kind" is "PIP" needs PhysHealth), (when "kind" is "ESA" needs PhysHealth)];
    rows 886 in MoneyId;
    fields {
        564 kind: Code<BenefitKind> = { MoneyId Full owner "ETE" by [Ete, Reset, Pa, HerWords],
            "Which benefit", "Used by the row gate" };
        565 had_before: bool = { MoneyId Full owner "WOMAN" by [HerWords, Reset, Ete, Pa],
            "I had it before", "Does not say before what" };
        566 claim_status: Code<ClaimStatus> = { MoneyId Full owner "ETE" by [Ete, Reset, Pa],
            "How the claim is going", "" };
        567 appointment_at: DateTime<Utc> = { MoneyId Full owner "ETE" by [Ete, Reset, Pa],
            "My appointment", "Jobcentre only; no reason" };
    }
}
