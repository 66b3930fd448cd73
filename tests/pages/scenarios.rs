//! Scenarios of the design as far as pages show them: SC01, SC05, SC06, SC26, SC28, and D3 where somebody interprets.

use super::browser::{Browser, Page};
use crate::choices::story::{Story, shows_goals_of_others, story};
use chrono::TimeDelta;
use connections_hub::choices::sweep;
use serde_json::json;

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

/// Records yes to these organisations about her plan, on pages; whatever stands against it is replaced by name.
fn agrees(browser: &Browser, organisations: &[&str]) -> Page {
    let named = organisations.iter().map(|id| ("organisations", *id)).chain([("topics", "T2_PLAN_TEAM_RELEASE")]).collect::<Vec<_>>();
    let ask = asks(browser, &named);
    let answers: Vec<String> = (0..organisations.len()).map(|at| format!("q-0-{at}")).collect();
    let back = browser.sends(&ask, &answers.iter().map(|name| (name.as_str(), "YES")).collect::<Vec<_>>());
    let said = browser.sends(&back, &[("read-back", "yes")]);
    if said.status != 422 {
        return said;
    }
    let boxes: Vec<(String, String)> = said
        .text
        .split("name=\"replaces-")
        .skip(1)
        .filter_map(|rest| Some((rest.split('"').next()?, rest.split("value=\"").nth(1)?.split('"').next()?)))
        .map(|(at, refusal)| (format!("replaces-{at}"), refusal.to_owned()))
        .collect();
    let ticked = boxes.iter().map(|(name, value)| (name.as_str(), value.as_str())).chain([("read-back", "yes")]);
    browser.sends(&said, &ticked.collect::<Vec<_>>())
}

/// The last day of her sentence and licence, as the prison and probation send it.
fn sentence_ends(story: &Story, day: &str) {
    let line = |reference: &str, person: &str, fields: serde_json::Value| json!({"entity": "CustodyStatus", "ref": reference, "person": person, "recordedAt": story.now(), "fields": fields});
    story.sends("hmp-northmoor", &[line("A1001JN-custody", "A1001JN", json!({"sentenceEndsOn": day, "licenceEndsOn": day}))]);
    story.sends("probation-northshire", &[line("X100001-custody", "X100001", json!({"licenceEndsOn": day}))]);
}

#[test]
fn sc06_with_the_sentence_ends_what_she_said_to_justice_and_the_womens_centre_goes_on() {
    let story = story();
    sentence_ends(&story, "2026-12-14");
    let ces = || Browser::of(&story.hub.worker("ces-1"));
    agrees(&ces(), &["probation-northshire", "womens-centre"]).is_at("/receipt");
    let mine = |story: &Story| Browser::of(&story.hub.herself("jas")).opens("/choices/mine").text;
    let today = |story: &Story, whom: &str| {
        let said = format!("On 23 November 2026 you said yes. {whom} can see");
        let all = mine(story);
        let line = all.split("<li>").find(|line| line.contains(&said)).map(|line| line.split("</li>").next().unwrap().to_owned());
        line.unwrap_or_else(|| panic!("no `{said}`: {all}"))
    };
    assert!(
        today(&story, "Northshire Probation").contains("It counts until 14 December 2026."),
        "{}",
        today(&story, "Northshire Probation")
    );
    let centre = |story: &Story| today(story, "The Lantern Women&#39;s Centre");
    assert!(centre(&story).contains("It counts until 23 November 2027."), "{}", centre(&story));
    // Four weeks before, whoever leads finds it among the tasks, without a word of what ends.
    let jas = story.hub.id("jas").to_owned();
    let tasks = Browser::of(&story.hub.worker("com-1")).opens("/choices/tasks");
    let row = tasks.text.split("<tr").find(|row| row.contains(&jas) && row.contains("14 December 2026"));
    assert!(row.is_some_and(|row| row.contains("choice") && !row.contains("plan")), "{}", tasks.text);

    // The key worker, who enrols nobody, can open a talk to the last day and not from the next.
    let keyw_opens = |story: &Story| {
        let browser = Browser::of(&story.hub.worker("keyw-1"));
        let form = browser.opens("/choices/talk");
        browser.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")])
    };
    story.passes(TimeDelta::days(21));
    assert_eq!(keyw_opens(&story).status, 200);
    story.passes(TimeDelta::days(1));
    let outside = keyw_opens(&story);
    assert_eq!(outside.status, 422);
    // As for somebody who is not there at all.
    let browser = Browser::of(&story.hub.worker("keyw-1"));
    let nobody = browser
        .sends(&browser.opens("/choices/talk"), &[("reference", "A9999ZZ"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")]);
    assert_eq!(outside.plain().replace("A1001JN", "X"), nobody.plain().replace("A9999ZZ", "X"));
    Browser::of(&story.hub.worker("com-1")).opens("/choices/tasks").never_says(&jas);
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap();
    assert!(today(&story, "Northshire Probation").contains("It has ended."), "{}", mine(&story));
    assert!(!mine(&story).contains("took it back"), "she took nothing back");
    assert!(centre(&story).contains("It counts until 23 November 2027."));
    // The women's centre goes on with her, and asks her anew.
    let sees = story.hub.worker("ces-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }");
    sees.must_see("person.plans");
    agrees(&ces(), &["womens-centre"]).is_at("/receipt");
    let anew = "On 15 December 2026 you said yes. The Lantern Women&#39;s Centre can see";
    assert!(mine(&story).contains(anew), "{}", mine(&story));
}

#[test]
fn d3_an_interpreter_stands_in_the_talk_by_number_and_on_no_paper() {
    let story = story();
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let form = ces.opens("/choices/talk");
    let opens = |interpreter: &str| {
        let fields = [("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes"), ("interpreter", interpreter)];
        ces.sends(&form, &fields)
    };
    let long = opens(&"7".repeat(65));
    assert_eq!(long.status, 422);
    long.says("href=\"#interpreter\"");
    let talk = opens("NRPSI-40117");
    let names = ces.opens(&format!("{}/names", talk.path));
    let told = ces.sends(&names, &[("organisations", "northshire-leaving-care"), ("topics", "T4_HOME")]);
    let ask = if told.path.ends_with("/ask") { told } else { ces.sends(&told, &[]) };
    let receipt = ces.sends(&ces.sends(&ask, &[("q-0-0", "NO")]), &[]);
    receipt.is_at("/receipt").never_says("40117");
    ces.opens(&format!("{}/receipt/all", talk.path)).never_says("40117").never_says("interpret");
    let said = "SELECT COUNT(*) FROM consent_statement s JOIN choices_session t ON t.id = s.session WHERE s.topic = 'T4_HOME' \
                AND s.entered_on >= '2026-11-23'";
    assert_eq!(story.count(&format!("{said} AND s.method = 'INTERPRETED' AND t.interpreter_ref = 'NRPSI-40117'")), 1);
    assert_eq!(story.count(said), 1, "and by no other method");
}
