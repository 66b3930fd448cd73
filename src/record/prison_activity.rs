//! `PrisonActivity`: what she does in prison.

use super::line::catalogued;
use crate::vocabulary::Text;
use chrono::NaiveDate;

catalogued! {
    /// What she does in prison.
    pub struct PrisonActivity: Many of "LearningWork" as "prisonActivitys";
    holders ["PRISON"];
    rows 884 in LearningWork;
    fields {
        545 what: Text<120> = { LearningWork Full needs [CustodyDates] owner "RESET" by [Reset, Pom, Ces] leaks,
            "What I do", "Would show that she is or was in prison." };
        546 r#where: Text<80> = { LearningWork Full needs [CustodyDates] owner "RESET" by [Reset, Pom, Ces] leaks,
            "Where", "Workshop or class, no wing" };
        547 from: NaiveDate = { LearningWork Full needs [CustodyDates] owner "RESET" by [Reset, Pom, Ces] leaks,
            "Since", "Would show that she is or was in prison." };
    }
}
