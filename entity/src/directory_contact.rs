//! Table `directory_contact`: the right contact for one job.

use crate::row::row_entity;

row_entity! {
    "directory_contact" {
        kind: String,
        mailbox: String,
        phone: String,
        escalate_to: String,
    }
}
