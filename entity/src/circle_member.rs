//! Table `circle_member`: someone in her circle.

use crate::row::row_entity;

row_entity! {
    "circle_member" {
        name: String,
        relation: String,
        was_my_carer: bool,
        faith_link: bool,
        how_they_help: String,
        how_safe: String,
        closeness: String,
        wish: String,
        their_agreement: String,
        phone: String,
        can_be_contacted_by: Json,
    }
}
