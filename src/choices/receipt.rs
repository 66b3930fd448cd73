//! The receipt: in the words that were read, with a neutral title, safe in a shared cell (`domain.md` D3).

use super::{
    Acting, Done,
    change::{Asked, Begun},
    store,
};
use crate::{
    agency::{Agency, Registry},
    consent::topics,
    disclosure::{TRIES, kept_changing},
    error::Error,
    vocabulary::{AgencyKind, Coded, ConsentDecision, ReceiptGiven, Role},
};
use entity::choices_session;
use std::collections::{BTreeMap, BTreeSet};

/// A receipt to print.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Its title, with no name of a service.
    pub title: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The receipt of a talk; sensitive topics, yes and no alike, and names that tell of them, stand on it only if she asks for all.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's.
pub async fn receipt(acting: &Acting<'_>, session: &str, all: bool, key: Option<&String>) -> Result<Done<Receipt>, Error> {
    acting.worker("receipt")?;
    let person = acting.talking_with(session).await?;
    let change = match acting.begin(Asked::new("receipt", key, &(session, all))?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return printed(acting, session, all, again.told(acting, Some(&person)).await?).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, session).await? {
        Err(refusal) => Err(refusal),
        Ok(talking) => {
            let given = if all { ReceiptGiven::GivenFull } else { ReceiptGiven::GivenWithoutSensitive };
            let row = choices_session::Model { receipt_given: Some(given.code().to_owned()), ..talking.talk };
            store::put_session(change.db(), row).await?;
            Ok(())
        }
    };
    printed(acting, session, all, change.done(acting, Some(&person), outcome).await?).await
}

/// What stands on it is read after the change, for whom it may be read aloud to still.
async fn printed(acting: &Acting<'_>, session: &str, all: bool, outcome: Done<()>) -> Result<Done<Receipt>, Error> {
    if let Err(refusal) = outcome {
        return Ok(Err(refusal));
    }
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let lines = lines(acting, session, all).await?;
        if sitting.stands(acting, "choicesSession").await? {
            return Ok(Ok(Receipt { title: "My choices", lines }));
        }
    }
    Err(kept_changing())
}

/// What was said in a talk, as it is printed.
async fn lines(acting: &Acting<'_>, session: &str, all: bool) -> Result<Vec<String>, Error> {
    let db = acting.hub.store.reader();
    let agreed = acting.hub.agreed.at(db).await?;
    let told = store::told(db, &store::of_session(db, session).await?).await?;
    let mut lines = if all { told.iter().map(line).collect() } else { in_a_cell(&told, &agreed.registry) };
    // What one organisation may see stands together.
    lines.sort();
    Ok(lines)
}

fn said(decision: ConsentDecision) -> &'static str {
    match decision {
        ConsentDecision::Yes => "yes",
        ConsentDecision::No => "no",
        ConsentDecision::AskMeEachTime => "ask me each time",
    }
}

/// A choice in her words, with every name as it was read to her.
fn line(choice: &store::Told) -> String {
    let names: Vec<&str> = choice.recipients.iter().map(|(_, name)| name.as_str()).collect();
    match choice.topic {
        Some(topic) => {
            let whom = if names.is_empty() { "Everyone".to_owned() } else { names.join(", ") };
            format!("{whom}: {}. I said {}.", topic.entry().label, said(choice.decision))
        }
        None if names.is_empty() => "I said stop to everyone.".to_owned(),
        None => format!("I said stop to {}.", names.join(", ")),
    }
}

/// What may lie in a shared cell: no topic that waits for trust, no stop that is about everything, and nobody whose name tells. Those
/// who are called alike stand on one line.
fn in_a_cell(told: &[store::Told], registry: &Registry) -> Vec<String> {
    let mut lines: BTreeMap<(String, &str), BTreeSet<&str>> = BTreeMap::new();
    for choice in told {
        let Some(topic) = choice.topic.filter(|topic| !topics::stays_off_paper(*topic)) else { continue };
        let mut names: BTreeSet<String> = choice.recipients.iter().map(|(id, name)| neutral(registry.agency(id), name)).collect();
        if names.is_empty() {
            names.insert("Everyone".to_owned());
        }
        let whom = names.into_iter().collect::<Vec<_>>().join(", ");
        lines.entry((whom, topic.entry().label)).or_default().insert(said(choice.decision));
    }
    let line = |((whom, topic), said): ((String, &str), BTreeSet<&str>)| match said.into_iter().collect::<Vec<_>>().as_slice() {
        [one] => format!("{whom}: {topic}. I said {one}."),
        _ => format!("{whom}: {topic}. I gave more than one answer."),
    };
    lines.into_iter().map(line).collect()
}

/// What an organisation is called where others may read it: by the name that was read to her where neither what it is nor who works there
/// tells of care, abuse, drugs, health or children; else in words that fit many.
fn neutral(agency: Option<&Agency>, name: &str) -> String {
    let Some(agency) = agency else { return SERVICE.to_owned() };
    let tells = agency.roles.iter().any(|role| *role != Role::CommunityWorker && topics::tells(*role));
    match neutral_kind(agency.kind) {
        None if tells => SERVICE.to_owned(),
        None => name.to_owned(),
        Some(words) => words.to_owned(),
    }
}

const SERVICE: &str = "A support service";

/// What an organisation of this kind is called in a cell; nothing where its name may stand there.
fn neutral_kind(kind: AgencyKind) -> Option<&'static str> {
    match kind {
        AgencyKind::Prison | AgencyKind::Probation | AgencyKind::WomensCentre | AgencyKind::LaHousing | AgencyKind::EteDwp => None,
        AgencyKind::LaLeavingCare | AgencyKind::LaChildrenSoc => Some("The council"),
        AgencyKind::HousingProvider => Some("A housing provider"),
        AgencyKind::Nominated => Some("Someone I chose"),
        AgencyKind::Peer
        | AgencyKind::Health
        | AgencyKind::DrugAlcohol
        | AgencyKind::DaService
        | AgencyKind::FamilyService
        | AgencyKind::StatutoryForum
        | AgencyKind::Oversight
        | AgencyKind::Hub
        | AgencyKind::Community => Some(SERVICE),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::{ConsentStatus, ConsentTopic};
    use chrono::{DateTime, Utc};

    /// An organisation of this kind, called by what it does.
    fn called(kind: AgencyKind) -> (Agency, String) {
        let name = format!("Northshire {}", kind.entry().label);
        let agency = Agency { id: kind.code().into(), kind, name: name.clone(), roles: Vec::new() };
        (agency, name)
    }

    fn said_to(recipients: Vec<(String, String)>, topic: ConsentTopic, decision: ConsentDecision) -> store::Told {
        let said_on = DateTime::<Utc>::UNIX_EPOCH;
        store::Told { id: "s".into(), topic: Some(topic), decision, status: ConsentStatus::Live, recipients, said_on, ends_on: None }
    }

    #[test]
    fn no_kind_of_organisation_is_named_by_what_tells_of_her() {
        let telling = ["care", "child", "abuse", "drug", "alcohol", "recovery", "health", "peer", "family", "refuge", "safety"];
        let mut named = 0;
        for kind in AgencyKind::ALL {
            let (agency, name) = called(*kind);
            let shown = neutral(Some(&agency), &name);
            assert!(telling.iter().all(|word| !shown.to_lowercase().contains(word)), "{kind:?}: {shown}");
            named += usize::from(shown == name);
        }
        assert_eq!(named, 5, "prison, probation, women's centre, housing and work");
        for role in Role::ALL.iter().filter(|role| topics::tells(**role) && **role != Role::CommunityWorker) {
            let agency = Agency { roles: vec![*role], ..called(AgencyKind::WomensCentre).0 };
            assert_eq!(neutral(Some(&agency), "The Lantern"), SERVICE, "{role:?}");
        }
    }

    #[test]
    fn those_who_are_called_alike_stand_on_one_line() {
        let registry = Registry::default();
        let one = |id: &str, topic, decision| said_to(vec![(id.to_owned(), id.to_owned())], topic, decision);
        let (yes, no) = (ConsentDecision::Yes, ConsentDecision::No);
        let told =
            [one("a", ConsentTopic::T1NameContact, yes), one("b", ConsentTopic::T1NameContact, no), one("a", ConsentTopic::T4Home, no)];
        let lines = in_a_cell(&told, &registry);
        assert_eq!(
            lines,
            [
                "A support service: A home for me. I said no.",
                "A support service: My name and how to reach me. I gave more than one answer.",
            ]
        );
        let hidden = in_a_cell(&[one("a", ConsentTopic::T3Care, yes), one("a", ConsentTopic::T7DrugsAlcohol, no)], &registry);
        assert!(hidden.is_empty(), "{hidden:?}");
    }
}
