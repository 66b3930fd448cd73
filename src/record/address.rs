//! `Address`: a place, by area; its lines are a separate row.

use super::line::record;
use crate::vocabulary::{AddressCheck, AddressKind, AddressNature, AddressProtection, AddressUse, Code, HostAgreed, Link, Text};
use chrono::NaiveDate;

record! {
    /// A place, by area; its lines are a separate row.
    pub struct Address in address: Many of "Person" as "addresses";
    holders ["PROBATION", "DA_SERVICE", "WOMAN"];
    gates [(when "nature" is "JUSTICE" needs CustodyDates), (when "nature" is "TREATMENT" needs Substance)];
    rows 873 in HousingAddress;
    stored {
        427 kind: Code<AddressKind> = { HousingAddress Full needs [CustodyDates] owner "COM" by [Com, Pa, Lha, HerWords] leaks,
            "Which address", "Values speak of custody and release" };
        428 area: Text<80> = { HousingAddress Summary owner "COM" by [Com, Pa, Lha, HerWords] leaks,
            "Area", "Council or town, typed by whoever holds the address; never a street" };
        429 local_authority: Text<9> = { HousingAddress Summary owner "COM" by [Com, Pa, Lha, HerWords] leaks,
            "Council area code", "ONS code, typed by whoever holds the address" };
        430 protection: Code<AddressProtection> = { HousingAddress Named only [Com, Idva, Pom] owner "IDVA" by [Com, Idva] leaks,
            "How private", "RESTRICTED unless abuse is answered NO; the value itself would show abuse" };
        431 nature: Code<AddressNature> = { HousingAddress Named only [Com, Idva] owner "COM" by [Com, Idva] leaks,
            "What sort of place it is", "Used by the row gate" };
        432 checked: Code<AddressCheck> = { HousingAddress Full only [Com, Pom, Ap, Reset, Pa, Ces, Wcw, Adv] needs [CustodyDates] owner "COM" by [Com] leaks,
            "Probation has checked it", "Would show that she is or was in prison." };
        433 host_agreed: Code<HostAgreed> = { HousingAddress Full needs [Circle] owner "COM" by [Com, Pa, HerWords] hers OfOthers leaks,
            "The person I would stay with agrees", "Shows that there is a host" };
        434 host: Link<super::CircleMember> = { HousingAddress Full needs [Circle] owner "WOMAN" by [HerWords, Com, Pa] leaks,
            "Who I would stay with", "Opens under the circle's rules; no host details here" };
        435 from: NaiveDate = { HousingAddress Full owner "COM" by [Com, Pa, Lha, HerWords] leaks,
            "From", "" };
        436 until: NaiveDate = { HousingAddress Full owner "COM" by [Com, Pa, Lha, HerWords] leaks,
            "Until", "" };
        437 contact_route: Text<200> = { SafeContact Full owner "IDVA" by [Idva, Com, HerWords] leaks,
            "How to reach me there", "The only thing kept when protection is NEVER_STORE; never the place" };
    }
    computed {
        426 r#use: Code<AddressUse> = { HousingAddress Summary owner "HUB" by [Hub] from ["Address.kind"] leaks,
            "Which address, in short", "Derived; says what, never why." };
    }
}
