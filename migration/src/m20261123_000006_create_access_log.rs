//! The disclosure records, and the trail of imports.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "access_log",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("at", Moment, Given), ("trace_id", Text, Given), ("operation", Text, Given), ("person", Text, Given),
            ("known", Flag, Given), ("worker", Text, Null), ("acting_client", Text, Null), ("agency", Text, Given),
            ("role", Text, Given), ("purpose", Text, Null), ("released", Text, Given), ("refused", Text, Given), ("rows", Text, Given),
            ("basis", Text, Given), ("agreements", Text, Given), ("policies", Text, Given), ("consent_statements", Text, Given),
            ("case_reference", Text, Null), ("system_copy", Flag, Given), ("person_version", Long, Null),
            ("valid_until", Moment, Null),
        ],
        indexes: &[(&["person", "at"], false), (&["agency", "at"], false)],
    },
    Table {
        name: "import_batch",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("agency_id", Text, Given), ("file_hash", Text, Given), ("lines", Whole, Given),
            ("at", Moment, Given),
        ],
        indexes: &[],
    },
}
