//! Bench only: ways of answering that leave out what the hub must never leave out, to measure what it costs.
//!
//! Nothing of this is in a normal build, and the binary `hub` does not start with it.

use super::{
    AgreedState, Opened, Question, Whom,
    control::{self, State},
    decide::entities,
    shown::{self, Disclosed},
};
use crate::{
    audit,
    computed::{self, Facts},
    decision::{Allowance, Consent, Lens},
    disclosure::Hub,
    error::Error,
    policy::{self, PerField},
    record::{Rows, Sealed, catalogue},
    restriction::Phase,
    team::{self, Member},
    vocabulary::{FieldSet, Purpose, Role},
};
use sea_orm::DatabaseTransaction;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock, OnceLock, RwLock},
};

/// What is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Nothing: the hub as it is.
    Everything,
    /// The record of what was disclosed is neither made nor written.
    WithoutRecord,
    /// The same, and no rows are kept from one question to the next.
    NothingKept,
    /// Neither decision nor record: no team, answers, blocks and phases are looked at, no gate holds a row back, nothing is recorded.
    /// The rows, what is computed on them and the layout of the answer stay.
    Undecided,
    /// Casbin is asked for each selected field of each row, instead of reading its answer from the table; and nothing is recorded.
    CasbinPerField,
}

static MODE: OnceLock<Mode> = OnceLock::new();

/// Sets the mode of this process, once.
pub fn set(mode: Mode) {
    let _ = MODE.set(mode);
}

/// The mode of this process.
pub(super) fn mode() -> Mode {
    MODE.get().copied().unwrap_or(Mode::Everything)
}

/// Everything that was selected of these persons, whoever asks.
pub(super) async fn undecided(hub: &Hub, snapshot: &DatabaseTransaction, question: &Question<'_>, whom: Whom<'_>) -> Result<Opened, Error> {
    let agreed = hub.agreed.at(snapshot).await?;
    let mut ids = super::candidates(snapshot, question, whom).await?;
    let more = ids.len() > whom.size();
    ids.truncate(whom.size());
    let everything = Allowance { agreed: !FieldSet::EMPTY, own: FieldSet::EMPTY };
    let mut state = State::default();
    state.seen = audit::versions(snapshot, &ids).await?;
    let teams = team::load(snapshot, &ids).await?;
    let wanted = entities(question.selected, &[everything]);
    let rows = control::rows(hub, snapshot, &state, ids.iter().map(String::as_str), wanted).await?;
    let none = Rows::default();
    let persons = ids.iter().map(|id| {
        let rows = rows.get(id).map_or(&none, Arc::as_ref);
        let_through(hub, &agreed, question, teams.get(id).map_or(&[], Vec::as_slice), id, rows)
    });
    let persons = persons.collect();
    Ok(Opened { persons, more, agreed })
}

fn let_through(hub: &Hub, agreed: &AgreedState, question: &Question<'_>, members: &[Member], id: &str, rows: &Rows) -> Disclosed {
    let facts = Facts {
        person: id,
        members,
        phase: &Phase::of(rows),
        status: None,
        purpose: question.purpose,
        named: FieldSet::EMPTY,
        now: hub.clock.now(),
        rows,
        given: rows,
    };
    let lens = Lens::everything().narrowed(question.selected);
    let plan = computed::my_plan(&facts);
    shown::undecided(agreed, id, computed::seal(&facts), &lens, plan)
}

/// Instances by role and purpose.
type Instances = HashMap<(Role, Purpose), Arc<PerField>>;

/// The instances of this process, made when they are first asked.
static ASKED: LazyLock<RwLock<Instances>> = LazyLock::new(RwLock::default);

fn instance(role: Role, purpose: Purpose) -> Option<Arc<PerField>> {
    if let Some(known) = ASKED.read().ok().and_then(|all| all.get(&(role, purpose)).cloned()) {
        return Some(known);
    }
    let (_, rows) = policy::standard().into_iter().find(|(name, _)| *name == "partnership")?;
    let made = Arc::new(PerField::new(rows, catalogue(), role, purpose).ok()?);
    ASKED.write().ok()?.insert((role, purpose), Arc::clone(&made));
    Some(made)
}

/// The lens as Casbin narrows it, asked for each selected field of the row. An agency's own rows stay open.
pub(super) fn asked(row: &Sealed, lens: Lens, selected: FieldSet, own: FieldSet, consent: &Consent, role: Role, purpose: Purpose) -> Lens {
    if mode() != Mode::CasbinPerField {
        return lens;
    }
    let Some(casbin) = instance(role, purpose) else { return lens.narrowed(FieldSet::EMPTY) };
    let numbers = row.meta.fields.iter().map(|f| f.number).filter(|n| selected.contains(*n));
    let open = FieldSet::of(numbers.filter(|number| casbin.allows(*number, consent.class(*number))));
    lens.narrowed(open | own)
}
