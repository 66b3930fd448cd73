//! `Debt`: money she owes.

use super::line::catalogued;
use crate::vocabulary::{ArrearsBand, Code, YesNoNotNow};

catalogued! {
    /// Money she owes.
    pub struct Debt: OnePerHolder of "MoneyId" as "debt";
    holders ["WOMAN", "WOMENS_CENTRE"];
    fields {
        568 any: bool = { MoneyId Full owner "WOMAN" by [HerWords, Reset, Pa, Wcw],
            "I owe money", "" };
        569 help_wanted: Code<YesNoNotNow> = { MoneyId Full owner "WOMAN" by [HerWords, Reset, Pa, Wcw],
            "I want help with it", "" };
        570 arrears_band: Code<ArrearsBand> = { MoneyId Full owner "WOMAN" by [HerWords, Reset, Pa, Wcw],
            "About how much", "Band only" };
        571 repayment_plan_agreed: bool = { MoneyId Full owner "WCW" by [Wcw, Pa, Reset],
            "A plan to pay is agreed", "" };
    }
}
