//! `LearningWork`: learning and work.

use super::line::catalogued;
use crate::vocabulary::{Code, Many, Ssda903Activity, Text};

catalogued! {
    /// Learning and work.
    pub struct LearningWork: OnePerHolder of "Person" as "learningWork";
    holders ["WOMAN", "LA_LEAVING_CARE"];
    fields {
        541 hopes: Many<Text<200>> = { LearningWork Full owner "WOMAN" by [HerWords, Pa, Ete, Ces],
            "What I want to do", "Do not write about abuse, health, offences, prison or care; name no other person." };
        542 skills: Many<Text<120>> = { LearningWork Full owner "WOMAN" by [HerWords, Pa, Ete, Ces],
            "What I can do", "Do not write about abuse, health, offences, prison or care; name no other person." };
        543 qualifications: Many<Text<120>> = { LearningWork Full owner "WOMAN" by [HerWords, Pa, Ete, Reset],
            "What I have passed", "Title and year; no prison name" };
        544 main_activity: Code<Ssda903Activity> = { LearningWork Named only [Pa] needs [PhysHealth] owner "PA" by [Pa] leaks,
            "Council return code", "G4 means illness, G6 means pregnancy or parenting; PA only" };
    }
}
