//! Her own sign-in, and what is kept from her own view for now.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "own_issuer",
        key: &["id"],
        columns: &[("id", Text, Given), ("audience", Text, Given), ("keys", Json, Given), ("demo", Flag, Given)],
        indexes: &[],
    },
    Table {
        name: "own_sign_in",
        key: &["issuer", "subject"],
        columns: &[("issuer", Text, Given), ("subject", Text, Given), ("person_id", Text, Given)],
        indexes: &[(&["person_id"], false)],
    },
    Table {
        name: "do_not_show",
        key: &["id"],
        columns: &[
            ("id", Text, Given), ("person_id", Text, Given), ("kind", Text, Given), ("item", Text, Given), ("agency_id", Text, Given),
            ("asked_by", Text, Given), ("approved_by", Text, Given), ("ground", Text, Given), ("reason", Text, Given),
            ("from", Moment, Given), ("review_on", Date, Given), ("released_at", Moment, Null), ("released_by", Text, Null),
            ("records", Json, Given),
        ],
        indexes: &[(&["person_id"], false)],
    },
}
