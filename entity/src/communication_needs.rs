//! Table `communication_needs`: what helps her take part.

use crate::row::row_entity;

row_entity! {
    "communication_needs" {
        first_language: String,
        interpreter_needed: bool,
        interpreter_gender: String,
        welsh: String,
        reading_support: String,
        adjustments: Json,
        women_only_reporting_time: bool,
        worker_gender_preference: String,
        topics_not_to_raise: String,
    }
}
