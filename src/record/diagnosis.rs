//! `Diagnosis`: the name of a condition she wants some people to know.

use super::line::catalogued;
use crate::vocabulary::{Many, Reader, Text};

catalogued! {
    /// The name of a condition she wants some people to know.
    pub struct Diagnosis: Many of "MentalHealth" as "diagnoses";
    gates [(by_audience "audience")];
    rows 875 in MentalHealth;
    fields {
        467 in_my_words: Text<120> = { MentalHealth Full only [Health, Pa, Ces, Wcw, Com, Adv] owner "WOMAN" by [HerWords] leaks,
            "What it is called", "Her words; AP gets adjustments instead" };
        468 audience: Many<Reader> = { MentalHealth Named only [Health] owner "WOMAN" by [HerWords] leaks,
            "Who may know", "Empty means nobody; used by the row gate; list of a role or a named worker; empty = nobody" };
    }
}
