//! `RowMeta`: facts beside every row.

use super::line::catalogued;
use crate::vocabulary::{Agency, Code, Link, Many, Reader, Role, Text, Worker};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// Facts beside every row.
    pub struct RowMeta: OnePerHolder of "" as "rowMeta";
    gates [(by_role "held_by_role")];
    fields {
        316 version: Text<64> = { Inherits Summary owner "HUB" by [Hub] leaks,
            "(not shown)", "stands beside every entity; opaque per row and reader; a counter or a clock would count hidden edits" };
        317 held_by: Link<Agency> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Who wrote this down", "provenance; gated like the holder's TeamMember row, else null" };
        318 held_by_role: Code<Role> = { Control Named owner "HUB" by [Hub] leaks,
            "(not shown)", "gate only" };
        319 recorded_by: Link<Worker> = { Inherits Named owner "HUB" by [Hub] leaks,
            "Which worker wrote it", "holder's own agency and the DPO only" };
        320 recorded_at: DateTime<Utc> = { Inherits Full owner "HUB" by [Hub] leaks,
            "When it was written", "of the released leaf, never the latest write of the row" };
        321 confirmed_by_her_on: NaiveDate = { Inherits Full owner "WOMAN" by [HerWords],
            "I said this is right", "" };
        322 review_after: NaiveDate = { Inherits Full owner "HUB" by [Hub],
            "Look again after", "" };
        323 audience: Many<Reader> = { Control Named owner "WOMAN" by [HerWords] leaks,
            "Who may see this row", "a label is a choice, choices are hidden; applies on top of the row gate; list of a role or a named worker; empty = nobody" };
        324 source_ref: Text<80> = { Control Named owner "HUB" by [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Csw, Fam, Ete, CommunityWorker] leaks,
            "(not shown)", "holder's own reference, unique per agency, returned to that agency only" };
    }
}
