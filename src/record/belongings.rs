//! `Belongings`: where her things are.

use super::line::catalogued;
use crate::vocabulary::{BelongingsPlace, Code, Role};
use chrono::NaiveDate;

catalogued! {
    /// Where her things are.
    pub struct Belongings: Many of "HousingNeed" as "belongings";
    holders ["PRISON", "WOMAN"];
    gates [(by_role "arranged_by")];
    rows 867 in HousingNeed;
    fields {
        354 r#where: Code<BelongingsPlace> = { HousingNeed Full needs [CustodyDates] owner "WOMAN" by [HerWords, Reset, Pa, Com],
            "Where my things are", "One value is prison property" };
        355 storage_arranged: bool = { HousingNeed Full owner "RESET" by [Reset, Pa, Com, Wcw],
            "Storage is sorted", "" };
        356 arranged_by: Code<Role> = { HousingNeed Full owner "RESET" by [Reset, Pa, Com, Wcw],
            "Who sorts it out", "Used by the row gate" };
        357 collect_by: NaiveDate = { HousingNeed Full owner "RESET" by [Reset, Pa, Com, Wcw],
            "Pick up by", "" };
    }
}
