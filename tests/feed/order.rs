//! The order of the feed: whatever commits last, nothing is passed by.

use super::{Follower, council, cursor, goal, lines, page, page_at_once, told};
use crate::choices::story::story;
use connections_hub::{
    outbox::{self, News},
    vocabulary::ChangeKind,
};
use serde_json::json;

#[test]
fn what_is_written_first_and_committed_last_is_not_passed_by() {
    let story = story();
    let system = || council(&story);
    let mut follower = Follower::from_now(&system(), "JOINT_PLANNING");
    if !story.hub.database.is_postgres() {
        return; // SQLite has one writer: nobody overtakes anybody.
    }
    let store = story.hub.loaded.hub.store.clone();
    let (jas, em) = (story.hub.id("jas").to_owned(), story.hub.id("em").to_owned());
    let news = |person: &str| News { fields: vec!["*".to_owned()], ..News::new(ChangeKind::Changed, person, "northshire-leaving-care") };
    let slow = story.hub.wait_for(async {
        let slow = store.writing_about(std::slice::from_ref(&jas)).await.unwrap();
        outbox::tell(slow.db(), vec![news(&jas)], story.now()).await.unwrap();
        let quick = store.writing_about(std::slice::from_ref(&em)).await.unwrap();
        outbox::tell(quick.db(), vec![news(&em)], story.now()).await.unwrap();
        quick.commit().await.unwrap();
        slow
    });
    // While the first is under way, nothing that came after it is told.
    let under_way = page_at_once(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 100);
    assert_eq!(lines(&under_way), [json!(null); 0]);
    follower.cursor = Some(cursor(&under_way));
    let mut read = Vec::new();
    story.hub.wait_for(slow.commit()).unwrap();
    read.extend(follower.follows(&system()));
    let persons: Vec<_> = read.iter().map(|line| line["personId"].as_str().unwrap().to_owned()).collect();
    assert_eq!(persons, [jas, em], "both, once, and in the order in which they were written");
}

#[test]
fn pages_of_any_size_tell_the_same_and_a_cursor_that_is_used_again_tells_it_again() {
    let story = story();
    let system = || council(&story);
    let follower = Follower::from_now(&system(), "JOINT_PLANNING");
    for n in 0..7 {
        story.sends("womens-centre", &[goal(&story, "WC-17", &format!("new-{n}"), "Something new")]);
    }
    let all = |size: usize| {
        let (mut ids, mut after) = (Vec::new(), follower.cursor.clone());
        loop {
            let answer = page(&system(), "JOINT_PLANNING", after.as_deref(), size);
            ids.extend(lines(&answer).into_iter().map(|line| line["id"].clone()));
            after = answer.at("changes.endCursor").as_str().map(str::to_owned);
            if answer.at("changes.hasNextPage") == &json!(false) {
                return ids;
            }
        }
    };
    let whole = all(100);
    assert_eq!(whole.len(), 7);
    for size in [1, 2, 3, 6, 7] {
        assert_eq!(all(size), whole, "{size}");
    }
    let (kind, fields) = told(&lines(&page(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 1))).remove(0);
    assert_eq!((kind.as_str(), fields.contains(&"Goal.title".to_owned())), ("CHANGED", true), "{fields:?}");
    for first in ["0", "101", "-1"] {
        let answer = system().asks(&format!("{{ changes(purpose: JOINT_PLANNING, first: {first}) {{ endCursor }} }}"));
        assert!(matches!(answer.code(), Some("INVALID_INPUT" | "LIMIT_EXCEEDED")), "{}", answer.text);
    }
}
