//! Her own view, told by her and by those who must not have it.

mod acting;
mod again;
mod choosing;
mod holding;
mod looking;
mod plan;
mod requests;
mod signing_in;

use crate::support::{Answer, DemoHub};
use entity::{access_record, person_reference};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use std::collections::BTreeSet;

/// The whole history of a woman, asked page by page: ids of looks in order, and the first page.
pub fn history(hub: &DemoHub, label: &str, size: usize) -> (Vec<String>, Answer) {
    let (mut ids, mut after, mut first) = (Vec::new(), String::new(), None);
    loop {
        let fields = "looks { id at sentence organisation name } copies { sentence organisation system times } endCursor hasNextPage";
        let answer = hub.herself(label).asks(&format!("{{ whoLooked(first: {size}{after}) {{ {fields} }} }}"));
        let looks = answer.at("whoLooked.looks").as_array().unwrap_or_else(|| panic!("{}", answer.text)).clone();
        ids.extend(looks.iter().map(|look| look["id"].as_str().unwrap().to_owned()));
        let more = answer.at("whoLooked.hasNextPage").as_bool().unwrap();
        assert!(!more || looks.len() == size, "a page before the last one is full: {}", answer.text);
        after = format!(", after: {}", answer.at("whoLooked.endCursor"));
        first.get_or_insert(answer);
        if !more {
            return (ids, first.unwrap());
        }
    }
}

/// What the log says of her: ids of records that are told one by one, and how many are told as copies.
pub fn log_about(hub: &DemoHub, label: &str) -> (BTreeSet<String>, usize) {
    let (her, db) = (hub.id(label), hub.loaded.hub.store.reader());
    let (numbers, all) = hub.wait_for(async {
        let numbers = person_reference::Entity::find().filter(person_reference::Column::PersonId.eq(her)).all(db).await.unwrap();
        (numbers, access_record::Entity::find().all(db).await.unwrap())
    });
    let by_number = |r: &access_record::Model| {
        r.operation == "personByOwnReference" && numbers.iter().any(|n| n.agency_id == r.agency && n.reference == r.person)
    };
    let about = |r: &&access_record::Model| if r.known { r.person == her } else { r.person == her || by_number(r) };
    let (copied, told): (Vec<_>, Vec<_>) = all.iter().filter(about).partition(|r| r.known && r.system_copy);
    (told.into_iter().map(|r| r.id.clone()).collect(), copied.len())
}

/// Changes the database behind the hub's back, as an operator would.
pub fn change(hub: &DemoHub, sql: &str) {
    hub.wait_for(async { hub.loaded.hub.store.writer().execute_unprepared(sql).await.unwrap() });
}
