//! `Immigration`: right to stay and get help.

use super::line::catalogued;
use crate::vocabulary::{Code, ImmigrationStatus, Link, YesNoChecking};

catalogued! {
    /// Right to stay and get help.
    pub struct Immigration: OnePerHolder of "Person" as "immigration";
    fields {
        574 eligible_for_help: Code<YesNoChecking> = { Immigration Summary owner "COM" by [HerWords] leaks,
            "Can I get housing and benefits", "Says yes or no, never the status" };
        575 status: Code<ImmigrationStatus> = { Immigration Full only [Com, Pa, Adv] owner "WOMAN" by [HerWords] leaks,
            "My status", "Her answer; no reference numbers" };
        576 adviser: Link<super::DirectoryEntry> = { Immigration Full only [Com, Pa, Adv] owner "WOMAN" by [HerWords] leaks,
            "Who advises me", "Public row; her link to it is not" };
    }
}
