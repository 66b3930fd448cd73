//! `SupervisionAppointment`: a probation appointment.

use super::line::record;
use crate::vocabulary::{AppointmentDelivery, AppointmentTimeType, Code, Link, Text};
use chrono::{DateTime, Utc};

record! {
    /// A probation appointment.
    pub struct SupervisionAppointment in supervision_appointment: Many of "Licence" as "supervisionAppointments";
    holders ["PROBATION", "WOMAN"];
    rows 840 in Licence;
    stored {
        92 starts_at: DateTime<Utc> = { Licence Full owner "PROBATION" by [Com] leaks,
            "When", "S readers get Licence.busySlots only; attendance is not held" };
        93 ends_at: DateTime<Utc> = { Licence Full owner "PROBATION" by [Com] leaks,
            "Until", "" };
        94 time_type: Code<AppointmentTimeType> = { Licence Full needs [CustodyDates] owner "PROBATION" by [Com] leaks,
            "Kind of time", "its values speak of release" };
        95 place: Text<120> = { Licence Full owner "PROBATION" by [Com] leaks,
            "Where", "office, not a home address" };
        96 delivered_by: Code<AppointmentDelivery> = { Licence Full owner "PROBATION" by [Com] leaks,
            "How", "Refer and monitor names" };
        97 with_whom: Link<super::TeamMember> = { Licence Full owner "PROBATION" by [Com] leaks,
            "With whom", "opens through the TeamMember row gate" };
        98 who_comes_with_me: Link<super::TeamMember> = { Licence Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw] leaks,
            "Who comes with me", "opens through the TeamMember row gate: a PA reveals care" };
    }
    computed {}
}
