//! A yes ends while a question is being answered.

use crate::support::{Answer, DemoHub};
use chrono::{DateTime, TimeDelta, Utc};
use connections_hub::clock::Clock;
use sea_orm::ConnectionTrait;
use serde_json::Value;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

const LISTS: &str = "{ caseload(purpose: JOINT_PLANNING, filter: {all: [{key: CUSTODY_STATUS_CURRENT_PRISON, recorded: true}]})
    { edges { node { id custodyStatus { currentPrison } } } } }";

#[test]
fn nobody_stands_on_a_page_for_what_midnight_has_closed() {
    let midnight: DateTime<Utc> = "2026-11-24T00:00:00Z".parse().unwrap();
    // How often the hub still looks at the clock before midnight comes.
    let looks = Arc::new(AtomicU32::new(u32::MAX));
    let left = Arc::clone(&looks);
    let hub = DemoHub::at(Clock::imposed_by(move || {
        let before = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if before { midnight - TimeDelta::seconds(1) } else { midnight }
    }));
    // Hers alone: whatever else was looked at may be recorded after midnight as it was before.
    let jas = hub.id("jas");
    let ends = format!("UPDATE consent_statement SET ends_on = '2026-11-23' WHERE decision = 'YES' AND person_id = '{jas}'");
    hub.wait_for(hub.loaded.hub.store.writer().execute_unprepared(&ends)).unwrap();
    let worker = hub.worker("pa-1");
    let listed = |answer: &Answer| -> Vec<Value> {
        let edges = answer.at("caseload.edges").as_array().into_iter().flatten();
        edges.map(|edge| edge["node"].clone()).filter(|node| node["id"] == jas).collect()
    };
    assert_eq!(listed(&worker.asks(LISTS)).len(), 1);
    for before in 0..30 {
        looks.store(before, Ordering::SeqCst);
        let answer = worker.asks(LISTS);
        assert!(matches!(answer.code(), None | Some("UNAVAILABLE")), "{}", answer.text);
        for her in listed(&answer) {
            let prison = her.pointer("/custodyStatus/currentPrison");
            assert!(prison.is_some_and(|prison| !prison.is_null()), "midnight after {before} looks at the clock: {her}");
        }
    }
    looks.store(0, Ordering::SeqCst);
    assert!(listed(&worker.asks(LISTS)).is_empty(), "it is over");
}
