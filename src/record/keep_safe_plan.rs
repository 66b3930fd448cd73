//! `KeepSafePlan`: keeping safe when she is low; prints on one page.

use super::line::record;
use crate::vocabulary::{Code, Link, Many, SafetyProcess, Text};
use chrono::NaiveDate;

record! {
    /// Keeping safe when she is low; prints on one page.
    pub struct KeepSafePlan in keep_safe_plan: OnePerHolder of "Person" as "keepSafePlan";
    holders ["WOMAN", "WOMENS_CENTRE", "PRISON"];
    stored {
        472 exists: bool = { SelfHarm Full owner "CES" by [Ces, Health, Hub] leaks,
            "I have a keep-safe plan", "" };
        473 last_reviewed_on: NaiveDate = { SelfHarm Full owner "CES" by [Ces, Health, Pom, Com, Pa, Wcw, Ap] leaks,
            "Last looked at", "" };
        474 early_signs: Many<Text<200>> = { SelfHarm Full owner "WOMAN" by [HerWords, Ces, Health] leaks,
            "Signs that I am getting low", "No method, no history" };
        475 what_helps: Many<Text<200>> = { SelfHarm Summary owner "WOMAN" by [HerWords, Ces, Health] leaks,
            "What helps", "No diagnosis, no person's name" };
        476 what_staff_should_do: Many<Text<200>> = { SelfHarm Full owner "WOMAN" by [HerWords, Ces, Health] leaks,
            "What workers should do", "What to do, never why" };
        477 who_to_call: Many<Text<80>> = { SelfHarm Summary owner "WOMAN" by [HerWords, Ces] leaks,
            "Who I can call", "First name or nickname only; no address, phone or school; A number only where that person agreed" };
        478 who_to_call_circle: Many<Link<super::CircleMember>> = { SelfHarm Full needs [Circle] owner "WOMAN" by [HerWords, Ces] leaks,
            "People in my circle I can call", "Opens under the circle's rules" };
        479 open_safety_process: Code<SafetyProcess> = { SelfHarm Full only [Pom, Keyw, Health, Com, Ap] needs [CustodyDates] owner "POM" by [Pom, Keyw, Health] leaks,
            "Prison safety plan (ACCT)", "Would show that she is or was in prison; Pushed at release and on recall" };
        480 safety_process_review_on: NaiveDate = { SelfHarm Full only [Pom, Keyw, Health, Com, Ap] needs [CustodyDates] owner "POM" by [Pom, Keyw, Health] leaks,
            "Next safety check", "Would show that she is or was in prison." };
    }
    computed {}
}
