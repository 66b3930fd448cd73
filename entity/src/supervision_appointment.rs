//! Table `supervision_appointment`: a probation appointment.

use crate::row::row_entity;

row_entity! {
    "supervision_appointment" {
        starts_at: DateTimeUtc,
        ends_at: DateTimeUtc,
        time_type: String,
        place: String,
        delivered_by: String,
        with_whom: String,
        who_comes_with_me: String,
    }
}
