//! `DisagreementView`: what one party thinks.

use super::line::catalogued;
use crate::vocabulary::{Code, Link, Role, Text};
use chrono::NaiveDate;

catalogued! {
    /// What one party thinks.
    pub struct DisagreementView: Many of "Disagreement" as "disagreementViews";
    gates [(by_role "role")];
    rows 858 in ReviewsOutcomes;
    fields {
        246 role: Code<Role> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "gate only, set from the writer; the reader sees by" };
        247 by: Link<super::TeamMember> = { ReviewsOutcomes Full owner "HUB" by [Hub] leaks,
            "Who says so", "opens through the TeamMember row gate" };
        248 view: Text<600> = { ReviewsOutcomes Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker],
            "What they think", "each party writes only its own row; no MAPPA level, intelligence or another person's details; the parent's gate applies too" };
        249 reason: Text<600> = { ReviewsOutcomes Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker],
            "Why", "" };
        250 evidence_date: NaiveDate = { ReviewsOutcomes Full owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker],
            "How old the evidence is", "exposes old evidence" };
    }
}
