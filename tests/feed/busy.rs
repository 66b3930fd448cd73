//! A feed of which little is told, and one that is read while something changes: every page ends, and goes on where it ended.

use super::{Follower, council, cursor, goal, lines, page, page_at_once};
use crate::choices::story::story;
use connections_hub::{
    outbox::{self, News},
    vocabulary::ChangeKind,
};
use serde_json::json;
use std::{thread, time::Duration};

/// More than a page looks at.
const UNTOLD: usize = 4_100;

#[test]
fn a_page_ends_however_much_of_what_may_not_be_told_lies_before_the_next_line() {
    let story = story();
    let system = || council(&story);
    let mut follower = Follower::from_now(&system(), "JOINT_PLANNING");
    let store = story.hub.loaded.hub.store.clone();
    let kept_back = || {
        let news = News::new(ChangeKind::Changed, story.hub.id("em"), "northshire-leaving-care");
        News { fields: vec!["DomesticAbuse.safetyNote".to_owned()], ..news }
    };
    let news = (0..UNTOLD).map(|_| kept_back()).collect();
    story.hub.wait_for(outbox::tell(store.writer(), news, story.now())).unwrap();
    story.sends("womens-centre", &[goal(&story, "WC-17", "behind", "To be seen")]);

    let first = page(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 100);
    assert_eq!((lines(&first).len(), first.at("changes.hasNextPage")), (0, &json!(true)), "{}", first.text);
    let quiet = page(&system(), "JOINT_PLANNING", Some(&cursor(&first)), 1);
    assert_eq!(cursor(&first).len(), cursor(&quiet).len(), "a cursor tells nothing of how far it got");
    let read = follower.follows(&system());
    assert_eq!(read.len(), 1, "{read:?}");
    assert_eq!(read[0]["personId"], story.hub.id("jas"));
    assert_eq!(follower.follows(&system()), [json!(null); 0]);
    let about_em = format!("SELECT COUNT(*) FROM access_record WHERE operation = 'changes' AND person = '{}'", story.hub.id("em"));
    assert_eq!(story.count(&about_em), 0, "of whom nothing is told nothing is recorded");
}

#[test]
fn a_page_that_is_read_while_what_is_agreed_changes_is_read_again_under_the_new_version() {
    let story = story();
    let system = || council(&story);
    let follower = Follower::from_now(&system(), "JOINT_PLANNING");
    let store = story.hub.loaded.hub.store.clone();
    // With nobody in it, and with a line in it.
    for expected in [0, 1] {
        if expected == 1 {
            story.sends("womens-centre", &[goal(&story, "WC-17", "meanwhile", "To be seen")]);
            system().waits_for_others();
        }
        let change = story.hub.wait_for(store.writing_agreed()).unwrap();
        let answer = thread::scope(|threads| {
            let asked = threads.spawn(|| page_at_once(&system(), "JOINT_PLANNING", follower.cursor.as_deref(), 100));
            // It is read, and its record waits for the change.
            thread::sleep(Duration::from_millis(500));
            story.hub.wait_for(change.commit()).unwrap();
            asked.join().unwrap()
        });
        assert_eq!((answer.code(), lines(&answer).len()), (None, expected), "{}", answer.text);
    }
}
