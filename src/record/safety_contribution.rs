//! `SafetyContribution`: one part of the merged safety line.

use super::line::record;
use crate::vocabulary::{Category, Code, Text};
use chrono::NaiveDate;

record! {
    /// One part of the merged safety line.
    pub struct SafetyContribution in safety_contribution: Many of "SafeContact" as "safetyContributions";
    stored {
        33 text: Text<120> = { Control Named owner "IDVA" by [Idva, Com, Ces, Wcw, Health, Daw, Ap] leaks,
            "(not shown)", "one whole contribution to safetyInstruction; write what to do, never why, who, where; DomesticAbuse.safetyNote, Exploitation.safetyNote and Risk.workerSafety each feed one" };
        35 rank: i32 = { Control Named owner "HUB" by [Pom, Com, Ces] leaks,
            "(not shown)", "most serious first when the merged line is full; none is cut in half" };
        36 until: NaiveDate = { Control Named owner "IDVA" by [Idva, Com, Ces, Wcw, Health, Daw, Ap] leaks,
            "(not shown)", "" };
    }
    computed {
        34 comes_from: Code<Category> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "category it was entered under; never released" };
    }
}
