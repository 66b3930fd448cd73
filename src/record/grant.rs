//! `Grant`: money to help her start.

use super::line::catalogued;
use crate::vocabulary::{Code, GrantKind, GrantStatus};

catalogued! {
    /// Money to help her start.
    pub struct Grant: Many of "MoneyId" as "grants";
    holders ["LA_LEAVING_CARE"];
    rows 887 in MoneyId;
    fields {
        572 status: Code<GrantStatus> = { MoneyId Full owner "PA" by [Pa, Reset, Wcw],
            "How it is going", "Label is always \"grant\"" };
        573 kind: Code<GrantKind> = { MoneyId Full needs [CareStatus, CustodyDates] owner "PA" by [Pa, Reset, Wcw] leaks,
            "Which grant", "Setting-up-home shows care; discharge payment shows prison" };
    }
}
