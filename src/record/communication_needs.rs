//! `CommunicationNeeds`: what helps her take part.

use super::line::record;
use crate::vocabulary::{Adjustment, Code, InterpreterGender, Many, ReadingSupport, Text, WelshChoice, WorkerGender};

record! {
    /// What helps her take part.
    pub struct CommunicationNeeds in communication_needs: OnePerHolder of "Person" as "communicationNeeds";
    holders ["WOMAN"];
    stored {
        37 first_language: Text<8> = { CommsNeeds Summary owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "My language", "BCP 47; COMMS_NEEDS is itself the S9(implied) category; summary set defined here" };
        38 interpreter_needed: bool = { CommsNeeds Summary owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "I need an interpreter", "no also_needs: COMMS_NEEDS is itself the S9(implied) category" };
        39 interpreter_gender: Code<InterpreterGender> = { CommsNeeds Full owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "My interpreter should be", "no also_needs: COMMS_NEEDS is itself the S9(implied) category" };
        40 welsh: Code<WelshChoice> = { CommsNeeds Summary owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "Welsh or English", "active offer in Wales; no also_needs: COMMS_NEEDS is itself the S9(implied) category" };
        41 reading_support: Code<ReadingSupport> = { CommsNeeds Summary owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "How I like to read", "no also_needs: an adjustment, never the diagnosis behind it" };
        42 adjustments: Many<Code<Adjustment>> = { CommsNeeds Summary owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "What helps me take part", "no also_needs: an adjustment, never a diagnosis; WOMEN_ONLY_REPORTING_TIME moved out" };
        43 women_only_reporting_time: bool = { CommsNeeds Full needs [Licence] owner "WOMAN" by [HerWords, Com] leaks,
            "I report at a women-only time", "" };
        44 worker_gender_preference: Code<WorkerGender> = { CommsNeeds Full owner "WOMAN" by [HerWords, Pom, Com, Pa, Ces, Health],
            "Who I would rather work with", "no also_needs: never record the reason" };
        45 topics_not_to_raise: Text<200> = { CommsNeeds Named only [Pom, Com, Ces, Wcw] owner "WOMAN" by [HerWords, Ces] leaks,
            "Please do not bring up", "POM or COM only while lead; write the topic, not what happened; no also_needs: four named roles only" };
    }
    computed {}
}
