//! Her answers and the notices read to her.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "consent_statement",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("topic", Text, Null), ("categories", Json, Given),
            ("items", Json, Given), ("fields", Json, Given), ("purposes", Json, Given), ("decision", Text, Given),
            ("separate", Flag, Given), ("status", Text, Given), ("method", Text, Null), ("session", Text, Null),
            ("read_back", Flag, Given), ("said_on", Moment, Given), ("entered_on", Moment, Given), ("starts_on", Moment, Null),
            ("ends_on", Date, Null), ("end_event", Text, Null), ("withdrawn_on", Moment, Null), ("supersedes", Text, Null),
            ("confirmed_by_agency", Text, Null), ("confirmed_on", Moment, Null), ("capacity_concern", Flag, Given),
            ("best_interests_by", Text, Null), ("questions_asked", Text, Null), ("taken_by_agency", Text, Given),
            ("taken_by_worker", Text, Null), ("taken_by_role", Text, Null), ("private_setting", Flag, Null),
            ("source_ref", Text, Given),
        ],
        indexes: &[(&["person_id"], false), (&["taken_by_agency", "source_ref"], true)],
    },
    Table {
        name: "consent_recipient",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("statement_id", Text, Given), ("agency_id", Text, Given),
            ("role", Text, Null), ("worker", Text, Null), ("read_aloud_as", Text, Null), ("recorded_by", Text, Given),
            ("source_ref", Text, Given),
        ],
        indexes: &[(&["person_id"], false), (&["statement_id"], false)],
    },
    Table {
        name: "notice_given",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("notice_version", Text, Given), ("categories", Json, Given),
            ("purposes", Json, Given), ("recipient_agencies", Json, Given), ("given_by_worker", Text, Null),
            ("given_by_role", Text, Null), ("given_by_agency", Text, Given), ("given_on", Moment, Given),
            ("entered_on", Moment, Given), ("format", Text, Null), ("language", Text, Null), ("copy_given", Flag, Given),
            ("source_ref", Text, Given),
        ],
        indexes: &[(&["person_id"], false), (&["given_by_agency", "source_ref"], true)],
    },
}
