//! What agreements open and close, by their days, by a file, by a suspension or a denial, is told to those whom it concerns.

use super::{Follower, council, cursor, lines, page, told};
use crate::{
    choices::story::{Story, shows_goals_of_others, story},
    compiled::Compiled,
    support::Actor,
};
use chrono::TimeDelta;
use connections_hub::{
    agreement::{File, Outcome, apply},
    choices::sweep,
    record::catalogue,
};
use serde_json::{Value, json};

const PURPOSE: &str = "JOINT_PLANNING";
const COUNCIL: &str = "northshire-leaving-care";
const STOPS: &str = "SELECT COUNT(*) FROM outbox WHERE kind = 'STOP_USING'";
const NEWS: &str = "SELECT COUNT(*) FROM outbox";

/// What the demonstration's file states of its agreement and its denials.
fn stated() -> Value {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/partnership.json")).unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    json!({"policies": whole["policies"], "agreements": whole["agreements"], "denials": whole["denials"]})
}

fn applies(story: &Story, file: &Value) -> Outcome {
    let file = File::read(&file.to_string(), std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"))).unwrap();
    let db = story.hub.loaded.hub.store.writer();
    let done = story.hub.wait_for(apply(db, &file, &Compiled, catalogue(), story.now()));
    done.unwrap_or_else(|refused| panic!("{refused:?}"))
}

fn suspends(agency: &str) -> Value {
    let mut file = stated();
    let parties = file["agreements"][0]["parties"].as_array_mut().unwrap();
    parties.iter_mut().find(|party| party["agency"] == agency).unwrap()["suspended"] = json!(true);
    file
}

fn denies(holder: &str, fields: &[&str], recipient: &str) -> Value {
    json!({"denials": [{"id": "d9", "holder": holder, "fields": fields, "recipient": recipient, "reason": "they never asked her"}]})
}

/// Sweeps; gives back of how many persons something was told.
fn sweeps(story: &Story) -> usize {
    story.hub.wait_for(sweep::round(&story.hub.loaded.hub)).unwrap().terms
}

fn reads(story: &Story, worker: &str) -> bool {
    shows_goals_of_others(&story.hub.worker(worker).asks_about("jas", PURPOSE, "id plans { goals { title } }"))
}

/// A hub that was swept, and in which these workers have read Jas's goals.
fn read_by(workers: &[&str]) -> Story {
    let story = story();
    assert_eq!(sweeps(&story), 0, "of what was agreed before anybody looked nothing is told");
    for worker in workers {
        assert!(reads(&story, worker), "{worker}");
    }
    story.passes(TimeDelta::hours(1));
    story
}

fn follower(actor: &Actor<'_>) -> Follower {
    Follower::from_now(actor, PURPOSE)
}

/// The lines that are about Jas: others have teams too.
fn of_jas(story: &Story, lines: &[Value]) -> Vec<(String, Vec<String>)> {
    let hers: Vec<Value> = lines.iter().filter(|line| line["personId"] == story.hub.id("jas")).cloned().collect();
    told(&hers)
}

/// Of what kinds the lines about her are, of those that speak of the title of a goal.
fn of_titles(story: &Story, lines: &[Value]) -> Vec<String> {
    of_jas(story, lines).into_iter().filter(|(_, fields)| fields.contains(&"Goal.title".to_owned())).map(|(kind, _)| kind).collect()
}

/// Nothing in the lines tells what caused them.
fn never_says_why(lines: &[Value]) {
    let text = json!(lines).to_string().to_lowercase();
    for word in ["agree", "suspen", "deni", "terms", "partnership", "ended", "policy", "asked her"] {
        assert!(!text.contains(word), "{word}: {text}");
    }
}

#[test]
fn an_agreement_that_ends_on_its_day_is_told_to_those_who_had_something_by_it() {
    let story = read_by(&["pa-1", "pom-1"]);
    let (pa, pom, other) = (|| council(&story), || story.hub.worker("pom-1"), || story.hub.worker("ces-1"));
    let (mut had, mut had_too, mut had_nothing) = (follower(&pa()), follower(&pom()), follower(&other()));
    let mut file = stated();
    file["agreements"][0]["endsOn"] = json!("2026-11-25");
    assert_eq!(applies(&story, &file).changed, 1);
    assert_eq!(sweeps(&story), 0, "an end ahead closes nothing");
    story.passes(TimeDelta::days(2));
    assert_eq!(sweeps(&story), 0, "the last day counts whole");
    assert!(had.follows(&pa()).is_empty() && reads(&story, "pa-1"));
    story.passes(TimeDelta::days(1));
    assert!(!reads(&story, "pa-1"), "it is over, swept or not");
    assert_eq!(sweeps(&story), 1);
    for (reader, follower) in [(pa(), &mut had), (pom(), &mut had_too)] {
        let read = follower.follows(&reader);
        assert_eq!(of_titles(&story, &read), ["STOP_USING"], "{read:?}");
        assert_eq!((read.len(), &read[0]["personId"], &read[0]["due"]), (1, &json!(story.hub.id("jas")), &json!("2026-11-30")));
        never_says_why(&read);
    }
    assert_eq!(had_nothing.follows(&other()), [Value::Null; 0], "whoever read nothing has nothing to stop");
    let stops = story.count(STOPS);
    assert_eq!((sweeps(&story), sweeps(&story), story.count(STOPS)), (0, 0, stops), "once");
    let mine = story.hub.herself("jas").asks("{ myChoices { stops } }").text;
    assert!(mine.contains("we told Northshire leaving care to stop using"), "{mine}");

    // A later end: it opens again, and whoever may read it is told to.
    file["agreements"][0]["endsOn"] = json!("2028-03-31");
    applies(&story, &file);
    assert!(sweeps(&story) > 1, "everybody on whose team somebody may read");
    assert_eq!(of_titles(&story, &had.follows(&pa())), ["CHANGED"]);
    assert!(of_titles(&story, &had_nothing.follows(&other())).contains(&"CHANGED".to_owned()));
    assert_eq!(story.count(STOPS), stops);
    assert_eq!(sweeps(&story), 0);
}

#[test]
fn an_agreement_that_a_file_ends_and_a_new_version_of_it_are_told_alike() {
    let story = read_by(&["pa-1"]);
    let mut had = follower(&council(&story));
    let mut file = stated();
    file["agreements"][0]["state"] = json!("ENDED");
    applies(&story, &file);
    assert_eq!(sweeps(&story), 1);
    assert_eq!(of_titles(&story, &had.follows(&council(&story))), ["STOP_USING"]);
    // A new version under which all is as before opens it again, and one more of the same tells nobody anything.
    let mut next = stated();
    next["agreements"][0]["version"] = json!("2");
    applies(&story, &next);
    assert!(sweeps(&story) >= 1);
    assert_eq!(of_titles(&story, &had.follows(&council(&story))), ["CHANGED"]);
    let news = story.count(NEWS);
    next["agreements"][0]["state"] = json!("ENDED");
    let mut third = stated();
    third["agreements"][0]["version"] = json!("3");
    next["agreements"].as_array_mut().unwrap().push(third["agreements"][0].clone());
    assert!(!applies(&story, &next).is_unchanged());
    assert_eq!((sweeps(&story), story.count(NEWS)), (0, news));
}

#[test]
fn a_party_that_is_suspended_stops_and_so_do_those_who_had_its_rows() {
    let story = read_by(&["pa-1", "pom-1"]);
    let (pa, pom) = (|| council(&story), || story.hub.worker("pom-1"));
    let (mut suspended, mut others) = (follower(&pa()), follower(&pom()));
    applies(&story, &suspends(COUNCIL));
    assert!(!reads(&story, "pa-1") && reads(&story, "pom-1"));
    assert_eq!(sweeps(&story), 1);
    let read = suspended.follows(&pa());
    assert_eq!(of_titles(&story, &read), ["STOP_USING"], "{read:?}");
    never_says_why(&read);
    // The prison had goals of leaving care's among others: it stops, and reads again what the others still share.
    let read = others.follows(&pom());
    assert_eq!(of_titles(&story, &read), ["STOP_USING", "CHANGED"], "{read:?}");
    never_says_why(&read);
    let stops = story.count(STOPS);
    assert_eq!((stops, sweeps(&story)), (2, 0));

    applies(&story, &stated());
    assert!(sweeps(&story) >= 1);
    assert_eq!(of_titles(&story, &suspended.follows(&pa())), ["CHANGED"]);
    assert_eq!(of_titles(&story, &others.follows(&pom())), ["CHANGED"], "its goals are there again");
    assert_eq!((story.count(STOPS), sweeps(&story)), (stops, 0));
}

#[test]
fn a_party_of_which_nobody_had_anything_leaves_the_others_alone() {
    let story = read_by(&["pa-1", "pom-1"]);
    let (mut pa, mut pom) = (follower(&council(&story)), follower(&story.hub.worker("pom-1")));
    let news = story.count(NEWS);
    applies(&story, &suspends("work-coach"));
    assert_eq!((sweeps(&story), story.count(NEWS)), (0, news));
    assert_eq!(pa.follows(&council(&story)), [Value::Null; 0]);
    assert_eq!(pom.follows(&story.hub.worker("pom-1")), [Value::Null; 0]);
}

#[test]
fn a_denial_is_told_to_whom_it_names_of_what_it_closes_and_so_is_its_end() {
    let story = read_by(&["pa-1", "pom-1"]);
    let (pa, pom) = (|| council(&story), || story.hub.worker("pom-1"));
    let (mut denied, mut other) = (follower(&pa()), follower(&pom()));
    applies(&story, &denies("womens-centre", &["Goal.title"], COUNCIL));
    assert_eq!(sweeps(&story), 1);
    let read = denied.follows(&pa());
    let title = vec!["Goal.title".to_owned()];
    assert_eq!(told(&read), [("STOP_USING".to_owned(), title.clone()), ("CHANGED".to_owned(), title.clone())], "{read:?}");
    never_says_why(&read);
    assert_eq!(other.follows(&pom()), [Value::Null; 0], "nobody else learns of it");
    // There is no way to take a denial back but to state it of something else.
    let stops = story.count(STOPS);
    applies(&story, &denies("womens-centre", &["LICENCE"], "NOMINATED"));
    assert!(sweeps(&story) >= 1);
    assert_eq!(of_jas(&story, &denied.follows(&pa())), [("CHANGED".to_owned(), title)]);
    assert_eq!(other.follows(&pom()), [Value::Null; 0]);
    assert_eq!((story.count(STOPS), sweeps(&story)), (stops, 0));
}

#[test]
fn what_was_open_for_a_moment_between_two_looks_is_told_as_closed_to_whoever_had_it() {
    let story = story();
    applies(&story, &denies("*", &["Goal.title"], COUNCIL));
    sweeps(&story);
    assert!(!reads(&story, "pa-1"));
    let mut had = follower(&council(&story));
    // Somebody states a wrong file, and mends it at once.
    applies(&story, &denies("*", &["Goal.title"], "supported-housing"));
    assert!(reads(&story, "pa-1"));
    story.passes(TimeDelta::seconds(20));
    applies(&story, &denies("*", &["Goal.title"], COUNCIL));
    assert!(!reads(&story, "pa-1"));
    sweeps(&story);
    let read = had.follows(&council(&story));
    assert_eq!(told(&read), [("STOP_USING".to_owned(), vec!["Goal.title".to_owned()])], "{read:?}");
}

#[test]
fn a_file_that_changes_nothing_that_is_agreed_tells_nobody() {
    let story = read_by(&["pa-1", "pom-1"]);
    let news = story.count(NEWS);
    assert!(applies(&story, &stated()).is_unchanged());
    assert_eq!((sweeps(&story), story.count(NEWS)), (0, news));
    let mut other = stated();
    other["agreements"][0]["title"] = json!("One plan, led by her");
    other["agreements"][0]["endsOn"] = json!("2029-03-31");
    other["denials"][0]["reason"] = json!("in other words");
    assert_eq!(applies(&story, &other).changed, 2);
    assert_eq!((sweeps(&story), story.count(NEWS)), (0, news));
    assert_eq!(story.count("SELECT COUNT(*) FROM agreed_terms"), 1);
}

#[test]
fn two_hubs_that_sweep_at_once_tell_it_once_and_no_cursor_loses_or_repeats_a_line() {
    let story = read_by(&["pa-1", "pom-1"]);
    let begin = || cursor(&page(&council(&story), PURPOSE, None, 100));
    let (start, hub) = (begin(), &story.hub.loaded.hub);
    applies(&story, &suspends(COUNCIL));
    let both = story.hub.wait_for(async { tokio::join!(sweep::round(hub), sweep::round(hub)) });
    assert_eq!(both.0.unwrap().terms + both.1.unwrap().terms, 1);
    assert_eq!(story.count(STOPS), 2);
    applies(&story, &stated());
    sweeps(&story);
    let whole = lines(&page(&council(&story), PURPOSE, Some(&start), 100));
    assert!(whole.len() >= 2, "{whole:?}");
    let (mut one_by_one, mut after) = (Vec::new(), start);
    loop {
        let one = page(&council(&story), PURPOSE, Some(&after), 1);
        one_by_one.extend(lines(&one));
        after = cursor(&one);
        if one.at("changes.hasNextPage") == &json!(false) {
            break;
        }
    }
    assert_eq!(one_by_one, whole);
}

#[test]
fn a_caseload_is_gone_through_part_by_part_and_each_woman_is_told_of_once() {
    let story = read_by(&["pa-1"]);
    let jas = story.hub.id("jas");
    let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)";
    story.runs(&format!(
        "{many} INSERT INTO enrolment (person_id, label, enrolled_by, enrolled_on, record_status, version) \
         SELECT 'p' || i, 'p' || i, enrolled_by, enrolled_on, record_status, 0 FROM n, enrolment WHERE person_id = '{jas}'"
    ));
    story.runs(&format!(
        "{many} INSERT INTO membership (id, person_id, agency_id, role, worker, state, \"from\") \
         SELECT 'm' || i, 'p' || i, agency_id, role, worker, state, \"from\" FROM n, membership \
         WHERE person_id = '{jas}' AND agency_id = '{COUNCIL}' AND worker = 'pa-1'"
    ));
    applies(&story, &suspends(COUNCIL));
    assert_eq!((sweeps(&story), story.count(STOPS)), (1, 1), "nobody had anything of the others");
    applies(&story, &stated());
    let opened = sweeps(&story);
    assert!(opened >= 251, "{opened}");
    let told = |what: &str| {
        let row = "kind = 'CHANGED' AND role = 'PA' AND person_id LIKE 'p%'";
        story.count(&format!("SELECT COUNT({what}) FROM outbox WHERE {row} AND agency_id = '{COUNCIL}'"))
    };
    assert_eq!((told("*"), told("DISTINCT person_id")), (250, 250));
    assert_eq!((sweeps(&story), story.count("SELECT COUNT(*) FROM agreed_terms")), (0, 1));
}
