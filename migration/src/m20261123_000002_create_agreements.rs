//! Policies, agreements and what parties have closed.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "hub_version",
        key: &["name"],
        columns: &[
            ("name", Text, Given), ("version", Long, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "policy",
        key: &["hash"],
        columns: &[
            ("hash", Text, Given), ("name", Text, Given), ("rows", Text, Given), ("source_hash", Text, Given),
            ("compiled", Bytes, Given), ("highest", Whole, Given), ("published_at", Moment, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "agreement",
        key: &["id", "version"],
        columns: &[
            ("id", Text, Given), ("version", Text, Given), ("title", Text, Given), ("state", Text, Given), ("starts_on", Date, Given),
            ("ends_on", Date, Null), ("document", Json, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "agreement_party",
        key: &["agreement_id", "agreement_version", "agency_id"],
        columns: &[
            ("agreement_id", Text, Given), ("agreement_version", Text, Given), ("agency_id", Text, Given), ("starts_on", Date, Null),
            ("ends_on", Date, Null), ("suspended", Flag, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "agreement_flow",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("agreement_id", Text, Given), ("agreement_version", Text, Given), ("holder", Text, Given),
            ("recipient", Text, Given), ("policy_hash", Text, Given), ("lawful_basis", Json, Given),
        ],
        indexes: &[],
    },
    Table {
        name: "deny_mask",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("holder", Text, Given), ("fields", Json, Given), ("recipient", Text, Given), ("role", Text, Null),
            ("reason", Text, Null), ("from", Moment, Given),
        ],
        indexes: &[],
    },
}
