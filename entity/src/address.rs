//! Table `address`: a place, by area; its lines are a separate row.

use crate::row::row_entity;

row_entity! {
    "address" {
        kind: String,
        area: String,
        local_authority: String,
        protection: String,
        nature: String,
        checked: String,
        host_agreed: String,
        host: String,
        from: Date,
        until: Date,
        contact_route: String,
    }
}
