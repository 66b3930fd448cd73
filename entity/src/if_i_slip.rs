//! Table `if_i_slip`: what helps if she slips.

use crate::row::row_entity;

row_entity! {
    "if_i_slip" {
        signs: Json,
        what_helps: Json,
        who_to_call: Json,
        audience: Json,
    }
}
