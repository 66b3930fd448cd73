//! Table `care_status`: her care experience.

use crate::row::row_entity;

row_entity! {
    "care_status" {
        care_experienced: String,
        care_types: Json,
        legal_category: String,
        responsible_authority: String,
        pa_status: String,
        in_touch: String,
        entitlement_ends_on: Date,
        custody_told_agreed: bool,
        custody_told_on: Date,
        custody_told_by: String,
        pathway_plan_exists: bool,
        pathway_last_reviewed_on: Date,
        pathway_next_review_on: Date,
        entitlement_flags: Json,
    }
}
