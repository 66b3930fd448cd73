//! `AgreedPoint`: one agreed line on what works, from whatever source.

use super::line::catalogued;
use crate::vocabulary::{Many, Reader, Text};
use chrono::NaiveDate;

catalogued! {
    /// One agreed line on what works, from whatever source.
    pub struct AgreedPoint: Many of "MentalHealth" as "agreedPoints";
    holders ["WOMAN"];
    gates [(by_audience "audience")];
    rows 876 in MentalHealth;
    fields {
        469 text: Text<200> = { MentalHealth Summary owner "WOMAN" by [HerWords, Com, Health],
            "What works for me", "What to do, never why; no mention of a formulation" };
        470 agreed_on: NaiveDate = { MentalHealth Summary owner "WOMAN" by [HerWords, Com, Health],
            "I agreed it on", "" };
        471 audience: Many<Reader> = { MentalHealth Named only [Com, Health] owner "WOMAN" by [HerWords],
            "Who may see it", "Empty means nobody; used by the row gate; list of a role or a named worker; empty = nobody" };
    }
}
