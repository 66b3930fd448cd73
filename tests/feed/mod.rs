//! The change feed: told by a council's system that follows it, and attacked by those who would learn from it what they may not.

mod attacks;
mod busy;
mod calendar;
mod files;
mod imported;
mod late;
mod narrower;
mod nightly;
mod order;
mod terms;

use crate::{
    choices::story::Story,
    support::{Actor, Answer},
};
use connections_hub::vocabulary::Role;
use serde_json::{Value, json};

/// What is asked of each line.
const LINES: &str = "changes { id kind personId placeId fields gone worker due } endCursor hasNextPage";

/// A page of the feed, once others have done what they were about.
pub fn page(actor: &Actor<'_>, purpose: &str, after: Option<&str>, first: usize) -> Answer {
    actor.waits_for_others();
    page_at_once(actor, purpose, after, first)
}

/// A page of the feed, whatever is under way.
pub fn page_at_once(actor: &Actor<'_>, purpose: &str, after: Option<&str>, first: usize) -> Answer {
    let query = format!("query($after: String) {{ changes(purpose: {purpose}, after: $after, first: {first}) {{ {LINES} }} }}");
    actor.asks_with(&query, &json!({"after": after}))
}

/// The lines of a page.
pub fn lines(answer: &Answer) -> Vec<Value> {
    answer.at("changes.changes").as_array().unwrap_or_else(|| panic!("a page: {}", answer.text)).clone()
}

/// The cursor at the end of a page.
pub fn cursor(answer: &Answer) -> String {
    answer.at("changes.endCursor").as_str().unwrap_or_else(|| panic!("a cursor: {}", answer.text)).to_owned()
}

/// A reader that goes on where it was.
pub struct Follower {
    pub purpose: &'static str,
    pub cursor: Option<String>,
}

impl Follower {
    /// One that begins now; whatever waits for an answer is left aside.
    pub fn from_now(actor: &Actor<'_>, purpose: &'static str) -> Self {
        let mut follower = Self { purpose, cursor: None };
        follower.follows(actor);
        follower
    }

    /// Everything since it last looked.
    pub fn follows(&mut self, actor: &Actor<'_>) -> Vec<Value> {
        let mut all = Vec::new();
        loop {
            let answer = page(actor, self.purpose, self.cursor.as_deref(), 100);
            all.extend(lines(&answer));
            self.cursor = Some(cursor(&answer));
            if answer.at("changes.hasNextPage") == &json!(false) {
                return all;
            }
        }
    }
}

/// The council's leaving care system, which speaks for itself.
pub fn council(story: &Story) -> Actor<'_> {
    story.hub.actor("northshire-leaving-care", Role::Pa, "leaving-care-system")
}

/// A goal of the women's centre, as its system sends it.
pub fn goal(story: &Story, person: &str, reference: &str, title: &str) -> Value {
    json!({
        "entity": "Goal", "ref": reference, "person": person, "recordedAt": story.now(), "recordedBy": "ces-1",
        "fields": {"title": title, "area": "COMMUNITY", "priority": "NOW", "status": "GOING"},
    })
}

/// Tells the line's kind and fields.
pub fn told(lines: &[Value]) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    lines.iter().map(|line| (text(&line["kind"]), line["fields"].as_array().unwrap().iter().map(text).collect())).collect()
}
