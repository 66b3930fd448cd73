//! Table `unsafe_person`: someone who is not safe for her.

use crate::row::row_entity;

row_entity! {
    "unsafe_person" {
        alias: String,
        relation: String,
        what_to_avoid: String,
    }
}
