//! `Offer`: a course, job or placement.

use super::line::catalogued;
use crate::vocabulary::{Code, OfferKind, OfferStatus, Text};
use chrono::NaiveDate;

catalogued! {
    /// A course, job or placement.
    pub struct Offer: Many of "LearningWork" as "offers";
    holders ["LA_LEAVING_CARE"];
    rows 885 in LearningWork;
    fields {
        548 what: Code<OfferKind> = { LearningWork Full owner "PA" by [Pa, Ete, Reset, Ces, Wcw],
            "What kind", "" };
        549 with: Text<120> = { LearningWork Full owner "PA" by [Pa, Ete, Reset, Ces, Wcw],
            "Who with", "Organisation only; no named manager" };
        550 status: Code<OfferStatus> = { LearningWork Full owner "PA" by [Pa, Ete, Reset, Ces, Wcw],
            "How it is going", "" };
        551 starts_on: NaiveDate = { LearningWork Full owner "PA" by [Pa, Ete, Reset, Ces, Wcw],
            "Starts on", "" };
    }
}
