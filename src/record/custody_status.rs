//! `CustodyStatus`: where she is in the system.

use super::line::record;
use crate::vocabulary::{
    Code, CustodyStage, DateConfidence, LegalStatus, ReleaseDateType, ReleaseWindow, ResponsibleOfficer, SentenceLengthBand, SentenceType,
    Text,
};
use chrono::NaiveDate;

record! {
    /// Where she is in the system.
    pub struct CustodyStatus in custody_status: OnePerHolder of "Person" as "custodyStatus";
    holders ["PRISON", "PROBATION"];
    stored {
        46 legal_status: Code<LegalStatus> = { CustodyDates Full only [Pom, Reset, Keyw, Com, Ap, Ces] owner "PRISON" by [Pom, Com] leaks,
            "Where I am now", "others read custodyStage; COM sets recall; PSS_LEGACY read-only" };
        48 current_prison: Text<6> = { CustodyDates Full owner "PRISON" by [Pom, Reset] leaks,
            "Prison I am in", "NOMIS agency code" };
        49 prison_contact_route: Text<120> = { CustodyDates Summary owner "PRISON" by [Pom, Reset] leaks,
            "How to reach the prison about me", "a role mailbox, not a name" };
        50 arrived_on: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom, Reset] leaks,
            "When I came here", "a transfer starts the move checklist" };
        51 transfer_planned: bool = { CustodyDates Named only [Pom, Com] owner "PRISON" by [Pom] hers NotYet leaks,
            "I might move prison", "not shown to her or partners before the move" };
        52 sentence_type: Code<SentenceType> = { Offence Full only [Pom, Com] owner "PRISON" by [Pom] leaks,
            "Type of sentence", "SOPC or LIFE tells the kind of offence" };
        54 earliest_release_date: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "When I could leave", "show confidence beside it" };
        55 release_date_type: Code<ReleaseDateType> = { CustodyDates Full only [Pom, Reset, Com] owner "PRISON" by [Pom] leaks,
            "Kind of date", "justice roles only, TED tells a life sentence" };
        56 release_date_confidence: Code<DateConfidence> = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "How sure is the date", "always shown next to the date" };
        60 actual_release_on: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom, Com] leaks,
            "Day I left", "a declared release opens THROUGH_GATE" };
        61 recalled_on: NaiveDate = { CustodyDates Full owner "PROBATION" by [Com, Pom] leaks,
            "Back in prison since", "" };
        62 recall_due_on: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom, Com] leaks,
            "Due out after recall", "fixed recall is 56 days for most SDS" };
        63 next_court_date: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom, Com, Ces] leaks,
            "My court date", "" };
        64 sentence_ends_on: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "When my sentence ends", "drives consent expiry" };
        65 licence_ends_on: NaiveDate = { CustodyDates Full owner "PROBATION" by [Com, Pom] leaks,
            "When my licence ends", "drives consent expiry" };
        66 responsible_officer: Code<ResponsibleOfficer> = { CustodyDates Full owner "PRISON" by [Pom, Com] leaks,
            "Who the rules say is in charge", "imported, never recomputed; separate from plan lead" };
    }
    computed {
        47 custody_stage: Code<CustodyStage> = { CustodyDates Full owner "HUB" by [Hub] from ["CustodyStatus.legalStatus"] leaks,
            "Where I am now, in short", "immigration detention shows as OTHER" };
        53 sentence_length_band: Code<SentenceLengthBand> = { Offence Summary owner "HUB" by [Hub] from ["CustodyStatus.sentenceType", "CustodyStatus.sentenceEndsOn"] leaks,
            "How long", "" };
        57 release_month: Text<7> = { CustodyDates Summary owner "HUB" by [Hub] from ["CustodyStatus.earliestReleaseDate", "CustodyStatus.releaseDateConfidence"] leaks,
            "Month I could leave", "YYYY-MM" };
        58 confirmed_release_date: NaiveDate = { CustodyDates Summary owner "HUB" by [Hub] from ["CustodyStatus.earliestReleaseDate", "CustodyStatus.releaseDateConfidence"] leaks,
            "My confirmed leaving day", "empty unless CONFIRMED" };
        59 release_window: Code<ReleaseWindow> = { CustodyDates Summary only [Ete, Daw, Health] owner "HUB" by [Hub] from ["CustodyStatus.earliestReleaseDate"] leaks,
            "About when I leave", "" };
    }
}
