//! `PrisonStay`: a prison she was in.

use super::line::catalogued;
use crate::vocabulary::Text;
use chrono::NaiveDate;

catalogued! {
    /// A prison she was in.
    pub struct PrisonStay: Many of "CustodyStatus" as "prisonStays";
    holders ["PRISON"];
    rows 836 in CustodyDates;
    fields {
        67 prison: Text<6> = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "Prison I was in", "NOMIS agency code" };
        68 from: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "From", "" };
        69 to: NaiveDate = { CustodyDates Full owner "PRISON" by [Pom] leaks,
            "To", "" };
    }
}
