//! Table `person`: the woman.

use crate::row::row_entity;

row_entity! {
    "person" {
        legal_given_names: String,
        legal_family_name: String,
        known_as: String,
        previous_names: Json,
        pronouns: String,
        date_of_birth: Date,
        jurisdiction: String,
    }
}
