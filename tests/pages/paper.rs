//! Paper forms, a second ear, requests to see, and tasks on pages.

use super::browser::{Browser, Page};
use crate::choices::story::{Story, choice, chooses, does, refusal, says_yes_by_name, story, talks};
use chrono::TimeDelta;
use serde_json::json;

fn talk(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    talk_with(browser, ("A1001JN", "Jas"), fields)
}

fn talk_with(browser: &Browser, (number, name): (&str, &str), fields: &[(&str, &str)]) -> Page {
    let form = browser.opens("/choices/talk");
    let usual = [("reference", number), ("known-as", name), ("place", "PRISON"), ("private", "yes")];
    browser.sends(&form, &[usual.as_slice(), fields].concat())
}

/// Opens a talk that enters this form, up to the page on which she is asked.
fn enters(browser: &Browser, form: &str) -> Page {
    let talk = talk(browser, &[("paper", form)]);
    if talk.status != 200 {
        return talk;
    }
    let names = browser.opens(&format!("{}/names", talk.path));
    let told = browser.sends(&names, &[("organisations", "northshire-leaving-care"), ("topics", "T10_LEARN_WORK_MONEY")]);
    if told.path.ends_with("/ask") { told } else { browser.sends(&told, &[]) }
}

fn printed(story: &Story, browser: &Browser) -> String {
    let talk = talk(browser, &[]);
    let form = browser.opens(&format!("{}/paper", talk.path));
    assert_eq!(browser.sends(&form, &[]).status, 422);
    let page = browser.sends(&form, &[("organisations", "northshire-leaving-care"), ("topics", "T10_LEARN_WORK_MONEY")]);
    page.says("What you want to learn, your work, and your money.").says("Northshire leaving care").never_says("Jas");
    let other = Browser::of(&story.hub.worker("keyw-1"));
    assert_eq!(other.opens(&page.path).status, 404);
    page.path.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn a_form_is_entered_once_and_counts_from_the_day_she_ticked_it() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let form = printed(&story, &browser);
    story.passes(TimeDelta::days(2));
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let ask = enters(&browser, &form.to_lowercase());
    ask.says("On which day did she fill in the form?");
    for (day, wrong) in
        [("", "Enter the day"), ("yesterday", "Enter a day as"), ("2026-11-22", "printed after"), ("2026-12-24", "in the future")]
    {
        let page = browser.sends(&ask, &[("q-0-0", "NO"), ("said-on", day)]);
        assert_eq!(page.status, 422, "{day}");
        page.says(wrong);
    }
    let back = browser.sends(&ask, &[("q-0-0", "NO"), ("said-on", "2026-11-24")]);
    browser.sends(&back, &[]).is_at("/receipt");
    let kept = "SELECT COUNT(*) FROM consent_statement WHERE method = 'SIGNED' AND said_on < '2026-11-25' AND said_on >= '2026-11-24' \
        AND entered_on >= '2026-11-25'";
    assert_eq!(story.count(kept), 1);
    let again = enters(&browser, &form);
    assert_eq!(again.status, 422);
    again.says("The form was entered before").says("href=\"#paper\"");
    enters(&browser, "0123456789ABCDE").says("There is no such form of hers");
}

#[test]
fn a_yes_that_waits_is_heard_by_somebody_of_another_organisation() {
    let story = story();
    let wcw = story.hub.worker("wcw-1");
    let session = talks(&wcw, "WC-66", "Gail", true);
    says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")).must_see("recordChoices.choices.0.id");
    let waits = |worker: &str, number: &str| {
        let browser = Browser::of(&story.hub.worker(worker));
        let talk = talk_with(&browser, (number, "Gail"), &[]);
        let waiting = browser.opens(&format!("{}/waiting", talk.path));
        (browser, waiting)
    };
    for (worker, number) in [("ces-1", "WC-66"), ("pom-1", "A1008GO")] {
        waits(worker, number).1.says("Nothing waits for you to hear it.").never_says("drugs");
    }
    let (keyw, waiting) = waits("keyw-1", "A1008GO");
    waiting.says("On 23 November 2026 you said yes: The Lantern Women").says("can see drugs and alcohol").never_says(" checked");
    let untouched = keyw.sends(&waiting, &[]);
    assert_eq!(untouched.status, 422);
    let id = waiting.text.split("name=\"choice-0\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    keyw.sends(&waiting, &[("choice-0", &id)]).is_at("/waiting").says("Nothing waits for you to hear it.");
    let live =
        format!("SELECT COUNT(*) FROM consent_statement WHERE id = '{id}' AND status = 'LIVE' AND confirmed_by_agency = 'hmp-northmoor'");
    assert_eq!(story.count(&live), 1);
}

#[test]
fn a_request_reaches_her_and_a_task_asks_somebody_to_tell_her() {
    let story = story();
    let asked = json!({"personId": story.hub.id("jas"), "topic": "T5_HEALTH"});
    does(&story.hub.worker("pa-1"), "requestToSee", &asked, "passedOn").must_see("requestToSee.passedOn");
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let tasks = ces.opens("/choices/tasks");
    tasks.says("<h1 class=\"govuk-heading-l\">Tasks</h1>").says(story.hub.id("jas")).never_says("health").never_says("leaving care");
    let talk = talk(&ces, &[]);
    let waiting = ces.opens(&format!("{}/waiting", talk.path));
    waiting.says("Northshire leaving care asks to see your health. If you do not answer until 30 November 2026, it is a no.");
    let no = chooses(&story.hub.worker("ces-1"), &talk.talk(), &[choice("T5_HEALTH", "northshire-leaving-care", "NO")]);
    assert_eq!(refusal(&no, "recordChoices"), "", "a talk that a page opened is the worker's talk everywhere");
    ces.opens(&waiting.path).says("Nobody asks.");
}
