//! Table `keep_safe_plan`: keeping safe when she is low; prints on one page.

use crate::row::row_entity;

row_entity! {
    "keep_safe_plan" {
        exists: bool,
        last_reviewed_on: Date,
        early_signs: Json,
        what_helps: Json,
        what_staff_should_do: Json,
        who_to_call: Json,
        who_to_call_circle: Json,
        open_safety_process: String,
        safety_process_review_on: Date,
    }
}
