//! Table `licence_condition`: one rule.

use crate::row::row_entity;

row_entity! {
    "licence_condition" {
        condition_group: String,
        r#type: String,
        plain_text: String,
        area: String,
        from: Date,
        to: Date,
    }
}
