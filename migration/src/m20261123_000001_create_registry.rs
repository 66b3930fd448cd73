//! The registry: agencies, issuers, clients, workers.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "agency",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("kind", Text, Given), ("name", Text, Given), ("roles", Json, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "issuer",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("audience", Text, Given), ("agency_claim", Text, Given), ("keys", Json, Given),
            ("demo", Flag, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "issuer_agency",
        key: &["issuer", "value"],
        columns: &[
            ("issuer", Text, Given), ("value", Text, Given), ("agency_id", Text, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "client",
        key: &["agency_id", "id"],
        columns: &[
            ("agency_id", Text, Given), ("id", Text, Given), ("role", Text, Null), ("name", Text, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "worker",
        key: &["agency_id", "id"],
        columns: &[
            ("agency_id", Text, Given), ("id", Text, Given), ("role", Text, Given), ("name", Text, Null), ("controllers", Json, Null),
        ],
        indexes: &[],
    },
}
