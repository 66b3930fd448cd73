//! Table `custody_status`: where she is in the system.

use crate::row::row_entity;

row_entity! {
    "custody_status" {
        legal_status: String,
        current_prison: String,
        prison_contact_route: String,
        arrived_on: Date,
        transfer_planned: bool,
        sentence_type: String,
        earliest_release_date: Date,
        release_date_type: String,
        release_date_confidence: String,
        actual_release_on: Date,
        recalled_on: Date,
        recall_due_on: Date,
        next_court_date: Date,
        sentence_ends_on: Date,
        licence_ends_on: Date,
        responsible_officer: String,
    }
}
