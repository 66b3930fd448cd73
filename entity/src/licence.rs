//! Table `licence`: her rules, in short.

use crate::row::row_entity;

row_entity! {
    "licence" {
        work_limits: String,
        explained_on: Date,
        in_my_words: String,
        supervising_office: String,
        recall_reason_explained_on: Date,
    }
}
