//! `Pregnancy`: being pregnant; asked on its own.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Text, YesNoNotSaid};

catalogued! {
    /// Being pregnant; asked on its own.
    pub struct Pregnancy: OnePerHolder of "PhysicalHealth" as "pregnancy";
    holders ["WOMAN", "HEALTH"];
    fields {
        457 status: Code<YesNoNotSaid> = { PhysHealth Named only [Health, Com, Pom] owner "WOMAN" by [HerWords, Health] leaks,
            "I am pregnant", "Default NOT_SAID; never a required question" };
        458 due_month: Text<7> = { PhysHealth Named only [Health, Com, Pom] owner "WOMAN" by [HerWords, Health] leaks,
            "Baby is due in", "YYYY-MM, no day" };
        459 midwife: Link<super::DirectoryEntry> = { PhysHealth Named only [Health, Com, Pom] owner "HEALTH" by [Health, HerWords] leaks,
            "My midwife team", "Team, not a person" };
    }
}
