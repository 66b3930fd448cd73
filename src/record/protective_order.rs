//! `ProtectiveOrder`: an order that protects her.

use super::line::catalogued;
use crate::vocabulary::{Code, ProtectiveOrderType};
use chrono::NaiveDate;

catalogued! {
    /// An order that protects her.
    pub struct ProtectiveOrder: Many of "DomesticAbuse" as "protectiveOrders";
    holders ["DA_SERVICE"];
    rows 879 in DomAbuse;
    fields {
        512 r#type: Code<ProtectiveOrderType> = { DomAbuse Full only [Idva, Com, Pa, Ces, Wcw, Adv] owner "IDVA" by [Idva, Com] leaks,
            "Kind of order", "Never names the other person" };
        513 until: NaiveDate = { DomAbuse Full only [Idva, Com, Pa, Ces, Wcw, Adv] owner "IDVA" by [Idva, Com] leaks,
            "Until", "" };
    }
}
