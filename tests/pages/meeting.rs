//! A first meeting and a later talk, on pages.

use super::browser::{Browser, Page};
use crate::choices::story::{Story, story};
use chrono::TimeDelta;

const FIVE: [(&str, &str); 5] = [
    ("organisations", "hmp-northmoor"),
    ("organisations", "northshire-leaving-care"),
    ("organisations", "northshire-housing"),
    ("organisations", "probation-northshire"),
    ("organisations", "womens-centre"),
];

fn meets(browser: &Browser, number: &str, name: &str) -> Page {
    let form = browser.opens("/choices/meet");
    browser.sends(&form, &[("reference", number), ("known-as", name), ("place", "PRISON"), ("private", "yes")])
}

fn talks(browser: &Browser, number: &str, name: &str, private: &str) -> Page {
    let form = browser.opens("/choices/talk");
    browser.sends(&form, &[("reference", number), ("known-as", name), ("place", "PRISON"), ("private", private)])
}

/// The place of an organisation on the page on which she is asked.
fn place(ask: &Page, organisation: &str) -> usize {
    let legend = format!("Can {organisation} see this?");
    let before = ask.text.split(&legend).next().unwrap();
    before.matches("Can ").count()
}

fn statements(story: &Story) -> i64 {
    story.count("SELECT COUNT(*) FROM consent_statement WHERE entered_on >= '2026-11-23'")
}

#[test]
fn a_first_meeting_is_recorded_as_she_said_it_and_once() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let before = statements(&story);
    let names = meets(&browser, "WC-920", "Nia");
    names.is_at("/names").says("We call it My Plan.").never_says(" checked");
    let told = browser.sends(&names, &FIVE);
    told.is_at("/told").says("Your prison offender manager can see").never_says(" checked");
    let ask = browser.sends(&told, &[("read-0", "hmp-northmoor"), ("copy", "yes")]);
    ask.is_at("/ask").says("Can HMP Northmoor see this?").says("They see some of this by law.").never_says(" checked");
    let (care, housing) = (place(&ask, "Northshire leaving care"), place(&ask, "Northshire council housing"));
    let name = |topic: usize, place: usize| format!("q-{topic}-{place}");
    let join = format!("join-{care}");
    let said = [
        (join.as_str(), "PA"),
        (&name(0, care), "YES"),
        (&name(1, care), "ASK_ME_EACH_TIME"),
        (&name(0, housing), "NO"),
        (&name(1, housing), ""),
    ];
    let back = browser.sends(&ask, &said);
    back.is_at("/read-back").says("You said yes: Northshire leaving care can see your name and how to reach you.");
    back.says("can join your team, as your personal adviser").says("Northshire council housing: your plan, team and release day");
    assert_eq!(statements(&story), before, "nothing is recorded before it was read back");
    let unread = browser.sends(&back, &[]);
    assert_eq!(unread.status, 422);
    unread.says("<title>Error: Read it back to her</title>").says("href=\"#read-back\"");
    assert_eq!(statements(&story), before);
    // The button is pressed twice.
    let receipt = browser.sends(&back, &[("read-back", "yes")]);
    receipt.is_at("/receipt").says("The council: My name and how to reach me. I said yes.").never_says("leaving care");
    receipt.says("Northshire council housing: My name and how to reach me. I said no.");
    browser.sends(&back, &[("read-back", "yes")]).is_at("/receipt");
    assert_eq!(statements(&story), before + 3);
    // And the browser goes back.
    let talk = receipt.talk();
    browser.opens(&format!("/choices/talk/{talk}/read-back")).is_at(&talk);
    assert_eq!(statements(&story), before + 3);
    let notices =
        "SELECT COUNT(*) FROM notice_given WHERE given_by_worker = 'womens-centre/ces-1' AND given_on >= '2026-11-23' AND copy_given";
    assert_eq!(story.count(notices), 1, "only what was read is written down as read");
    let invited = "SELECT COUNT(*) FROM membership WHERE state = 'INVITED' AND role = 'PA' AND invited_on >= '2026-11-23'";
    assert_eq!(story.count(invited), 1);
    browser.sends(&Page { path: format!("/choices/talk/{talk}/close"), ..receipt.clone() }, &[]).is_at("/choices");
    assert_eq!(browser.opens(&receipt.path).status, 404, "the talk is over");
}

#[test]
fn a_wrong_back_button_loses_no_answer_and_invents_none() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let names = meets(&browser, "WC-921", "Ria");
    let told = browser.sends(&names, &FIVE);
    let ask = browser.sends(&told, &[]);
    browser.sends(&ask, &[("q-0-1", "NO")]).is_at("/read-back");
    let again = browser.opens(&ask.path);
    assert_eq!(again.text.matches(" checked").count(), 1);
    let checked = again.text.split(" checked").next().unwrap().rsplit("<input").next().unwrap().to_owned();
    assert!(checked.contains("name=\"q-0-1\"") && checked.contains("value=\"NO\""), "{checked}");
    // Another woman's talk in the same browser begins with nothing.
    let other = meets(&browser, "WC-922", "Tia");
    browser.opens(&other.path.replace("/names", "/ask")).is_at("/names").never_says(" checked");
}

#[test]
fn the_number_and_the_name_must_fit_and_nothing_else_is_told() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let missing = browser.sends(&browser.opens("/choices/talk"), &[("reference", "A1001JN")]);
    assert_eq!(missing.status, 422);
    missing.says("Enter the name she goes by").says("Choose where you are").says("value=\"A1001JN\"");
    let wrong = talks(&browser, "A1001JN", "Joan", "yes");
    let nobody = talks(&browser, "A9999ZZ", "Jas", "yes");
    assert_eq!((wrong.status, nobody.status), (422, 422));
    let as_typed = |page: &Page| page.plain().replace("A1001JN", "").replace("A9999ZZ", "").replace("Joan", "").replace("Jas", "");
    assert_eq!(as_typed(&wrong), as_typed(&nobody), "whether the number is known is not told");
    let talk = talks(&browser, "A1001JN", "Jas", "yes");
    talk.is_at(&talk.talk()).never_says("A1001JN").never_says("Jas");
    let other = Browser::of(&story.hub.worker("keyw-1"));
    for page in ["", "/names", "/told", "/ask", "/read-back", "/receipt", "/receipt/all", "/stop"] {
        let page = other.opens(&format!("{}{page}", talk.path));
        assert_eq!(page.status, 404, "somebody else's talk");
        page.never_says("Jas");
    }
}

#[test]
fn what_is_sensitive_waits_for_another_room() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let talk = talks(&browser, "A1001JN", "Jas", "no");
    let names = browser.opens(&format!("{}/names", talk.path));
    names.says("Another day, another room").never_says("T7_DRUGS_ALCOHOL").says("T1_NAME_CONTACT");
    let forged = browser.sends(&names, &[("organisations", "womens-centre"), ("topics", "T7_DRUGS_ALCOHOL")]);
    assert_eq!(forged.status, 422);
    forged.says("Tick one topic at least");
    let talk = talks(&browser, "A1001JN", "Jas", "yes");
    let names = browser.opens(&format!("{}/names", talk.path));
    let two = [("organisations", "womens-centre"), ("topics", "T9_CHILDREN"), ("topics", "T1_NAME_CONTACT")];
    browser.sends(&names, &two).says("is asked on its own");
}

#[test]
fn a_yes_over_a_no_is_asked_about_by_name() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let says = |decision: &str| {
        let talk = talks(&browser, "A1001JN", "Jas", "yes");
        let names = browser.opens(&format!("{}/names", talk.path));
        let told = browser.sends(&names, &[("organisations", "northshire-leaving-care"), ("topics", "T10_LEARN_WORK_MONEY")]);
        let ask = if told.path.ends_with("/ask") { told } else { browser.sends(&told, &[]) };
        let back = browser.sends(&ask, &[("q-0-0", decision)]);
        (browser.sends(&back, &[("read-back", "yes")]), back)
    };
    says("NO").0.is_at("/receipt");
    story.passes(TimeDelta::hours(1));
    let (conflict, _) = says("YES");
    assert_eq!(conflict.status, 422);
    conflict.says("Has she changed her mind?").says("On 23 November 2026 she said no");
    let box_ = conflict.text.split("name=\"replaces-0\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let receipt = browser.sends(&conflict, &[("read-back", "yes"), ("replaces-0", &box_)]);
    receipt.is_at("/receipt").says("Learning, work and money. I said yes.");
}

#[test]
fn the_receipt_says_nothing_that_may_not_lie_in_a_cell() {
    let story = story();
    let browser = Browser::of(&story.hub.worker("ces-1"));
    let talk = talks(&browser, "A1001JN", "Jas", "yes");
    let names = browser.opens(&format!("{}/names", talk.path));
    let chosen = [
        ("organisations", "northshire-leaving-care"),
        ("topics", "T3_CARE"),
        ("topics", "T7_DRUGS_ALCOHOL"),
        ("topics", "T1_NAME_CONTACT"),
    ];
    let told = browser.sends(&names, &chosen);
    let ask = if told.path.ends_with("/ask") { told } else { browser.sends(&told, &[]) };
    let back = browser.sends(&ask, &[("q-0-0", "NO"), ("q-1-0", "NO"), ("q-2-0", "NO")]);
    let receipt = browser.sends(&back, &[]);
    receipt.is_at("/receipt").never_says("drug").never_says("in care").says("<title>My choices</title>");
    browser.opens(&format!("{}/receipt/all", talk.path)).says("Drugs and alcohol. I said no.").says("should not lie in a shared cell");
}
