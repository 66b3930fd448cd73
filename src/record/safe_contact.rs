//! `SafeContact`: how to reach her safely.

use super::line::record;
use crate::vocabulary::{Code, ContactChannel, Link, MessageOk, PhoneOnRelease, Text};

record! {
    /// How to reach her safely.
    pub struct SafeContact in safe_contact: OnePerHolder of "Person" as "safeContact";
    holders ["WOMAN", "PRISON"];
    stored {
        20 preferred_channel: Code<ContactChannel> = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Best way to reach me", "IN_CELL_KIOSK moved to kioskOk because the value reveals custody" };
        21 kiosk_ok: bool = { SafeContact Full needs [CustodyDates] owner "WOMAN" by [HerWords, Pom, Reset, Ces] leaks,
            "You can message me on the kiosk", "" };
        22 phone: Text<20> = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "My phone", "E.164" };
        23 shared_phone: bool = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Someone else uses this phone", "true forces no voicemail" };
        24 ok_to_leave_message: Code<MessageOk> = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Can we leave a message", "unset counts as NO" };
        25 ok_to_text: bool = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Can we text", "unset counts as no" };
        26 ok_to_email: bool = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Can we email", "unset counts as no" };
        27 ok_to_post: bool = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Can we write", "unset counts as no" };
        28 safe_times: Text<120> = { SafeContact Full owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Good times to call", "times only; do not write who else is at home or why" };
        29 safe_word: Text<40> = { SafeContact Named only [Idva, Com] owner "WOMAN" by [HerWords, Idva] leaks,
            "My safe word", "never printed, exported or sent" };
        30 via_worker: Link<super::TeamMember> = { SafeContact Summary owner "WOMAN" by [HerWords, Com, Pa, Ces, Wcw, Idva],
            "Reach me through", "opens through the TeamMember row gate" };
        32 phone_on_release: Code<PhoneOnRelease> = { ReleaseDay Full needs [CustodyDates] owner "PRISON" by [Reset],
            "Phone for when I leave", "" };
    }
    computed {
        31 safety_instruction: Text<200> = { SafeContact Summary only [Pom, Reset, Keyw, Com, Ap, Pa, Ces, Wcw, Lha, Hpw, Health, Daw, Idva, Fam, Ete] owner "HUB" by [Hub] from ["SafetyContribution.text"],
            "What workers must do to keep me safe", "merged, source and count hidden: what to do, never why or who; paid workers, not PEERC or ADV; no also_needs on purpose" };
    }
}
