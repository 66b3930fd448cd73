//! Table `release_day`: the day she leaves.

use crate::row::row_entity;

row_entity! {
    "release_day" {
        date: Date,
        expected_time: Time,
        gate: String,
        declared_by: String,
        confirmed_by_lead: bool,
        met_by_name: String,
        met_by_phone: String,
        met_by_role: String,
        travel: String,
        first_stop: String,
        first_appointments: Json,
        arrived_safely: String,
        arrived_at: DateTimeUtc,
    }
}
