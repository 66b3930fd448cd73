//! She chooses and confirms by herself on her own pages.

use super::browser::{Browser, Page};
use crate::choices::story::{Story, choice, does, says_yes_by_name, shows_goals_of_others, story, talks};
use chrono::TimeDelta;
use serde_json::json;

const HERS: &str = "SELECT COUNT(*) FROM consent_statement WHERE taken_by_agency = 'HERSELF'";
const COUNCIL: (&str, &str) = ("organisations", "northshire-leaving-care");
const ALONE: (&str, &str) = ("private", "yes");

fn her(story: &Story) -> Browser {
    Browser::of(&story.hub.herself("jas"))
}

fn names(her: &Browser, named: &[(&str, &str)]) -> Page {
    her.sends(&her.opens("/choices/mine/names"), named)
}

fn adviser_sees(story: &Story) -> bool {
    shows_goals_of_others(&story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }"))
}

/// The value of the box in which she says that she has changed her mind.
fn refusal(page: &Page) -> String {
    page.text.split("name=\"replaces-0\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

#[test]
fn she_chooses_by_herself_reads_it_again_and_it_is_recorded_once() {
    let story = story();
    let her = her(&story);
    her.opens("/choices/mine").says("/choices/mine/names").says("/choices/mine/waiting");
    let form = her.opens("/choices/mine/names");
    form.says("Can someone else see what you do here?").says("You choose who can see each part of your plan.").never_says(" checked");
    form.never_says("Read this to her").never_says(" she ");
    let ask = her.sends(
        &form,
        &[COUNCIL, ("organisations", "northshire-housing"), ALONE, ("topics", "T4_HOME"), ("topics", "T2_PLAN_TEAM_RELEASE")],
    );
    ask.is_at("/choices/mine/ask")
        .says("Can Northshire leaving care see this?")
        .never_says(" checked")
        .never_says("join-0")
        .never_says("Ask her");
    assert_eq!(her.sends(&ask, &[]).status, 422, "nothing is chosen for her");
    // A role that she would be asked about in a talk is asked nowhere here, and a made-up answer is none.
    let back = her.sends(&ask, &[("q-0-0", "NO"), ("q-1-1", "ASK_ME_EACH_TIME"), ("q-0-1", "MAYBE"), ("join-0", "PA")]);
    back.is_at("/choices/mine/read-back").says("You said no: ").says("You said ask me each time: ").says("No answer yet");
    back.never_says("can join your team").never_says("worried").never_says("Did you read").never_says(" she ");
    assert_eq!(story.count(HERS), 0, "nothing is recorded before she looked at it again");
    assert!(adviser_sees(&story));
    let mine = her.sends(&back, &[]);
    mine.is_at("/choices/mine").says("you said no yourself.").says("you said yourself: ask me each time.");
    assert_eq!(story.count(HERS), 2);
    // The button is pressed twice, and the browser goes back.
    her.sends(&back, &[]).is_at("/choices/mine");
    her.opens("/choices/mine/read-back").is_at("/choices/mine");
    her.opens("/choices/mine/ask").is_at("/choices/mine/names").never_says(" checked");
    assert_eq!(story.count(HERS), 2);
    assert_eq!(story.count(&format!("{HERS} AND method = 'DIGITAL' AND session IS NULL AND taken_by_worker IS NULL")), 2);
    her.opens("/choices/mine/looked").says("You chose yourself what others see on");
    assert_eq!(story.count("SELECT COUNT(*) FROM membership WHERE state = 'INVITED' AND invited_on >= '2026-11-23'"), 0);
}

#[test]
fn the_same_form_from_two_windows_is_recorded_once() {
    let story = story();
    let her = her(&story);
    let back = her.sends(&names(&her, &[COUNCIL, ALONE, ("topics", "T4_HOME")]), &[("q-0-0", "NO")]);
    let draft = her.cookies.borrow().clone();
    her.sends(&back, &[]).is_at("/choices/mine");
    // The first answer was lost on its way, so that the browser carries the draft still.
    *her.cookies.borrow_mut() = draft;
    her.sends(&back, &[]).is_at("/choices/mine");
    assert_eq!(story.count(HERS), 1);
}

#[test]
fn a_yes_of_hers_is_looked_at_again_and_passes_the_guards_of_a_talk() {
    let story = story();
    let her = her(&story);
    for (named, wrong) in [
        (vec![COUNCIL, ("topics", "T4_HOME")], "Say if someone else can see what you do here"),
        (vec![ALONE, ("topics", "T4_HOME")], "Tick one organisation at least"),
        (vec![COUNCIL, ALONE], "Tick one topic at least"),
        (vec![COUNCIL, ALONE, ("topics", "T9_CHILDREN"), ("topics", "T4_HOME")], "is asked on its own"),
        (vec![COUNCIL, ("organisations", "womens-centre"), ALONE, ("topics", "T9_CHILDREN")], "is asked on its own"),
        (vec![COUNCIL, ("private", "no"), ("topics", "T5_HEALTH")], "has to wait until no one else can see"),
        (vec![("organisations", "<b>"), ALONE, ("topics", "T4_HOME")], "Tick one organisation at least"),
    ] {
        let page = names(&her, &named);
        assert_eq!(page.status, 422, "{named:?}");
        page.says(wrong).says("<title>Error: Choose who sees what</title>").never_says("<b>");
        for (_, value) in named.iter().filter(|(name, _)| *name == "topics") {
            assert!(page.text.contains(&format!("value=\"{value}\" checked")), "what was ticked stays: {value}");
        }
    }
    // A draft that was made up says nothing that the guards believe.
    let ask = names(&her, &[COUNCIL, ALONE, ("topics", "T3_CARE")]);
    let back = her.sends(&ask, &[("q-0-0", "YES")]);
    let unread = her.sends(&back, &[]);
    assert_eq!(unread.status, 422);
    unread.says("href=\"#read-back\"").says("Look at what you chose. Tick this if it is right");
    let carried = her.cookies.borrow().get("__Host-choices-draft").cloned().unwrap();
    let seen = names(&her, &[COUNCIL, ("private", "no"), ("topics", "T4_HOME")]);
    seen.is_at("/ask");
    let decoded = |text: &str| String::from_utf8(base64_decoded(text)).unwrap();
    let forged = decoded(&carried).replace("\"private\":true", "\"private\":false");
    assert_ne!(forged, decoded(&carried));
    her.cookies.borrow_mut().insert("__Host-choices-draft".into(), base64_encoded(&forged));
    let refused = her.sends(&her.opens("/choices/mine/read-back"), &[("read-back", "yes")]);
    assert_eq!(refused.status, 422);
    refused.says("This has to wait until no one else can see what you do here");
    // Who is not on her team is brought in by a worker.
    story.runs(&format!("DELETE FROM membership WHERE agency_id = 'womens-centre' AND person_id = '{}'", story.hub.id("jas")));
    let back =
        her.sends(&names(&her, &[("organisations", "womens-centre"), ALONE, ("topics", "T10_LEARN_WORK_MONEY")]), &[("q-0-0", "YES")]);
    let stranger = her.sends(&back, &[("read-back", "yes")]);
    assert_eq!(stranger.status, 422);
    stranger.says("They are not on your team yet. Ask a worker to bring them in first");
    assert_eq!(story.count(HERS), 0);
    let back = her.sends(&names(&her, &[COUNCIL, ALONE, ("topics", "T9_CHILDREN")]), &[("q-0-0", "YES")]);
    let said = her.sends(&back, &[("read-back", "yes")]);
    assert!(said.status == 200 || said.text.contains("Have you changed your mind?"), "one question, one answer: {}", said.text);
}

fn base64_decoded(text: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

fn base64_encoded(text: &str) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(text)
}

#[test]
fn her_own_yes_over_her_own_no_names_it() {
    let story = story();
    let her = her(&story);
    let stop = her.opens("/choices/mine/stop");
    her.sends(&stop, &[("what", "part"), COUNCIL]).says("It has stopped now");
    assert!(!adviser_sees(&story));
    story.passes(TimeDelta::minutes(5));
    let ask = names(&her, &[COUNCIL, ALONE, ("topics", "T2_PLAN_TEAM_RELEASE")]);
    let back = her.sends(&ask, &[("q-0-0", "YES")]);
    let conflict = her.sends(&back, &[("read-back", "yes")]);
    assert_eq!(conflict.status, 422);
    conflict.says("Have you changed your mind?").says("On 23 November 2026 you said no").never_says(" she ");
    let before = story.count(HERS);
    for wrong in ["made-up", ""] {
        let still = her.sends(&conflict, &[("read-back", "yes"), ("replaces-0", wrong)]);
        assert_eq!(still.status, 422, "{wrong}");
    }
    let conflict = her.sends(&back, &[("read-back", "yes"), ("attempt", "")]);
    let named = her.sends(&conflict, &[("read-back", "yes"), ("replaces-0", &refusal(&conflict))]);
    named.is_at("/choices/mine").says("you said yes yourself. Northshire leaving care can see");
    assert_eq!(story.count(HERS), before + 1);
    assert!(adviser_sees(&story));
}

#[test]
fn she_says_again_what_a_recipients_own_worker_heard() {
    let story = story();
    let wcw = story.hub.worker("wcw-1");
    let session = talks(&wcw, "WC-66", "Gail", true);
    says_yes_by_name(&wcw, &session, &choice("T7_DRUGS_ALCOHOL", "womens-centre", "YES")).must_see("recordChoices.choices.0.id");
    let gail = Browser::of(&story.hub.herself("gail"));
    let waiting = gail.opens("/choices/mine/waiting");
    waiting.says("On 23 November 2026 you said yes: The Lantern Women").says("can see help with drugs and drink").never_says(" checked");
    waiting.never_says("Requests to see").never_says("read it to her");
    let id = waiting.text.split("name=\"choice-0\" type=\"checkbox\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    for (fields, wrong) in [
        (vec![], "Say if someone else can see"),
        (vec![ALONE], "Tick what is right"),
        (vec![("choice-0", id.as_str())], "Say if someone else can see"),
        (vec![("private", "no"), ("choice-0", id.as_str())], "This has to wait until no one else can see"),
        (vec![ALONE, ("choice-0", "made-up")], "Tick what is right"),
    ] {
        let page = gail.sends(&waiting, &fields);
        assert_eq!(page.status, 422, "{fields:?}");
        page.says(wrong);
    }
    let live = format!("SELECT COUNT(*) FROM consent_statement WHERE id = '{id}' AND status = 'LIVE'");
    assert_eq!(story.count(&live), 0);
    // Another woman has no use of its id, and it is as if it were not there.
    let em = Browser::of(&story.hub.herself("em"));
    let own = em.opens("/choices/mine/stop");
    em.posts("/choices/mine/waiting", &own.hidden(), &[ALONE, ("choice-0", &id)], &[]).says("Tick what is right").never_says("drugs");
    em.opens("/choices/mine/waiting").says("Nothing waits for you.");
    assert_eq!(story.count(&live), 0);
    let confirmed = [ALONE, ("choice-0", id.as_str())];
    let waiting = gail.opens("/choices/mine/waiting");
    gail.sends(&waiting, &confirmed).is_at("/choices/mine/waiting").says("Nothing waits for you.");
    assert_eq!(story.count(&live), 1);
    assert_eq!(gail.sends(&waiting, &confirmed).status, 422, "it is heard");
}

#[test]
fn nobody_chooses_on_a_page_or_with_a_draft_of_somebody_else() {
    let story = story();
    let (jas, em, ces) = (her(&story), Browser::of(&story.hub.herself("em")), Browser::of(&story.hub.worker("ces-1")));
    let back = jas.sends(&names(&jas, &[COUNCIL, ALONE, ("topics", "T4_HOME")]), &[("q-0-0", "NO")]);
    back.is_at("/choices/mine/read-back");
    // The next one who signs in in the same browser finds nothing of it, even where nobody signed out.
    let draft = jas.cookies.borrow().get("__Host-choices-draft").cloned().unwrap();
    for other in [&em, &Browser::of(&story.hub.herself("jas"))] {
        other.cookies.borrow_mut().insert("__Host-choices-draft".into(), draft.clone());
        other.opens("/choices/mine/read-back").is_at("/choices/mine");
        let page = other.posts("/choices/mine/read-back", &back.hidden(), &[("read-back", "yes")], &[]);
        assert_eq!(page.status, 403, "{}", page.text);
    }
    // A worker does not choose as she, nor she as a worker.
    let form = ces.opens("/choices/talk");
    let talk = ces.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")]);
    let own = ces.opens("/choices/stop");
    ces.cookies.borrow_mut().insert("__Host-choices-draft".into(), draft);
    for page in ["names", "ask", "read-back", "waiting"] {
        let (hers, theirs) = (format!("/choices/mine/{page}"), format!("{}/{page}", talk.path));
        ces.opens(&hers).is_at("/choices");
        ces.posts(&hers, &own.hidden(), &[("read-back", "yes")], &[]).is_at("/choices");
        jas.opens(&theirs).is_at("/choices/mine");
        jas.posts(&theirs, &back.hidden(), &[("read-back", "yes")], &[]).is_at("/choices/mine");
        Browser::new(&story.hub.url).opens(&hers).is_at("/choices/sign-in?again");
    }
    ces.opens(&format!("{}/read-back", talk.path)).is_at(&talk.talk());
    let stale = jas.posts("/choices/mine/read-back", &[], &[("csrf", "stale"), ("read-back", "yes")], &[]);
    assert_eq!(stale.status, 403);
    assert_eq!(story.count(HERS), 0);
    // A stop takes the draft away.
    jas.sends(&jas.opens("/choices/mine/stop"), &[("what", "part"), ("topics", "T4_HOME")]).says("It has stopped now");
    jas.opens("/choices/mine/read-back").is_at("/choices/mine");
    does(&story.hub.herself("jas"), "stop", &json!({"scope": {"all": true}}), "passedOn").must_see("stop.passedOn");
}

#[test]
fn no_form_records_what_another_window_said_meanwhile() {
    let story = story();
    let her = her(&story);
    let both = [COUNCIL, ("organisations", "northshire-housing"), ALONE, ("topics", "T4_HOME")];
    let ask = names(&her, &both);
    let first = her.sends(&ask, &[("q-0-0", "NO")]);
    // In a second window she says something else, which the first one does not show.
    her.sends(&her.opens("/choices/mine/ask"), &[("q-0-1", "NO")]).says("Northshire council housing may not see");
    let again = her.sends(&first, &[("read-back", "yes")]);
    assert_eq!(again.status, 422);
    again.says("This has changed: look at it again").says("Northshire council housing may not see").never_says("leaving care may not see");
    assert_eq!(story.count(HERS), 0);
    // And a page that asks about others is not taken for these.
    names(&her, &[("organisations", "northshire-housing"), ALONE, ("topics", "T4_HOME")]);
    let stale = her.sends(&ask, &[("q-0-0", "NO")]);
    assert_eq!(stale.status, 422);
    stale.says("What is asked has changed since this page was shown");
    her.opens("/choices/mine/read-back").never_says("leaving care may not see");
    assert_eq!(story.count(HERS), 0);
}

#[test]
fn what_she_said_stays_with_whom_she_said_it_to_when_somebody_drops_out() {
    let story = story();
    let her = her(&story);
    let three = [COUNCIL, ("organisations", "northshire-housing"), ("organisations", "womens-centre"), ALONE, ("topics", "T4_HOME")];
    let ask = names(&her, &three);
    let back = her.sends(&ask, &[("q-0-0", "ASK_ME_EACH_TIME"), ("q-0-1", "ASK_ME_EACH_TIME"), ("q-0-2", "NO")]);
    let no = |page: &Page| page.text.split("You said no: ").nth(1).unwrap().split(" may not see").next().unwrap().to_owned();
    let before = no(&back);
    // The first of them is no organisation any more by the time it is recorded: as if it had left the partnership.
    let draft = her.cookies.borrow().get("__Host-choices-draft").cloned().unwrap();
    let draft = String::from_utf8(base64_decoded(&draft)).unwrap();
    let first = draft.split("\"organisations\":[\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    her.cookies.borrow_mut().insert("__Host-choices-draft".into(), base64_encoded(&draft.replace(&first, "left-the-partnership")));
    let again = her.sends(&back, &[("read-back", "yes")]);
    assert_eq!((again.status, story.count(HERS)), (422, 0), "nothing that was not read back so is recorded");
    assert_eq!(no(&again), before, "her no is to the same organisation");
    her.sends(&again, &[]).is_at("/choices/mine");
    assert_eq!(story.count(HERS), 2);
    let noes = "SELECT COUNT(*) FROM consent_statement s JOIN consent_recipient r ON r.statement_id = s.id \
        WHERE s.taken_by_agency = 'HERSELF' AND s.decision = 'NO'";
    assert_eq!(story.count(noes), 1);
}
