//! Table `circle`: her circle in short.

use crate::row::row_entity;

row_entity! {
    "circle" {
        in_my_words: String,
    }
}
