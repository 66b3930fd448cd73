//! `PreReleaseOffer`: dates of the eight-week offer.

use super::line::catalogued;
use chrono::NaiveDate;

catalogued! {
    /// Dates of the eight-week offer.
    pub struct PreReleaseOffer: One of "Person" as "preReleaseOffer";
    fields {
        603 offer_start: NaiveDate = { ReleaseDay Full needs [CustodyDates] owner "HUB" by [Hub] from ["CustodyStatus.arrivedOn", "CustodyStatus.earliestReleaseDate"] leaks,
            "My eight weeks start", "Later of arrival and release minus 56 days; day 1 on a fixed recall" };
        604 offer_end: NaiveDate = { ReleaseDay Full needs [CustodyDates] owner "HUB" by [Hub] from ["CustodyStatus.earliestReleaseDate"] leaks,
            "My eight weeks end", "Would show that she is or was in prison." };
    }
}
