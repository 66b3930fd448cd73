//! The talks in which she chooses, forms on paper, requests to see, and the outcomes of changes by the caller's key.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "choices_session",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("opened_by_agency", Text, Given), ("opened_by_role", Text, Given),
            ("opened_by_worker", Text, Given), ("opened_at", Moment, Given), ("closed_at", Moment, Null),
            ("matched_by", Text, Given), ("place", Text, Given), ("private_setting", Flag, Given), ("first_day", Flag, Given),
            ("script_version", Text, Given), ("language", Text, Given), ("format", Text, Given), ("interpreter_ref", Text, Null),
            ("topics_offered", Json, Given), ("agencies_read_aloud", Json, Given), ("form_id", Text, Null),
            ("read_back", Flag, Given), ("receipt_given", Text, Null),
        ],
        indexes: &[(&["person_id"], false)],
    },
    Table {
        name: "paper_form",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("issued_by", Text, Given), ("issued_at", Moment, Given),
            ("script_version", Text, Given), ("agencies", Json, Given), ("topics", Json, Given), ("used_at", Moment, Null),
        ],
        indexes: &[(&["person_id"], false)],
    },
    Table {
        name: "sight_request",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("agency_id", Text, Given), ("role", Text, Given),
            ("worker", Text, Given), ("topic", Text, Given), ("asked_at", Moment, Given), ("answered_at", Moment, Null),
        ],
        indexes: &[(&["person_id"], false)],
    },
    Table {
        name: "idempotency",
        key: &["caller", "key"],
        columns: &[
            ("caller", Text, Given), ("key", Text, Given), ("operation", Text, Given), ("input_hash", Text, Given),
            ("outcome", Json, Given), ("at", Moment, Given),
        ],
        indexes: &[],
    },
}
