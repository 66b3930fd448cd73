//! A record in a plain sentence to her. Pure.

use super::store::{Record, System};
use crate::{
    agency::Registry,
    audit::HERSELF,
    record::catalogue,
    vocabulary::{Category, Coded, Purpose, Role},
    words,
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// Part of a record: fields of rows that somebody holds.
#[derive(Deserialize)]
struct Part {
    fields: Vec<String>,
}

/// The fields that a record says were let through.
pub fn released(text: &str) -> BTreeSet<String> {
    let parts: Vec<Part> = serde_json::from_str(text).unwrap_or_default();
    parts.into_iter().flat_map(|part| part.fields).collect()
}

fn refused(text: &str) -> BTreeSet<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The parts of her data that fields lie in, each once.
fn categories(names: &BTreeSet<String>) -> BTreeSet<Category> {
    let of = |name: &String| {
        let leaf = catalogue().path(name).and_then(|f| f.class.category());
        let rows = || catalogue().entity(name.strip_suffix(".rows")?)?.rows.map(|(_, category)| category);
        let present = || Category::parse(name.strip_suffix(".present")?);
        leaf.or_else(rows).or_else(present)
    };
    names.iter().filter_map(of).collect()
}

fn things(categories: &BTreeSet<Category>) -> String {
    words::list(&categories.iter().map(|c| words::thing(*c)).collect::<Vec<_>>())
}

/// The parts of her data in which these fields lie, in words.
pub fn parts(fields: &[String]) -> String {
    things(&categories(&fields.iter().cloned().collect()))
}

/// An organisation as she knows it.
pub fn organisation<'a>(registry: &'a Registry, agency: &'a str) -> &'a str {
    registry.agency(agency).map_or(agency, |a| &a.name)
}

/// One record as she is told of it.
pub fn look(record: &Record, registry: &Registry) -> String {
    let on = words::day_of(record.at);
    if record.agency == HERSELF {
        return format!("You {} on {on}.", your_own(record));
    }
    let organisation = organisation(registry, &record.agency);
    if !record.known {
        // Not what was asked for: who may not see her plan tells her nothing about it either.
        let who = if record.system { "A computer" } else { "Someone" };
        return format!("{who} at {organisation}, who may not see your plan, asked for it on {on}. They saw nothing.");
    }
    let who = Role::parse(&record.role).map_or_else(|| "a worker".to_owned(), words::role);
    let (saw, asked) = (categories(&released(&record.released)), categories(&refused(&record.refused)));
    let more: BTreeSet<_> = asked.difference(&saw).copied().collect();
    let why = record.purpose.as_deref().and_then(Purpose::parse).map(|p| format!(", {}", words::purpose(p))).unwrap_or_default();
    let did = match (saw.is_empty(), more.is_empty()) {
        (false, true) => format!("looked at {}{why}, on {on}.", things(&saw)),
        (false, false) => format!("looked at {}{why}, on {on}. They also asked for {}. That was kept back.", things(&saw), things(&more)),
        (true, false) => format!("asked for {}{why}, on {on}. It was kept back. They saw nothing of it.", things(&more)),
        (true, true) => format!("{}{why}, on {on}.", done(record)),
    };
    format!("{} at {organisation} {did}", words::upper(&who))
}

/// What she did herself.
fn your_own(record: &Record) -> String {
    match record.operation.as_str() {
        "myChoices" => "looked at your choices".into(),
        "myRequests" => "looked at what you asked for".into(),
        "correct" => "said that something is not right".into(),
        "complain" => "complained".into(),
        "whoLooked" => "looked at who has looked".into(),
        "stop" => "said stop yourself".into(),
        "stopped" => "looked at what your stop comes to".into(),
        "recordChoices" => "chose yourself what others see".into(),
        "confirmChoice" => "said yourself what you had said to a worker".into(),
        _ => match categories(&released(&record.released)) {
            none if none.is_empty() => "opened your plan".into(),
            saw => format!("looked at {}", things(&saw)),
        },
    }
}

/// What was done where no line of hers was read.
fn done(record: &Record) -> String {
    match record.operation.as_str() {
        "person" | "personByOwnReference" | "caseload" => "saw that they are on your team".into(),
        "disclosures" => match &record.case_reference {
            Some(case) => format!("looked at who has looked at your plan, for case {case}"),
            None => "looked at who has looked at your plan".into(),
        },
        "keepFromHer" => "kept something from you for a time".into(),
        "agreeToKeep" => "agreed to keep something from you for a time".into(),
        "correct" => "wrote down that you said something is not right".into(),
        "complain" => "wrote down that you complain".into(),
        "rightsRequests" => "looked at what you asked for".into(),
        "answerRequest" => "answered what you asked for".into(),
        "reviewHold" => "looked again at what was kept from you".into(),
        "showHer" => "let you see what was kept from you".into(),
        "changes" => "was told that something changed".into(),
        "acknowledge" => "said that they no longer use what you stopped".into(),
        "enrol" => "set up My Plan with you".into(),
        "inviteAgency" => "asked an organisation to join your team".into(),
        "acceptInvitation" => "joined your team".into(),
        "recordChoices" => "wrote down what you chose".into(),
        "confirmChoice" => "heard what you chose too".into(),
        "stop" => "wrote down that you said stop".into(),
        "noticeGiven" => "read to you what is shared by law".into(),
        "endMembership" => "ended a place on your team".into(),
        "coverFor" => "asked someone to stand in on your team".into(),
        "recordMove" => "wrote down that you moved".into(),
        "requestToSee" => "asked to see more".into(),
        "printForm" => "printed a form for you".into(),
        "openChoicesSession" | "closeChoicesSession" | "choicesSession" | "receipt" => "talked with you about your choices".into(),
        _ => "worked on your plan".into(),
    }
}

/// A copy that a system keeps, as she is told of it.
pub fn copy(system: &System, names: &BTreeSet<String>, registry: &Registry) -> String {
    let organisation = organisation(registry, &system.agency);
    let (since, last) = (words::day_of(system.first), words::day_of(system.last));
    let of = match categories(names) {
        none if none.is_empty() => "a note that they know you".to_owned(),
        saw => format!("a copy of {}", things(&saw)),
    };
    format!("A computer at {organisation} keeps {of}, since {since}. It last looked on {last}.")
}
