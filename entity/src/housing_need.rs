//! Table `housing_need`: what home she has, needs and wants.

use crate::row::row_entity;

row_entity! {
    "housing_need" {
        home_now: String,
        home_office_housing: bool,
        landlord_knows_she_is_in_prison: String,
        need_level: String,
        safe_place_means_to_me: String,
        must_haves: Json,
        must_haves_children: Json,
        must_have_faith_friendly: bool,
        must_have_near_treatment: bool,
        areas_wanted: Json,
        references_alternative: String,
        rights_explained_on: Date,
        emergency_assessment_at: DateTimeUtc,
        first_night: String,
        home_at_three_months: String,
    }
}
