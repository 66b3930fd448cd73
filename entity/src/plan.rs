//! Table `plan`: my Plan.

use crate::row::row_entity;

row_entity! {
    "plan" {
        phase: String,
        agreement_status: String,
        agreed_on: Date,
        agreed_how: String,
        co_written: bool,
        resettlement_plan_ref: String,
        pathway_plan_ref: String,
    }
}
