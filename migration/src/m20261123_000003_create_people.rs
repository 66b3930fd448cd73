//! Who is enrolled, under which numbers, and who is on her team.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "enrolment",
        key: &["person_id"],
        columns: &[
            ("person_id", Text, Given), ("label", Text, Given), ("enrolled_by", Text, Given), ("enrolled_on", Date, Given),
            ("record_status", Text, Given), ("version", Long, Given),
        ],
        indexes: &[(&["label"], true)],
    },
    Table {
        name: "person_reference",
        key: &["agency_id", "reference"],
        columns: &[
            ("agency_id", Text, Given), ("reference", Text, Given), ("person_id", Text, Given),
        ],
        indexes: &[(&["person_id"], false)],
    },
    Table {
        name: "membership",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("agency_id", Text, Given), ("role", Text, Given), ("worker", Text, Null),
            ("state", Text, Given), ("invited_by", Text, Null), ("invited_on", Moment, Null), ("accepted_by", Text, Null),
            ("from", Moment, Given), ("to", Moment, Null), ("end_reason", Text, Null), ("source_ref", Text, Null),
        ],
        indexes: &[(&["person_id"], false), (&["agency_id", "role", "worker"], false)],
    },
}
