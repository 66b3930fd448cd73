//! `IfISlip`: what helps if she slips.

use super::line::record;
use crate::vocabulary::{Many, Reader, Text};

record! {
    /// What helps if she slips.
    pub struct IfISlip in if_i_slip: Many of "SubstanceUse" as "ifISlip";
    holders ["WOMAN"];
    gates [(by_audience "audience")];
    rows 877 in Substance;
    stored {
        498 signs: Many<Text<200>> = { Substance Named only [Daw, Pa, Ces, Wcw, Health, Adv] owner "WOMAN" by [HerWords, Daw] leaks,
            "Signs that I might slip", "No drug or dose; name no other person" };
        499 what_helps: Many<Text<200>> = { Substance Named only [Daw, Pa, Ces, Wcw, Health, Adv] owner "WOMAN" by [HerWords, Daw] leaks,
            "What helps", "No drug or dose; name no other person" };
        500 who_to_call: Many<Text<80>> = { Substance Named only [Daw, Pa, Ces, Wcw, Health, Adv] owner "WOMAN" by [HerWords, Daw] leaks,
            "Who I can call", "First name or nickname only; no address, phone or school." };
        501 audience: Many<Reader> = { Substance Named only [Daw] owner "WOMAN" by [HerWords] leaks,
            "Who may see it", "Starts as DAW alone; used by the row gate; list of a role or a named worker; empty = nobody" };
    }
    computed {}
}
