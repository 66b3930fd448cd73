//! Table `directory_entry`: a place that can help; public.

use crate::row::row_entity;

row_entity! {
    "directory_entry" {
        organisation: String,
        service: String,
        agency_kind: String,
        area: String,
        phone: String,
        team_mailbox: String,
        hours: String,
    }
}
