//! Her plan: everything about her from everybody, less what is not yet hers and what is another person's.

use super::{change, log_about};
use crate::support::{DemoHub, hub};

#[test]
fn she_reads_what_every_organisation_wrote_down_and_who_wrote_it() {
    let answer = hub().herself("jas").asks(
        "{ myPlan { knownAs dateOfBirth identifier { nomisNumber } custodyStatus { currentPrison legalStatus provenance { heldBy { id } } }
            offenceSentence { offenceSummary } careStatus { legalCategory } careStatusAccounts { careExperienced } safeContact { safeWord }
            keepSafePlan { whatHelps provenance { heldBy { id } herWords } } keepSafePlanAccounts { whatHelps openSafetyProcess }
            areasToAvoid: housingNeed { areasToAvoid } plans { goals { title steps { title } } } team: teamMembers { role name } } }",
    );
    for path in [
        "myPlan.knownAs",
        "myPlan.identifier.nomisNumber",
        "myPlan.custodyStatus.currentPrison",
        "myPlan.custodyStatus.legalStatus",
        "myPlan.offenceSentence.offenceSummary",
        "myPlan.keepSafePlan.whatHelps",
        "myPlan.keepSafePlanAccounts",
        "myPlan.areasToAvoid.areasToAvoid",
        "myPlan.plans.0.goals.0.steps.0.title",
    ] {
        answer.must_see(path);
    }
    assert_eq!(answer.at("myPlan.custodyStatus.provenance.heldBy.id"), "hmp-northmoor");
    assert!(answer.text.contains("\"careExperienced\":\"YES\""), "the accounts of others stand beside the first: {}", answer.text);
    // Her specialist is shown to her as what she is; a reader of the team list meets a women's centre worker.
    assert!(answer.text.contains("\"CES\""), "{}", answer.text);
}

#[test]
fn a_move_is_not_told_before_its_day_and_a_host_is_not_told_on() {
    let hub = hub();
    hub.worker("pom-1")
        .asks_about("jas", "SUPERVISION", "custodyStatus { transferPlanned }")
        .must_see("person.custodyStatus.transferPlanned");
    let query = "{ myPlan { custodyStatus { transferPlanned currentPrison } custodyStatusAccounts { transferPlanned }
        addresses { kind hostAgreed provenance { heldBy { id } herWords } } circle { circleMembers { name phone theirAgreement } } } }";
    for label in ["jas", "lizzie", "craig", "jane", "gail", "em"] {
        let answer = hub.herself(label).asks(query);
        assert!(answer.json["errors"].is_null(), "{}", answer.text);
        answer.must_not_see("myPlan.custodyStatus.transferPlanned");
        for account in answer.at("myPlan.custodyStatusAccounts").as_array().into_iter().flatten() {
            assert!(account["transferPlanned"].is_null());
        }
        for address in answer.at("myPlan.addresses").as_array().into_iter().flatten() {
            assert!(address["provenance"]["herWords"] == true || address["hostAgreed"].is_null(), "{label}: {address}");
        }
        answer.never_says("447700900132");
    }
    // What she said of him herself is hers.
    let hers = hub.herself("em").asks(query);
    let said = hers.at("myPlan.addresses").as_array().unwrap().iter().any(|a| a["hostAgreed"] == "YES");
    assert!(said, "{}", hers.text);
}

#[test]
fn her_look_is_on_record_with_exactly_what_was_let_through() {
    let hub = DemoHub::fresh();
    let before = log_about(&hub, "jas").0.len();
    hub.herself("jas").asks("{ myPlan { knownAs custodyStatus { transferPlanned } } }");
    assert_eq!(log_about(&hub, "jas").0.len(), before + 1);
    let dpo = hub.worker("dpo-1").asks(
        "{ disclosures(person: \"$jas\", caseReference: \"C-9\") { records { operation agency role purpose fieldsReleased fieldsRefused basis } } }",
    );
    assert!(dpo.text.contains("myPlan") && dpo.text.contains("OWN_VIEW"), "{}", dpo.text);
    assert!(!dpo.text.contains("\"fieldsReleased\":[\"CustodyStatus.transferPlanned\""), "{}", dpo.text);
}

#[test]
fn sitting_beside_her_opens_nothing_to_a_worker() {
    let hub = DemoHub::fresh();
    let asked = "knownAs custodyStatus { currentPrison } offenceSentence { offenceSummary } substanceUse { appointmentBooked } domesticAbuse { experienced }";
    let workers = ["ces-1", "pa-1", "lha-1", "hpw-1"];
    let see = |worker: &str| hub.worker(worker).asks_about("jas", "JOINT_PLANNING", asked).text;
    let before: Vec<_> = workers.iter().map(|w| see(w)).collect();
    hub.herself("jas").asks(&format!("{{ myPlan {{ {asked} }} }}")).must_see("myPlan.offenceSentence.offenceSummary");
    let after: Vec<_> = workers.iter().map(|w| see(w)).collect();
    assert_eq!(before, after);
    for worker in workers {
        assert_eq!(hub.worker(worker).asks("{ myPlan { knownAs } }").code(), Some("FORBIDDEN"));
    }
}

#[test]
fn a_place_that_is_never_to_be_stored_is_shown_to_nobody_not_even_on_her_screen() {
    let hub = DemoHub::fresh();
    change(&hub, &format!("UPDATE address SET protection = 'NEVER_STORE' WHERE person_id = '{}'", hub.id("jas")));
    let answer = hub.herself("jas").asks("{ myPlan { addresses { kind area use localAuthority addressDetail { lines postcode } } } }");
    assert!(answer.json["errors"].is_null(), "{}", answer.text);
    for word in ["area\":\"", "lines\":[", "postcode\":\"", "use\":\""] {
        answer.never_says(word);
    }
}
