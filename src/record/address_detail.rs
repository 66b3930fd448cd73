//! `AddressDetail`: lines of an address.

use super::line::record;
use crate::vocabulary::{Many, Reader, Text};

record! {
    /// Lines of an address.
    pub struct AddressDetail in address_detail: OnePerHolder of "Address" as "addressDetail";
    holders ["PROBATION", "WOMAN", "LA_HOUSING"];
    gates [(by_audience "audience")];
    stored {
        438 audience: Many<Reader> = { HousingAddress Named only [Com, Idva] owner "WOMAN" by [Hub, HerWords, Com, Idva] from ["Address.protection"] leaks,
            "Who may see it", "STANDARD: every role the agreement grants; RESTRICTED: see entity note; list of a role or a named worker; empty = nobody" };
        439 lines: Many<Text<100>> = { HousingAddress Named owner "COM" by [Com, Lha, HerWords] leaks,
            "My address", "No names, no notes; never a refuge" };
        440 postcode: Text<8> = { HousingAddress Named owner "COM" by [Com, Lha, HerWords] leaks,
            "Postcode", "Never a refuge" };
        441 uprn: Text<12> = { HousingAddress Named owner "LHA" by [Lha, Com] leaks,
            "Property number", "Code or id, not free text." };
    }
    computed {}
}
