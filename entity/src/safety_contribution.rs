//! Table `safety_contribution`: one part of the merged safety line.

use crate::row::row_entity;

row_entity! {
    "safety_contribution" {
        text: String,
        rank: i32,
        until: Date,
    }
}
