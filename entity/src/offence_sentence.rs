//! Table `offence_sentence`: what it was for, kept thin.

use crate::row::row_entity;

row_entity! {
    "offence_sentence" {
        offence_summary: String,
        allegation_summary: String,
        previous_convictions_summary: String,
    }
}
