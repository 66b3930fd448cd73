//! Table `identifier`: numbers systems use for her.

use crate::row::row_entity;

row_entity! {
    "identifier" {
        nomis_number: String,
        crn: String,
        nhs_number: String,
        la_person_id: String,
    }
}
