//! Table `step`: a step to a goal.

use crate::row::row_entity;

row_entity! {
    "step" {
        title: String,
        owner: String,
        owner_is_her: bool,
        due: Date,
        done_on: Date,
        status: String,
        stuck_reason: String,
        depends_on: Json,
        plain_reason: String,
    }
}
