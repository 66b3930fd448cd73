//! `PeerMentorRole`: her own part as a peer mentor.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Many, PeerTraining};
use chrono::NaiveDate;

catalogued! {
    /// Her own part as a peer mentor.
    pub struct PeerMentorRole: OnePerHolder of "LearningWork" as "peerMentorRole";
    holders ["WOMENS_CENTRE", "WOMAN"];
    fields {
        552 interested: bool = { LearningWork Full needs [CustodyDates, CareStatus] owner "WOMAN" by [HerWords, Ces] leaks,
            "I would like to be a peer mentor", "Would show that she is or was in prison." };
        553 training: Many<Code<PeerTraining>> = { LearningWork Full needs [CustodyDates, CareStatus] owner "CES" by [Ces] leaks,
            "My training", "" };
        554 supervisor: Link<super::TeamMember> = { LearningWork Full needs [CustodyDates, CareStatus, TeamContacts] owner "CES" by [Ces] leaks,
            "Who supports me", "" };
        555 started_on: NaiveDate = { LearningWork Full needs [CustodyDates, CareStatus] owner "CES" by [Ces] leaks,
            "Started on", "Would show that she is or was in prison." };
        556 continues_outside: bool = { LearningWork Full needs [CustodyDates, CareStatus] owner "WOMAN" by [HerWords, Ces] leaks,
            "I go on with it outside", "" };
    }
}
