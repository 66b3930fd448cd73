//! Table `access_block`: a worker she does not want.

use crate::row::row_entity;

row_entity! {
    "access_block" {
        blocked_worker: String,
        blocked_name: String,
        reason: String,
        from: Date,
        to: Date,
    }
}
