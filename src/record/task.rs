//! `Task`: one thing a worker must do, made by a clock.

use super::line::catalogued;
use crate::vocabulary::{Category, Code, EscalationLevel, Role, SourceClock, TaskKind, TaskState, Text};
use chrono::{DateTime, NaiveDate, Utc};

catalogued! {
    /// One thing a worker must do, made by a clock.
    pub struct Task: Many of "Person" as "tasks";
    gates [(by_area "area"), (by_role "owner_role")];
    fields {
        745 area: Code<Category> = { Inherits Full owner "HUB" by [Hub] leaks,
            "What it is about", "Used by the row gate" };
        746 kind: Code<TaskKind> = { Inherits Full owner "HUB" by [Hub] leaks,
            "What must be done", "Label is a template without her words" };
        747 source_clock: Code<SourceClock> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Which clock", "Three separate 56-day clocks" };
        748 source_row: Text<64> = { Inherits Full owner "HUB" by [Hub] leaks,
            "About which row", "Code or id, not free text; The row keeps its own gates" };
        749 due: NaiveDate = { Inherits Full owner "HUB" by [Hub] leaks,
            "By when", "" };
        750 due_at: DateTime<Utc> = { Inherits Full owner "HUB" by [Hub] leaks,
            "By what time", "For hour clocks (4 h, 24 h, 72 h)" };
        751 owner_role: Code<Role> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Who does it", "Used by the row gate; survives a change of worker" };
        752 owner_agency: Text<64> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Their organisation", "Code or id, not free text." };
        753 state: Code<TaskState> = { Inherits Full owner "HUB" by [Hub, Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Health, Daw, Idva, Fam, Ete, Dpo] leaks,
            "Done or not", "Only ownerRole at ownerAgency writes it" };
        754 done_at: DateTime<Utc> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Done on", "" };
        755 escalated_to: Code<EscalationLevel> = { Inherits Full owner "HUB" by [Hub] leaks,
            "Who knows it is late", "A level, not a name" };
    }
}
