//! Table `goal`: a goal.

use crate::row::row_entity;

row_entity! {
    "goal" {
        title: String,
        in_my_words: String,
        area: String,
        r#priority: String,
        status: String,
        target_date: Date,
    }
}
