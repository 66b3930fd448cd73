//! A yes of hers that opens less than the one before: whoever had the rest is told to stop using it.

use super::{Follower, council, told};
use crate::{
    choices::story::{Story, choice, chooses, does, says_yes_by_name, shows_goals_of_others, story, talks},
    support::Answer,
};
use chrono::TimeDelta;
use serde_json::{Value, json};

const PLAN: &str = "id plans { goals { title status } }";

fn adviser_reads(story: &Story) -> Answer {
    story.hub.worker("pa-1").asks_about("jas", "JOINT_PLANNING", PLAN)
}

/// Her yes about her plan for leaving care, after a no to whatever she said before; and that its adviser has read it since.
fn says_yes_to_her_plan(story: &Story) -> String {
    let ces = story.hub.worker("ces-1");
    let talk = talks(&ces, "A1001JN", "Jas", true);
    let no = choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "NO");
    chooses(&ces, &talk, &[no]).must_see("recordChoices.choices.0.id");
    story.passes(TimeDelta::minutes(1));
    says_yes_by_name(&ces, &talk, &plan()).must_see("recordChoices.choices.0.id");
    assert!(shows_goals_of_others(&adviser_reads(story)));
    story.passes(TimeDelta::hours(1));
    talk
}

fn plan() -> Value {
    choice("T2_PLAN_TEAM_RELEASE", "northshire-leaving-care", "YES")
}

const STOPS: &str = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'";

#[test]
fn lines_that_she_no_longer_ticks_are_closed_and_told() {
    let story = story();
    let talk = says_yes_to_her_plan(&story);
    let (mut follower, mut prison) =
        (Follower::from_now(&council(&story), "JOINT_PLANNING"), Follower::from_now(&story.hub.worker("pom-1"), "JOINT_PLANNING"));
    let before = story.count(STOPS);
    let ticks = |lines: &[&str]| {
        let mut ticked = plan();
        ticked["lines"] = json!(lines);
        says_yes_by_name(&story.hub.worker("ces-1"), &talk, &ticked).must_see("recordChoices.choices.0.id");
        story.passes(TimeDelta::minutes(1));
    };
    ticks(&["Goal.status"]);
    assert!(!shows_goals_of_others(&adviser_reads(&story)), "the last word holds");
    let read = told(&follower.follows(&council(&story)));
    let stops: Vec<_> = read.iter().filter(|(kind, _)| kind == "STOP_USING").collect();
    assert_eq!(stops.len(), 1, "{read:?}");
    assert!(stops[0].1.contains(&"Goal.title".to_owned()), "{read:?}");
    assert!(!stops[0].1.contains(&"Goal.status".to_owned()), "what she ticked goes on: {read:?}");
    assert_eq!(prison.follows(&story.hub.worker("pom-1")), [Value::Null; 0], "nobody else learns of it");
    assert_eq!(story.count(STOPS), before + 1);
    // The same again closes nothing more, and what was told once is not told again.
    ticks(&["Goal.status"]);
    assert_eq!(story.count(STOPS), before + 1);
    // She ticks them all again: there is something to read, and nothing to stop.
    ticks(&["Goal.status", "Goal.title"]);
    assert!(shows_goals_of_others(&adviser_reads(&story)));
    assert_eq!(story.count(STOPS), before + 1);
    let read = told(&follower.follows(&council(&story)));
    assert!(read.iter().any(|(kind, fields)| kind == "CHANGED" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
}

#[test]
fn a_yes_to_one_kind_of_worker_leaves_the_wider_one_as_it_was() {
    let story = story();
    let talk = says_yes_to_her_plan(&story);
    let before = story.count(STOPS);
    let mut narrower = plan();
    narrower["role"] = json!("PA");
    says_yes_by_name(&story.hub.worker("ces-1"), &talk, &narrower).must_see("recordChoices.choices.0.id");
    assert!(shows_goals_of_others(&adviser_reads(&story)));
    assert_eq!(story.count(STOPS), before);
}

#[test]
fn a_yes_with_a_worry_about_it_opens_nothing_and_what_it_replaced_is_told() {
    let story = story();
    let talk = says_yes_to_her_plan(&story);
    let mut follower = Follower::from_now(&council(&story), "JOINT_PLANNING");
    let ces = story.hub.worker("ces-1");
    // The same yes again tells nobody to stop.
    says_yes_by_name(&ces, &talk, &plan()).must_see("recordChoices.choices.0.id");
    assert!(told(&follower.follows(&council(&story))).iter().all(|(kind, _)| kind == "CHANGED"));
    story.passes(TimeDelta::minutes(5));
    let against = chooses(&story.hub.worker("ces-1"), &talk, &[plan()]).at("recordChoices.conflicts.0.refusalId").clone();
    let mut again = plan();
    again["replaces"] = json!([against]);
    let worry = json!({"sessionId": talk, "method": "VERBAL_WITH_WORKER", "readBack": true, "capacityConcern": true, "choices": [again]});
    does(&story.hub.worker("ces-1"), "recordChoices", &worry, "choices { id }").must_see("recordChoices.choices.0.id");
    assert!(!shows_goals_of_others(&adviser_reads(&story)));
    let read = told(&follower.follows(&council(&story)));
    assert!(read.iter().any(|(kind, fields)| kind == "STOP_USING" && fields.contains(&"Goal.title".to_owned())), "{read:?}");
}

#[test]
fn a_narrower_yes_that_waits_to_be_heard_closes_nothing_until_it_is() {
    let story = story();
    let wcw = || story.hub.worker("wcw-1");
    let talk = talks(&wcw(), "WC-66", "Gail", true);
    let says = |decision: &str, lines: &[&str]| {
        let mut answer = choice("T7_DRUGS_ALCOHOL", "womens-centre", decision);
        answer["lines"] = json!(lines);
        let said = says_yes_by_name(&wcw(), &talk, &answer);
        story.passes(TimeDelta::minutes(1));
        said.must_see("recordChoices.choices.0.id").at("recordChoices.choices.0").clone()
    };
    let heard = |choice: &Value| {
        let input = json!({"choiceId": choice["id"], "readBack": true, "private": true});
        does(&story.hub.herself("gail"), "confirmChoice", &input, "choice { status }").must_see("confirmChoice.choice.status");
        story.passes(TimeDelta::minutes(1));
    };
    let reads = || wcw().asks_about("gail", "JOINT_PLANNING", "id substanceUse { inTreatment prescribedSupport }");
    says("NO", &[]);
    heard(&says("YES", &[]));
    reads().must_see("person.substanceUse.inTreatment").must_see("person.substanceUse.prescribedSupport");
    let superseded =
        "SELECT COUNT(*) FROM consent_statement WHERE topic = 'T7_DRUGS_ALCOHOL' AND status = 'SUPERSEDED' AND session IS NOT NULL";
    let mut follower = Follower::from_now(&wcw(), "JOINT_PLANNING");
    let (before, stops) = (story.count(superseded), story.count(STOPS));
    let narrower = says("YES", &["SubstanceUse.prescribedSupport"]);
    assert_eq!(narrower["status"], "PROVISIONAL");
    reads().must_see("person.substanceUse.inTreatment");
    assert_eq!((story.count(superseded), story.count(STOPS)), (before, stops));
    heard(&narrower);
    reads().must_not_see("person.substanceUse.inTreatment").must_see("person.substanceUse.prescribedSupport");
    assert_eq!(story.count(superseded), before + 1);
    let read = told(&follower.follows(&wcw()));
    let stop = read.iter().find(|(kind, _)| kind == "STOP_USING").unwrap_or_else(|| panic!("{read:?}"));
    assert!(stop.1.contains(&"SubstanceUse.inTreatment".to_owned()), "{read:?}");
    assert!(!stop.1.contains(&"SubstanceUse.prescribedSupport".to_owned()), "{read:?}");
}

#[test]
fn whoever_had_a_row_that_is_closed_to_them_now_drops_it() {
    let story = story();
    let pa = || story.hub.worker("pa-1");
    let seen = |reference: &str| super::goal(&story, "WC-17", reference, reference);
    story.sends("womens-centre", &[seen("To be narrowed"), seen("To be about safety")]);
    let goals = || pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { id title } }");
    let before = goals();
    assert!(before.text.contains("To be narrowed") && before.text.contains("To be about safety"), "{}", before.text);
    let id = |title: &str| {
        let all = before.at("person.plans").as_array().unwrap().iter().flat_map(|plan| plan["goals"].as_array().unwrap().clone());
        all.clone().find(|goal| goal["title"] == title).unwrap()["id"].clone()
    };
    let (mut had, mut had_not) =
        (Follower::from_now(&pa(), "JOINT_PLANNING"), Follower::from_now(&story.hub.worker("com-1"), "JOINT_PLANNING"));
    story.passes(TimeDelta::minutes(1));
    let mut narrowed = seen("To be narrowed");
    (narrowed["row"], narrowed["fields"]) = (json!({"audience": ["role:CES"]}), json!({}));
    let mut safety = seen("To be about safety");
    safety["fields"] = json!({"area": "SAFE"});
    story.sends("womens-centre", &[narrowed, safety]);
    let after = goals();
    assert!(!after.text.contains("To be narrowed") && !after.text.contains("To be about safety"), "{}", after.text);
    let lines = had.follows(&pa());
    assert_eq!(lines.len(), 1, "{lines:?}");
    let gone = lines[0]["gone"].as_array().unwrap();
    assert!(gone.len() == 2 && gone.contains(&id("To be narrowed")) && gone.contains(&id("To be about safety")), "{lines:?}");
    assert_eq!(
        had_not.follows(&story.hub.worker("com-1")).iter().filter(|line| line["gone"] != json!([])).count(),
        0,
        "who never had them"
    );
    // Nor does it tell anything to whoever asked for goals while one of them was hidden, or for another purpose.
    let mut hidden = seen("To be hidden");
    hidden["row"] = json!({"audience": ["role:CES"]});
    story.sends("womens-centre", &[hidden.clone()]);
    pa().asks_about("jas", "RELEASE_PREP", "plans { goals { id title } }");
    let mut preparing = Follower::from_now(&pa(), "RELEASE_PREP");
    had.follows(&pa());
    story.passes(TimeDelta::minutes(1));
    hidden["row"] = json!({"audience": ["role:WCW"], "reviewAfter": "2027-01-01"});
    (hidden["fields"], hidden["recordedAt"]) = (json!({}), json!(story.now()));
    story.sends("womens-centre", &[hidden.clone()]);
    assert_eq!((had.follows(&pa()), preparing.follows(&pa())), (Vec::new(), Vec::new()), "a row that was never met");
    story.passes(TimeDelta::minutes(1));
    (hidden["retracted"], hidden["recordedAt"]) = (json!(true), json!(story.now()));
    hidden.as_object_mut().unwrap().remove("row");
    story.sends("womens-centre", &[hidden]);
    assert_eq!((had.follows(&pa()), preparing.follows(&pa())), (Vec::new(), Vec::new()), "also when it is taken back");
    // Widened again, they are there to be read.
    story.passes(TimeDelta::minutes(1));
    let mut widened = seen("To be narrowed");
    (widened["row"], widened["fields"]) = (json!({"audience": null}), json!({}));
    story.sends("womens-centre", &[widened]);
    let lines = had.follows(&pa());
    assert!(lines.len() == 1 && lines[0]["gone"] == json!([]), "{lines:?}");
}

#[test]
fn a_step_of_ones_own_tells_nothing_of_a_goal_that_is_closed() {
    let story = story();
    let pa = || story.hub.worker("pa-1");
    story.sends("womens-centre", &[super::goal(&story, "WC-17", "shared", "To share")]);
    let goals = pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { id title } }");
    let all = goals.at("person.plans").as_array().unwrap().iter().flat_map(|plan| plan["goals"].as_array().unwrap().clone());
    let id = all.clone().find(|goal| goal["title"] == "To share").unwrap()["id"].as_str().unwrap().to_owned();
    let step = json!({
        "entity": "Step", "ref": "own-step", "person": "LC-2041", "parentRef": format!("hub:{id}"), "recordedAt": story.now(),
        "recordedBy": "pa-1", "fields": {"title": "Ask at the college"},
    });
    story.sends("northshire-leaving-care", &[step]);
    let steps = || {
        let answer = pa().asks_about("jas", "JOINT_PLANNING", "plans { goals { title steps { title area } } steps { title area } }");
        assert!(answer.text.contains("Ask at the college"), "one's own is there: {}", answer.text);
        answer.text
    };
    assert!(steps().contains(r#""title":"Ask at the college","area":"COMMUNITY""#));
    story.passes(TimeDelta::minutes(1));
    let mut safety = super::goal(&story, "WC-17", "shared", "To share");
    safety["fields"] = json!({"area": "SAFE"});
    story.sends("womens-centre", &[safety]);
    let after = steps();
    assert!(after.contains(r#""title":"Ask at the college","area":null"#) && !after.contains("To share"), "{after}");
}

#[test]
fn what_she_says_about_abuse_is_told_to_nobody_for_whom_nothing_closes() {
    let story = story();
    let readers = ["lha-1", "pa-1", "com-1"];
    let asks = |worker: &str| {
        let answer =
            story.hub.worker(worker).asks_about("em", "HOUSING_REFERRAL", "addresses { id area kind addressDetail { lines postcode } }");
        answer.at("person.addresses").clone()
    };
    let before = readers.map(asks);
    let mut feeds = readers.map(|worker| Follower::from_now(&story.hub.worker(worker), "HOUSING_REFERRAL"));
    for said in ["YES", "NOT_SAID", "YES"] {
        story.passes(TimeDelta::minutes(1));
        let abuse = json!({
            "entity": "DomesticAbuse", "ref": "said", "person": "HL-31", "recordedAt": story.now(),
            "forHer": {"by": "idva-1", "readBack": true}, "fields": {"experienced": said},
        });
        story.sends("abuse-service", &[abuse]);
        assert_eq!(readers.map(asks), before, "{said}: nothing closes or opens");
        for (worker, feed) in readers.iter().zip(&mut feeds) {
            let told = told(&feed.follows(&story.hub.worker(worker)));
            assert!(told.iter().all(|(_, fields)| !fields.iter().any(|field| field.starts_with("Address"))), "{worker}: {told:?}");
        }
    }
}
