//! `UnsafePerson`: someone who is not safe for her.

use super::line::record;
use crate::vocabulary::{Code, Text, UnsafeRelation};

record! {
    /// Someone who is not safe for her.
    pub struct UnsafePerson in unsafe_person: Many of "DomesticAbuse" as "unsafePeople";
    holders ["WOMAN"];
    rows 878 in DomAbuse;
    stored {
        509 alias: Text<40> = { DomAbuse Named only [Idva, Com, Pa, Ces, Wcw] owner "WOMAN" by [HerWords, Idva] leaks,
            "What I call them", "First name or nickname only; no address, phone or school." };
        510 relation: Code<UnsafeRelation> = { DomAbuse Named only [Idva, Com, Pa, Ces, Wcw] owner "WOMAN" by [HerWords, Idva] leaks,
            "Who they are to me", "" };
        511 what_to_avoid: Text<300> = { DomAbuse Named only [Idva, Com, Pa, Ces, Wcw] owner "WOMAN" by [HerWords, Idva] leaks,
            "What to avoid", "What to do; no allegation, no address" };
    }
    computed {}
}
