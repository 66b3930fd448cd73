//! `MedicinesOnRelease`: medicines when she leaves.

use super::line::catalogued;
use crate::vocabulary::{Code, HandoverCheck, Text};
use chrono::NaiveDate;

catalogued! {
    /// Medicines when she leaves.
    pub struct MedicinesOnRelease: OnePerHolder of "PhysicalHealth" as "medicinesOnRelease";
    holders ["HEALTH"];
    fields {
        452 days_supply: i32 = { PhysHealth Full needs [CustodyDates] owner "HEALTH" by [Health] leaks,
            "Days of medicine I leave with", "" };
        453 collect_from: Text<120> = { PhysHealth Summary needs [CustodyDates] owner "HEALTH" by [Health] leaks,
            "Where I pick up the next", "Pharmacy name and town only; no medicine" };
        454 next_prescription_on: NaiveDate = { PhysHealth Summary needs [CustodyDates] owner "HEALTH" by [Health] leaks,
            "Next prescription ready on", "" };
        455 handover_checked: Code<HandoverCheck> = { PhysHealth Full needs [CustodyDates] owner "HEALTH" by [Health] leaks,
            "Doctor and pharmacy outside know", "Task when NOT_YET at release minus 7 days" };
        456 show_to_who_meets_me: bool = { PhysHealth Full only [Health, Ces, Wcw, Pa] owner "WOMAN" by [HerWords] leaks,
            "The person who meets me may know my pick-up", "Her tick; default no" };
    }
}
