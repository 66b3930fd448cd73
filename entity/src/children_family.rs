//! Table `children_family`: children and family.

use crate::row::row_entity;

row_entity! {
    "children_family" {
        has_children: String,
        social_care_involved: String,
        support_wanted: Json,
        household_adults: i32,
        household_children_age_bands: Json,
    }
}
