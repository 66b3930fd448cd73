//! Scenarios of the design as far as pages show them: SC01, SC05, SC26, SC28.

use super::browser::{Browser, Page};
use crate::choices::story::{shows_goals_of_others, story};

fn talk(browser: &Browser) -> Page {
    let form = browser.opens("/choices/talk");
    browser.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")])
}

/// Opens a talk with Jas up to the page on which she is asked.
fn asks(browser: &Browser, named: &[(&str, &str)]) -> Page {
    let names = browser.opens(&format!("{}/names", talk(browser).path));
    let told = browser.sends(&names, named);
    if told.path.ends_with("/ask") { told } else { browser.sends(&told, &[]) }
}

#[test]
fn sc01_an_organisation_learns_of_her_only_after_her_yes() {
    let story = story();
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'INVITED' AND agency_id = 'work-coach'";
    let before = story.count(told);
    let ask = asks(&ces, &[("organisations", "work-coach"), ("topics", "T10_LEARN_WORK_MONEY")]);
    let refused = ces.sends(&ces.sends(&ask, &[("join-0", "no"), ("q-0-0", "YES")]), &[("read-back", "yes")]);
    assert_eq!(refused.status, 422, "a yes to somebody who is not on her team");
    refused.says("Northshire work coaches, Learning, work and money: That organisation is neither on her team nor invited");
    let back = ces.sends(&ces.opens(&ask.path), &[("join-0", "ETE"), ("q-0-0", "YES")]);
    assert_eq!(story.count(told), before, "nothing leaves before she heard it read back");
    ces.sends(&back, &[("read-back", "yes")]).is_at("/receipt");
    assert_eq!(story.count(told), before + 1);
}

#[test]
fn sc05_and_sc26_no_page_of_a_talk_shows_a_word_of_her_plan() {
    let story = story();
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let all =
        [("organisations", "northshire-leaving-care"), ("organisations", "womens-centre"), ("topics", "T4_HOME"), ("topics", "T3_CARE")];
    let ask = asks(&ces, &all);
    let back = ces.sends(&ask, &[("q-0-0", "NO"), ("q-1-0", "NO")]);
    let receipt = ces.sends(&back, &[]);
    let start = receipt.path.trim_end_matches("/receipt").to_owned();
    let more = ["", "/names", "/told", "/sheet", "/stop", "/waiting", "/paper", "/receipt/all"];
    let shown: Vec<Page> = more.iter().map(|page| ces.opens(&format!("{start}{page}"))).chain([ask, back, receipt]).collect();
    // Her team, her address and what she wants are in the demonstration; a page of a talk knows none of it.
    let secrets = ["Keep my flat", "Rowan Street", "catering", "A1001JN", "self-harm", "FLAT", "postcode"];
    for page in &shown {
        assert!(!shows_goals_of_others_text(&page.text));
        for secret in secrets {
            assert!(!page.text.contains(secret), "`{secret}` on {}", page.path);
        }
    }
    // Whether an organisation is on her team already shows nowhere before she is asked.
    let asked = asks(&ces, &[("organisations", "northshire-leaving-care"), ("topics", "T4_HOME")]);
    let other = asks(&ces, &[("organisations", "work-coach"), ("topics", "T4_HOME")]);
    let as_one = |page: &Page| {
        let text = page.plain().replace("Northshire leaving care", "X").replace("Northshire work coaches", "X");
        text.replace("your personal adviser", "R").replace("your work and benefits adviser", "R").replace("PA", "R").replace("ETE", "R")
    };
    let address = |page: &Page| as_one(page).replace(&page.talk(), "");
    assert_eq!(address(&asked), address(&other));
}

fn shows_goals_of_others_text(text: &str) -> bool {
    let answer = crate::support::Answer { status: 200, text: text.to_owned(), request_id: String::new(), json: serde_json::Value::Null };
    shows_goals_of_others(&answer)
}

#[test]
fn sc28_a_stop_told_to_a_key_worker_ends_what_another_organisation_sees() {
    let story = story();
    let sees = || story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }");
    assert!(shows_goals_of_others(&sees()));
    let keyw = Browser::of(&story.hub.worker("keyw-1"));
    let form = keyw.opens(&format!("{}/stop", talk(&keyw).path));
    keyw.sends(&form, &[("what", "all"), ("list", "yes")]).says("What goes on").never_says("Keep my flat");
    assert!(!shows_goals_of_others(&sees()));
    // The same form again, as by a second press of the button, says it once.
    let stops = "SELECT COUNT(*) FROM consent_statement WHERE topic IS NULL AND decision = 'NO' AND entered_on >= '2026-11-23'";
    let before = story.count(stops);
    keyw.sends(&form, &[("what", "all"), ("list", "yes")]);
    assert_eq!(story.count(stops), before);
}
