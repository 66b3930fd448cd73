//! Table `domestic_abuse`: abuse by a partner or family.

use crate::row::row_entity;

row_entity! {
    "domestic_abuse" {
        experienced: String,
        safety_note: String,
        housing_ground: bool,
        housing_ground_for: Json,
        marac_heard_on: Date,
        marac_lead_contact: String,
        wants_police_contact: String,
    }
}
