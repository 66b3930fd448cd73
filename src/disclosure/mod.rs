//! One disclosing root field = one disclosure: one purpose, one snapshot, one record per person, and then the answer.
//!
//! 1. who exists for the caller, 2. which fields are selected, 3. a snapshot: membership, answers, restrictions, then whole rows, of
//! entities with an allowed selected field only, 4. decided, gated, released, 5. the snapshot ends, 6. the record is written, with a
//! second look at everything it rests on, 7. the tree in memory is answered from.
//!
//! Architecture invariant: nothing here waits for the writer while it holds a snapshot, and nothing is answered that is not in the
//! record.

mod agreed;
mod control;
mod decide;
mod shown;
mod written;

pub use agreed::Agreed;
pub use shown::{Disclosed, Shown};

use crate::{
    audit::{self, Entry, Names, Recorded, Seen},
    clock::Clock,
    error::Error,
    identity::Caller,
    store::Store,
    vocabulary::{FieldSet, Purpose},
};
use sea_orm::DatabaseTransaction;

/// How often a question is decided again when something it rests on changed while it was being recorded.
const TRIES: usize = 3;

/// What a question needs: the database, everything that is agreed, and the time.
#[derive(Clone, Debug)]
pub struct Hub {
    /// The database.
    pub store: Store,
    /// Registry, agreements and policies in force.
    pub agreed: Agreed,
    /// The time.
    pub clock: Clock,
}

/// The whole question. There is no other way to ask: a dimension that is forgotten somewhere is a bypass.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// What for.
    pub purpose: Purpose,
    /// The catalogue fields that are selected, rows of lists among them.
    pub selected: FieldSet,
    /// The root field.
    pub operation: &'static str,
    /// The request's id.
    pub trace: &'a str,
}

/// Whom a question is about.
#[derive(Clone, Copy, Debug)]
pub enum Whom<'a> {
    /// Persons by their ids in the hub.
    Persons(&'a [String]),
    /// A person by the caller's agency's own number for her.
    OwnReference(&'a str),
}

/// Discloses: the persons that exist for the caller, as far as each field is open. Persons that do not exist are left out, and
/// recorded as asked for.
///
/// # Errors
/// `UNAVAILABLE` when no record can be written, or when what the answer rests on keeps changing; nothing is released then.
pub async fn open(hub: &Hub, question: &Question<'_>, whom: Whom<'_>) -> Result<Vec<Disclosed>, Error> {
    let asked = |persons: &[String]| persons.iter().map(|p| (p.clone(), question.selected)).collect::<Vec<_>>();
    match whom {
        Whom::Persons(persons) => recorded(hub, question, asked(persons), None).await,
        Whom::OwnReference(reference) => recorded(hub, question, Vec::new(), Some(reference)).await,
    }
}

/// The same for a page out of more persons than are shown: those that were only looked at, for a filter or an order, are decided
/// and recorded for the fields that the filter or the order read.
pub async fn open_page(hub: &Hub, question: &Question<'_>, page: Vec<(String, FieldSet)>) -> Result<Vec<Disclosed>, Error> {
    recorded(hub, question, page, None).await
}

/// Released values for a filter or an order, not yet recorded: whoever calls this answers only after [`open_page`] recorded them.
pub async fn look(hub: &Hub, question: &Question<'_>, persons: &[String]) -> Result<Vec<Disclosed>, Error> {
    let snapshot = hub.store.snapshot().await?;
    let asked: Vec<_> = persons.iter().map(|p| (p.clone(), question.selected)).collect();
    let (disclosed, _, _) = decided(hub, &snapshot, question, &asked, None).await?;
    Ok(disclosed)
}

async fn recorded(hub: &Hub, question: &Question<'_>, asked: Vec<(String, FieldSet)>, own: Option<&str>) -> Result<Vec<Disclosed>, Error> {
    for _ in 0..TRIES {
        let snapshot = hub.store.snapshot().await?;
        let (disclosed, entries, seen) = decided(hub, &snapshot, question, &asked, own).await?;
        // The connection goes back before the writer is waited for: a small pool would run dry otherwise.
        snapshot.rollback().await?;
        if cfg!(feature = "bench-without-record") {
            return Ok(disclosed);
        }
        match audit::record(&hub.store, entries, &seen).await? {
            Recorded::Stands => return Ok(disclosed),
            Recorded::Stale => tracing::debug!(operation = question.operation, "what the answer rests on has changed: deciding again"),
        }
    }
    Err(Error::unavailable("what the answer rests on kept changing"))
}

type DecidedPage = (Vec<Disclosed>, Vec<entity::access_log::Model>, Seen);

async fn decided(
    hub: &Hub,
    snapshot: &DatabaseTransaction,
    question: &Question<'_>,
    asked: &[(String, FieldSet)],
    own: Option<&str>,
) -> Result<DecidedPage, Error> {
    let now = hub.clock.now();
    let entry =
        Entry { caller: question.caller, operation: question.operation, purpose: Some(question.purpose), trace: question.trace, at: now };
    let mut names = Names::default();
    let own_id = match own {
        Some(reference) => control::by_own_reference(snapshot, question.caller.agency(), reference).await?,
        None => None,
    };
    let mut asked = asked.to_vec();
    asked.extend(own_id.iter().map(|id| (id.clone(), question.selected)));
    let ids: Vec<String> = asked.iter().map(|(id, _)| id.clone()).collect();
    let agreed = hub.agreed.at(snapshot).await?;
    let mut state = control::load(snapshot, agreed.version, &ids, question.purpose).await?;
    let terms = decide::terms(&agreed, question, now);
    let mut decisions = Vec::new();
    let mut entries = Vec::new();
    for (id, selected) in &asked {
        match decide::person(&terms, question, &state, id, *selected, own.is_some(), now) {
            Some(decision) => decisions.push(decision),
            None => entries.push(entry.unknown(own.unwrap_or(id), names.of(*selected).to_owned())),
        }
    }
    if let (Some(reference), None) = (own, &own_id) {
        entries.push(entry.unknown(reference, names.of(question.selected).to_owned()));
    }
    control::load_rows(snapshot, &mut state, &decisions).await?;
    let mut disclosed = Vec::with_capacity(decisions.len());
    for decision in decisions {
        let rows = state.rows.remove(&decision.person).unwrap_or_default();
        let shown = shown::disclose(&agreed, question, &state, &terms, &decision, &rows, now);
        entries.push(written::entry(&entry, &mut names, &agreed, &terms, &decision, &shown));
        disclosed.push(shown);
    }
    Ok((disclosed, entries, state.seen))
}
