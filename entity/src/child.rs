//! Table `child`: a child, by nickname.

use crate::row::row_entity;

row_entity! {
    "child" {
        nickname: String,
        age_band: String,
        lives_with: String,
        contact_now: String,
        contact_i_want: String,
    }
}
