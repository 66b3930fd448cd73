//! Table `substance_use`: help with drugs and drink.

use crate::row::row_entity;

row_entity! {
    "substance_use" {
        support_wanted: String,
        in_treatment: String,
        recovery_goal: String,
        accommodation_support_needed: bool,
        prescribed_support: bool,
        script_collect_from: String,
        script_next_at: DateTimeUtc,
        script_show_to_who_meets_me: bool,
        handover_service: String,
        first_appointment_at: DateTimeUtc,
        booked_on: Date,
        naloxone: String,
        rehab_wanted: String,
        rehab_women_only: bool,
        rehab_applied_on: Date,
        rehab_decision: String,
    }
}
