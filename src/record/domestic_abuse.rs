//! `DomesticAbuse`: abuse by a partner or family.

use super::line::record;
use crate::vocabulary::{Code, Link, Many, Text, YesNoNotNow, YesNoNotSaid};
use chrono::NaiveDate;

record! {
    /// Abuse by a partner or family.
    pub struct DomesticAbuse in domestic_abuse: OnePerHolder of "Person" as "domesticAbuse";
    holders ["DA_SERVICE", "WOMAN"];
    stored {
        502 experienced: Code<YesNoNotSaid> = { DomAbuse Full owner "WOMAN" by [HerWords] leaks,
            "Someone has hurt or controlled me", "NOT_SAID and hidden look the same" };
        503 safety_note: Text<200> = { DomAbuse Full only [Idva, Com, Pa, Ces, Wcw, Adv] owner "IDVA" by [Idva, Com, HerWords] leaks,
            "What must happen to keep me safe", "What to do, never why or who; feeds SafetyContribution" };
        504 housing_ground: bool = { DomAbuse Summary only [Lha, Idva, Com, Pa, Ces, Wcw, Adv] owner "WOMAN" by [HerWords, Idva, Wcw] leaks,
            "This can help my housing case", "A true value shows abuse: LHA only for a referral she ticked below" };
        505 housing_ground_for: Many<Link<super::DutyToRefer>> = { DomAbuse Full only [Idva, Com, Pa, Ces, Wcw, Adv] owner "WOMAN" by [HerWords, Idva, Wcw] leaks,
            "For these referrals", "LHA gets housingGround only where its own referral is listed" };
        506 marac_heard_on: NaiveDate = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva] leaks,
            "Safety meeting on", "Never peers, housing or work roles" };
        507 marac_lead_contact: Text<120> = { DomAbuse Named only [Idva, Com] owner "IDVA" by [Idva] leaks,
            "Who leads it", "Team mailbox, no minutes" };
        508 wants_police_contact: Code<YesNoNotNow> = { DomAbuse Full only [Idva, Com, Ces, Wcw, Adv] owner "WOMAN" by [HerWords] leaks,
            "I want the police told", "Her wish; the hub never tells police by itself" };
    }
    computed {}
}
