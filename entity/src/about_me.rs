//! Table `about_me`: her own words.

use crate::row::row_entity;

row_entity! {
    "about_me" {
        strengths: Json,
        interests: Json,
        hopes: Json,
        worries: Json,
        good_support: String,
        what_does_not_help: String,
        words_to_use: Json,
        words_to_avoid: Json,
    }
}
