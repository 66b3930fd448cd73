//! The key by which places in the change feed are sealed; all hubs of a partnership share it.

use crate::table::{Column::*, Need::*, Table, tables};

tables! {
    Table {
        name: "feed_key",
        key: &["id"],
        columns: &[("id", Text, Given), ("bytes", Bytes, Given)],
        indexes: &[],
    },
}
