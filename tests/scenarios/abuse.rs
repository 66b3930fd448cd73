//! SC17, somebody who hurt Belle keeps trying to find her.

use super::{
    asking::never_learns,
    secrets::{address_lines, secrets},
};
use crate::support::hub;
use serde_json::json;

// Later: what she says about a statement as it changes (Incident), the push to the abuse service without opening the plan (Push).

#[test]
fn probation_and_the_abuse_service_see_who_is_unsafe_and_each_other() {
    let hub = hub();
    for worker in ["com-1", "idva-1"] {
        let answer = hub.worker(worker).asks_everything_about("belle", "JOINT_PLANNING");
        assert_eq!(answer.all("alias"), [&json!("R")], "{worker}: {}", answer.text);
        answer.must_tell(&["No reply to any message that says it is from a cousin.", "Nadia Southerby", "2026-11-12"]);
    }
}

#[test]
fn for_everybody_else_there_is_one_line_and_no_abuse_worker() {
    let hub = hub();
    let mut never = secrets("belle", &["UnsafePerson.whatToAvoid", "AreaToAvoid.why", "DomesticAbuse.maracLeadContact"]);
    never.extend(
        ["Nadia Southerby", "nadia.southerby@harbourlight.example", "team@harbourlight.example", "abuse-service"].map(str::to_owned),
    );
    never.extend(["Be somewhere he cannot find", "Talk through making a statement, when she is ready"].map(str::to_owned));
    let closed = ["experienced", "housingGround", "alias", "maracHeardOn", "wantsPoliceContact", "reasonKind"];
    for (worker, agency, purpose) in
        [("pa-1", "northshire-leaving-care", "JOINT_PLANNING"), ("lha-1", "northshire-housing", "HOUSING_REFERRAL")]
    {
        let actors = [hub.worker(worker), hub.system(agency)];
        for actor in &actors {
            let answer = actor.asks_about("belle", purpose, "safeContact { safetyInstruction } housingNeed { areasToAvoid }");
            answer.must_tell(&["Text first, then ring. Never say who you work for."]);
        }
        never_learns(&actors, "belle", &never, &closed);
    }
}

#[test]
fn the_hidden_address_is_for_those_who_keep_her_safe() {
    let hub = hub();
    let seen = hub.worker("idva-1").asks_about("belle", "JOINT_PLANNING", "addresses { addressDetail { lines } }");
    seen.must_tell(&["40 Kiln Street"]);
    let workers = ["pa-1", "lha-1", "wcw-1"].map(|worker| hub.worker(worker));
    let systems = ["northshire-leaving-care", "northshire-housing"].map(|agency| hub.system(agency));
    never_learns(&workers, "belle", &address_lines("belle"), &["lines", "postcode"]);
    never_learns(&systems, "belle", &address_lines("belle"), &["lines", "postcode"]);
}

#[test]
fn the_worker_she_blocked_and_that_centres_system_find_nobody() {
    let hub = hub();
    for actor in [hub.worker("wcw-2"), hub.system("womens-centre")] {
        actor.asks_everything_ever_about("belle").iter().for_each(|answer| {
            answer.finds_nobody();
        });
    }
    let colleague = hub.worker("wcw-1").asks_about("belle", "JOINT_PLANNING", "knownAs");
    assert_eq!(colleague.at("person.knownAs"), "Belle", "a block is for one worker");
}
