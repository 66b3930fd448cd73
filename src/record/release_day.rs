//! `ReleaseDay`: the day she leaves.

use super::line::record;
use crate::vocabulary::{ArrivedSafely, Code, Link, Many, ReleaseSource, Role, Text};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

record! {
    /// The day she leaves.
    pub struct ReleaseDay in release_day: OnePerHolder of "Person" as "releaseDay";
    holders ["LA_LEAVING_CARE", "WOMENS_CENTRE", "PRISON", "PROBATION"];
    stored {
        610 date: NaiveDate = { ReleaseDay Summary needs [CustodyDates] owner "PRISON" by [Pom, Reset, Hub] leaks,
            "My release day", "Would show that she is or was in prison." };
        611 expected_time: NaiveTime = { ReleaseDay Full needs [CustodyDates] owner "PRISON" by [Pom, Reset] leaks,
            "About what time", "Would show that she is or was in prison." };
        612 gate: Text<80> = { ReleaseDay Full needs [CustodyDates] owner "PRISON" by [Pom, Reset] leaks,
            "Which gate", "Would show that she is or was in prison." };
        614 declared_by: Code<Role> = { ReleaseDay Full only [Pom, Reset, Com, Pa, Ces, Wcw] needs [CustodyDates, CareStatus] owner "HUB" by [Pom, Reset, Com, Pa, Ces, Wcw] leaks,
            "Who said so", "Opens through-the-gate rules; checked by the lead" };
        616 confirmed_by_lead: bool = { ReleaseDay Full only [Pom, Reset, Com, Pa, Ces, Wcw] needs [CustodyDates] owner "COM" by [Com, Pom, Ces] leaks,
            "My lead checked it", "" };
        618 met_by_name: Text<60> = { ReleaseDay Summary needs [CustodyDates] owner "PA;CES" by [Com, Pom, Ces, Pa, Wcw, Reset] leaks,
            "Who meets me", "First name and employer as she sees it" };
        619 met_by_phone: Text<20> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Com, Pom, Ces, Pa, Wcw, Reset] leaks,
            "Their work phone", "Work phone only" };
        620 met_by_role: Code<Role> = { ReleaseDay Full needs [CustodyDates, CareStatus] owner "PA;CES" by [Com, Pom, Ces, Pa, Wcw, Reset] leaks,
            "What their job is", "A personal adviser shows care" };
        624 travel: Text<300> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Com, Pom, Ces, Pa, Wcw, Reset, Ap] leaks,
            "How I get there", "No address; area only" };
        626 first_stop: Link<super::Address> = { ReleaseDay Full needs [CustodyDates, HousingAddress] owner "COM" by [Com, Pa, Ces, Wcw] leaks,
            "Where I go first", "Opens under the address rules" };
        627 first_appointments: Many<Link<super::SupervisionAppointment>> = { Licence Full needs [CustodyDates] owner "COM" by [Com] leaks,
            "First appointments", "Probation's own; others stand in TimetableItem" };
        628 arrived_safely: Code<ArrivedSafely> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw, Com, Ap] leaks,
            "I got there", "COULD_NOT_REACH after 4 hours makes a task for COM" };
        629 arrived_at: DateTime<Utc> = { ReleaseDay Full needs [CustodyDates] owner "PA;CES" by [Pa, Ces, Wcw, Com, Ap] leaks,
            "When I got there", "Not used for enforcement" };
    }
    computed {
        613 source: Code<ReleaseSource> = { ReleaseDay Full needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "How we know", "Prison feed, key date or declared by a worker" };
        615 declared_at: DateTime<Utc> = { ReleaseDay Full only [Pom, Reset, Com, Pa, Ces, Wcw] needs [CustodyDates] owner "HUB" by [Hub] leaks,
            "When they said so", "" };
        617 friday_or_holiday_risk: bool = { ReleaseDay Full needs [CustodyDates] owner "HUB" by [Hub] from ["ReleaseDay.date"] leaks,
            "Offices may be shut", "Forces a contingency" };
        621 pick_up_from: Text<120> = { ReleaseDay Summary needs [CustodyDates] owner "HUB" by [Hub] from ["MedicinesOnRelease.collectFrom", "SubstanceUse.scriptCollectFrom"] leaks,
            "Something to pick up, where", "Only if she ticked it; medicine and script look the same; THROUGH_GATE only" };
        622 pick_up_by: DateTime<Utc> = { ReleaseDay Summary needs [CustodyDates] owner "HUB" by [Hub] from ["MedicinesOnRelease.nextPrescriptionOn", "SubstanceUse.scriptNextAt"] leaks,
            "Pick it up by", "Only if she ticked it; THROUGH_GATE only" };
        623 next_appointment_at: DateTime<Utc> = { ReleaseDay Summary needs [CustodyDates] owner "HUB" by [Hub] from ["TimetableItem.at"] leaks,
            "My next appointment with you", "Only the reader's own service" };
        625 first_stop_area: Text<80> = { ReleaseDay Full needs [CustodyDates] owner "HUB" by [Hub] from ["Address.area"] leaks,
            "Where I go first, by area", "Area only" };
    }
}
