//! `AccessLog`: one read, recorded before it is answered.

use super::line::catalogued;
use crate::vocabulary::{AccessBasis, Code, Link, Many, Purpose, Role, Text, Worker};
use chrono::{DateTime, Utc};

catalogued! {
    /// One read, recorded before it is answered.
    pub struct AccessLog: Many of "Person" as "accessLog";
    fields {
        701 at: DateTime<Utc> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "When", "" };
        702 worker: Link<Worker> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Who looked", "She sees role and organisation; name when she asks" };
        703 role: Code<Role> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their job", "" };
        704 agency: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Their organisation", "Code or id, not free text." };
        705 acting_client: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Through which computer system", "Code or id, not free text." };
        706 purpose: Code<Purpose> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What for", "" };
        707 fields_released: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What they could see", "Entity.field names, whether or not a value existed" };
        708 fields_refused: Many<Text<80>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "What was kept back", "Never shown to the reader" };
        709 basis: Code<AccessBasis> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Why they may", "" };
        710 agreement_version: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which agreement", "Code or id, not free text." };
        711 policy_version: Text<64> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which rules", "Code or id, not free text." };
        712 consent_statements: Many<Link<super::ConsentStatement>> = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "Which of my answers", "" };
        713 case_reference: Text<40> = { Control Full only [Dpo] owner "HUB" by [Dpo] leaks,
            "Why a data officer looked", "Needed when DPO looks up a person; shown to her" };
        714 system_copy: bool = { Control Full only [Dpo] owner "HUB" by [Hub] leaks,
            "A computer keeps a copy", "Grouped for her: \"your council's computer keeps a copy since...\"" };
    }
}
