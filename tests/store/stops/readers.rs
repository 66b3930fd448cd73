//! Readers: they ask about one woman, or for the whole caseload, as fast as they are answered.

use super::{WOMEN, history::WORKER};
use crate::support::{Answer, DemoHub};
use serde_json::Value;
use std::sync::atomic::{AtomicBool, Ordering};

const SHOWS: &str = "id custodyStatus { currentPrison } plans { goals { title } }";

/// What one answer showed of one woman.
#[derive(Debug)]
pub struct Answered {
    pub trace: String,
    pub person: String,
    pub goals: bool,
    pub prison: bool,
}

/// Asks a hub until it is over.
pub fn ask(hub: &DemoHub, url: &str, over: &AtomicBool) -> Vec<Answered> {
    let worker = hub.worker(WORKER).at(url);
    let mut answered = Vec::new();
    while !over.load(Ordering::SeqCst) {
        let caseload = rand::random_range(0..8) == 0;
        let answer = if caseload {
            worker.asks(&format!("{{ caseload(purpose: JOINT_PLANNING, first: 20) {{ edges {{ node {{ {SHOWS} }} }} }} }}"))
        } else {
            worker.asks_about(WOMEN[rand::random_range(0..WOMEN.len())], "JOINT_PLANNING", SHOWS)
        };
        assert!(matches!(answer.code(), None | Some("NOT_FOUND" | "UNAVAILABLE")), "{}", answer.text);
        let edges = answer.at("caseload.edges").as_array().into_iter().flatten().map(|edge| &edge["node"]);
        answered.extend(edges.chain([answer.at("person")]).filter(|person| !person.is_null()).map(|person| shown(&answer, person)));
    }
    answered
}

fn shown(answer: &Answer, person: &Value) -> Answered {
    let plans = person["plans"].as_array().into_iter().flatten();
    Answered {
        trace: answer.request_id.clone(),
        person: person["id"].as_str().unwrap().to_owned(),
        goals: plans.flat_map(|plan| plan["goals"].as_array().into_iter().flatten()).any(|goal| !goal["title"].is_null()),
        prison: !person["custodyStatus"]["currentPrison"].is_null(),
    }
}
