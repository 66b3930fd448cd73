//! `HealthCondition`: a health thing she wants some people to know.

use super::line::catalogued;
use crate::vocabulary::{Many, Reader, Text};

catalogued! {
    /// A health thing she wants some people to know.
    pub struct HealthCondition: Many of "PhysicalHealth" as "healthConditions";
    holders ["WOMAN"];
    gates [(by_audience "audience")];
    rows 874 in PhysHealth;
    fields {
        449 in_my_words: Text<120> = { PhysHealth Full owner "WOMAN" by [HerWords] leaks,
            "What it is", "Her words; nothing copied from a record" };
        450 what_helps: Text<300> = { PhysHealth Full owner "WOMAN" by [HerWords, Health] leaks,
            "What helps", "Name no other person; no diagnosis, drug, dose or offence." };
        451 audience: Many<Reader> = { PhysHealth Named only [Health] owner "WOMAN" by [HerWords] leaks,
            "Who may know", "Empty means nobody; used by the row gate; list of a role or a named worker; empty = nobody" };
    }
}
