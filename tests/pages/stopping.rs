//! Stop on pages (SC28, D4), and what she then sees herself.

use super::browser::Browser;
use crate::{
    choices::story::{shows_goals_of_others, story},
    support::Actor,
};

fn goals(actor: &Actor<'_>) -> bool {
    shows_goals_of_others(&actor.asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }"))
}

#[test]
fn any_worker_stops_it_at_once_and_is_told_the_same_for_nobody() {
    let story = story();
    let keyw = Browser::of(&story.hub.worker("keyw-1"));
    let form = keyw.opens("/choices/stop");
    let unnamed = keyw.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("what", "part")]);
    assert_eq!(unnamed.status, 422);
    unnamed.says("Tick the organisations she stops");
    let stop = |number: &str| {
        let form = keyw.opens("/choices/stop");
        keyw.sends(&form, &[("reference", number), ("known-as", "Jas"), ("what", "part"), ("organisations", "northshire-leaving-care")])
    };
    assert!(goals(&story.hub.worker("pa-1")), "her personal adviser reads her goals before");
    let nobody = stop("A9999ZZ");
    assert!(goals(&story.hub.worker("pa-1")));
    let hers = stop("A1001JN");
    hers.is_at("/choices/passed-on").says("You said stop. It has stopped now.");
    assert_eq!(hers.plain(), nobody.plain());
    assert!(!goals(&story.hub.worker("pa-1")), "it works when it returns");
    let mine = Browser::of(&story.hub.herself("jas")).opens("/choices/mine");
    mine.says("you said no. Northshire leaving care may not see anything.");
}

#[test]
fn in_a_talk_she_hears_what_goes_on_and_who_had_it_if_she_wants_to() {
    let story = story();
    let ces = Browser::of(&story.hub.worker("ces-1"));
    let form = ces.opens("/choices/talk");
    let talk = ces.sends(&form, &[("reference", "A1001JN"), ("known-as", "Jas"), ("place", "PRISON"), ("private", "yes")]);
    let form = ces.opens(&format!("{}/stop", talk.path));
    // On paper it counts from the day she gave it to somebody.
    let fields = [("what", "part"), ("topics", "T7_DRUGS_ALCOHOL"), ("said-on", "2026-11-22"), ("list", "yes")];
    let list = ces.sends(&form, &fields);
    list.says("What goes on").says("Each place still keeps its own notes.").says("Who had it");
    assert_eq!(story.count("SELECT COUNT(*) FROM consent_statement WHERE topic = 'T7_DRUGS_ALCOHOL' AND decision = 'NO' AND said_on < '2026-11-23' AND entered_on >= '2026-11-23'"), 1);
    let silent = ces.sends(&ces.opens(&format!("{}/stop", talk.path)), &[("what", "all")]);
    silent.is_at("/choices/passed-on").never_says("Who had it");
    let ahead = ces.sends(&ces.opens(&format!("{}/stop", talk.path)), &[("what", "all"), ("said-on", "2027-01-01")]);
    assert_eq!(ahead.status, 422);
    let made_up = ces.opens(&format!("{}/stopped/made-up", talk.path));
    assert_eq!(made_up.status, 404);
}

#[test]
fn she_is_told_who_looked_and_that_pages_were_used() {
    let story = story();
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", "plans { goals { title } }");
    let looked = Browser::of(&story.hub.herself("jas")).opens("/choices/mine/looked");
    looked.is_at("/choices/mine/looked").says("Northshire leaving care").says("your goals and steps");
}

#[test]
fn she_stops_it_herself_on_her_own_page_and_reads_what_it_comes_to() {
    let story = story();
    assert!(goals(&story.hub.worker("pa-1")), "her personal adviser reads her goals before");
    let her = Browser::of(&story.hub.herself("jas"));
    her.opens("/choices/mine").says("/choices/mine/stop");
    let form = her.opens("/choices/mine/stop");
    for (fields, wrong) in [(vec![], "Choose whether you want"), (vec![("what", "part")], "Tick who must stop")] {
        let page = her.sends(&form, &fields);
        assert_eq!(page.status, 422);
        page.says(wrong);
    }
    let part = [("what", "part"), ("organisations", "northshire-leaving-care")];
    // A worker, and another woman, have no use of her form.
    let others = [story.hub.worker("ces-1"), story.hub.herself("em")];
    let stops = "SELECT COUNT(*) FROM consent_statement WHERE taken_by_agency = 'HERSELF'";
    for other in &others {
        let other = Browser::of(other);
        other.posts("/choices/mine/stop", &form.hidden(), &part, &[]).never_says("It has stopped now");
    }
    assert_eq!(story.count(stops), 0);
    let list = her.sends(&form, &part);
    list.says("You said stop. It has stopped now.").says("What goes on").says("Northshire leaving care, last on 23 November 2026");
    assert!(list.path.starts_with("/choices/mine/stopped/"), "{}", list.path);
    assert!(!goals(&story.hub.worker("pa-1")), "it works when it returns");
    // The same form again says it once, and nobody else reads what it came to.
    her.sends(&form, &part).says("It has stopped now");
    assert_eq!(story.count(stops), 1);
    let em = Browser::of(&story.hub.herself("em")).opens(&list.path);
    assert_eq!(em.status, 404);
    assert_eq!(em.text, her.opens("/choices/mine/stopped/made-up").text);
    Browser::of(&story.hub.worker("ces-1")).opens(&list.path).is_at("/choices");
    her.opens("/choices/mine").says("you said no yourself. Northshire leaving care may not see anything.");
    her.opens("/choices/mine/looked").says("You said stop yourself on 23 November 2026.");
}
