//! `Feedback`: what she says about her support.

use super::line::catalogued;
use crate::vocabulary::{Code, FeedbackTopic, Link, Many, Reader, Text};
use chrono::NaiveDate;

catalogued! {
    /// What she says about her support.
    pub struct Feedback: Many of "Person" as "feedbacks";
    holders ["WOMENS_CENTRE"];
    gates [(by_audience "audience")];
    rows 863 in ReviewsOutcomes;
    fields {
        306 about: Link<super::TeamMember> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords] leaks,
            "Who or what it is about", "opens through the TeamMember row gate; never in the default audience of the worker it is about" };
        307 topic: Code<FeedbackTopic> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "What it is about", "" };
        308 rating: i32 = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "How it was (1 to 5)", "never used to judge staff by person" };
        309 words: Text<1000> = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "What I want to say", "her words; a complaint goes to RightsRequest" };
        310 on: NaiveDate = { ReviewsOutcomes Full owner "WOMAN" by [HerWords],
            "When", "" };
        311 answer: Text<600> = { ReviewsOutcomes Full owner "CES" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker],
            "What they answered", "do not argue or add facts about her" };
        312 answered_on: NaiveDate = { ReviewsOutcomes Full owner "CES" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker],
            "Answered on", "" };
        313 may_be_counted: bool = { Control Named owner "WOMAN" by [HerWords],
            "OK to count without my name", "unset is no" };
        314 audience: Many<Reader> = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Who may read it", "starts empty: only her and whoever wrote it down with her; list of a role or a named worker; empty = nobody" };
    }
}
