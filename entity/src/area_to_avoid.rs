//! Table `area_to_avoid`: one area that is not safe, with its reason kept apart.

use crate::row::row_entity;

row_entity! {
    "area_to_avoid" {
        area: String,
        reason_kind: String,
        why: String,
    }
}
