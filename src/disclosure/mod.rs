//! One disclosing root field = one disclosure: one purpose, one snapshot, one record per person, and then the answer.
//!
//! In order: who exists for the caller; which fields are selected; a snapshot with membership, answers and restrictions, then whole
//! rows, of entities with an allowed selected field only; decided, gated, released; the snapshot ends; the record is written, with a
//! second look at everything it rests on; the answer, which was laid out meanwhile from what is in memory, is given out.
//!
//! Architecture invariant: nothing here waits for the writer while it holds a snapshot, and nothing is answered that is not in the
//! record.

mod agreed;
#[cfg(feature = "bench")]
pub mod bench;
mod control;
mod decide;
mod ground;
mod hers;
mod kept;
mod newest;
mod places;
mod pointed;
mod room;
mod shown;
mod written;

pub use agreed::{Agreed, AgreedState, INTERNAL};
pub use decide::{OfHer, Reach, open_for_any_purpose};
pub use hers::{Own, OwnChange, OwnPlan, OwnRead, OwnView, open_own};
pub use kept::Kept;
pub use newest::Versions;
pub use pointed::{Pick, Pointed, point};
pub use room::Room;
pub use shown::{Disclosed, Shown};

use crate::{
    audit::{self, Entry, Names, Party, Recorded, Recorder, Seen},
    clock::Clock,
    error::Error,
    guessing::Guessing,
    identity::Caller,
    store::{Store, moment},
    team::earliest,
    vocabulary::{FieldSet, Purpose},
};
use entity::access_record;
use ground::Ground;
use sea_orm::DatabaseTransaction;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// How often a question is decided again when something it rests on changed while it was being recorded.
pub const TRIES: usize = 3;

/// Persons whom a filter or an order looks at in one snapshot.
const LOOKED_AT_ONCE: usize = 200;

/// The version of an agreement that there never was.
const NO_AGREEMENT: i64 = -1;

/// Stands for the person in the record of a question that was about nobody in particular.
const NOBODY: &str = "*";

/// What a question needs: the database, everything that is agreed, and the time.
#[derive(Clone, Debug)]
pub struct Hub {
    /// The database.
    pub store: Store,
    /// Registry, agreements and policies in force.
    pub agreed: Agreed,
    /// The way to read versions, of what is agreed and of persons.
    pub versions: Versions,
    /// Rows that were asked for a moment ago.
    pub kept: Kept,
    /// Room for what is under way.
    pub room: Room,
    /// Numbers and names that were typed.
    pub guessing: Guessing,
    /// The time.
    pub clock: Clock,
    /// The way to the record.
    pub recorder: Recorder,
}

impl Hub {
    /// Puts a hub together, on the runtime that is running.
    pub fn new(store: Store, clock: Clock, recorder: Recorder) -> Self {
        let (versions, guessing) = (Versions::start(store.clone()), Guessing::new(clock.clone()));
        Self { store, agreed: Agreed::default(), versions, kept: Kept::default(), room: Room::default(), guessing, clock, recorder }
    }
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
    /// A person by her id in the hub.
    Person(&'a str),
    /// A person by the caller's agency's own number for her.
    OwnReference(&'a str),
    /// The first so many of these persons that exist for the caller.
    Page(&'a [String], usize),
}

impl Whom<'_> {
    /// How many persons are answered with at most.
    fn size(self) -> usize {
        match self {
            Self::Page(_, size) => size,
            Self::Person(_) | Self::OwnReference(_) => 1,
        }
    }

    /// How many persons it may hold in memory at once.
    fn weight(self) -> usize {
        match self {
            Self::Page(ids, size) => ids.len().min(size),
            Self::Person(_) | Self::OwnReference(_) => 1,
        }
    }
}

/// What was let through, and whether more persons of the page's candidates exist.
#[derive(Debug)]
pub struct Opened {
    /// The persons, in the order they were asked for.
    pub persons: Vec<Disclosed>,
    /// Whether there are more.
    pub more: bool,
    /// What was agreed in the snapshot.
    pub agreed: Arc<AgreedState>,
}

/// Values that a filter or an order read, decided but not yet recorded: they are recorded with the page they led to.
#[derive(Debug, Default)]
pub struct Looked {
    /// The persons as far as the filter or the order reads them.
    pub persons: Vec<Disclosed>,
    entries: Vec<access_record::Model>,
    seen: Seen,
    // Room for all of them, and for the page they lead to.
    place: Option<OwnedSemaphorePermit>,
}

impl Looked {
    /// Takes another part in. Parts that were looked at under different agreements, or at different versions of one person, rest on
    /// none: what was told of the older one is not told.
    pub fn absorb(&mut self, other: Self) {
        let one = self.is_empty() || !self.is_behind(&other.seen);
        let agreed = if one { other.seen.agreed } else { NO_AGREEMENT };
        self.persons.extend(other.persons);
        self.entries.extend(other.entries);
        self.seen.agreed = agreed;
        self.seen.persons.extend(other.seen.persons);
    }

    fn is_empty(&self) -> bool {
        self.seen.persons.is_empty()
    }

    /// Adds its entries to those of the page. Who stands there has one entry, which says what was let through when the page was decided;
    /// that she stands there rests on what the look let through, so that the entry stands for no longer than that does.
    fn join(&self, page: &mut Vec<access_record::Model>) {
        let others = page.len();
        for entry in &self.entries {
            match page.iter_mut().take(others).find(|her| her.person == entry.person) {
                Some(her) => her.valid_until = earliest([her.valid_until, entry.valid_until]),
                None => page.push(entry.clone()),
            }
        }
    }

    /// Whether something it rests on was different when the page was decided.
    fn is_behind(&self, seen: &Seen) -> bool {
        let changed = |(person, version): (&String, &i64)| seen.persons.get(person).is_some_and(|v| v != version);
        !self.is_empty() && (self.seen.agreed != seen.agreed || self.seen.persons.iter().any(changed))
    }
}

/// Discloses: the persons that exist for the caller, as far as each field is open. A person that was asked for and does not exist
/// is left out, and recorded as asked for. The answer is laid out while its record is being written, and given out once that stands.
///
/// # Errors
/// `UNAVAILABLE` when no record can be written, or when what the answer rests on keeps changing; nothing is released then.
pub async fn open<T>(hub: &Hub, question: &Question<'_>, whom: Whom<'_>, lay_out: impl Fn(Opened) -> T) -> Result<T, Error> {
    for _ in 0..TRIES {
        if let Some(answer) = try_open(hub, question, whom, &Looked::default(), &lay_out).await? {
            return Ok(answer);
        }
        tracing::debug!(operation = question.operation, "what the answer rests on has changed: deciding again");
    }
    Err(kept_changing())
}

/// What is told when every try found that something had changed.
pub fn kept_changing() -> Error {
    Error::unavailable("what the answer rests on kept changing")
}

/// One try of [`open`], recorded together with what a filter or an order looked at; `None` when what it rests on has changed.
#[tracing::instrument(name = "disclose", skip_all, fields(operation = question.operation))]
pub async fn try_open<T>(
    hub: &Hub,
    question: &Question<'_>,
    whom: Whom<'_>,
    looked: &Looked,
    lay_out: impl Fn(Opened) -> T,
) -> Result<Option<T>, Error> {
    // Whoever looked at a caseload has the room for a page of it.
    let _place = if looked.place.is_none() { Some(hub.room.take(whom.weight()).await?) } else { None };
    let (opened, mut entries, mut seen) = if let Some(answer) = at_once(hub, question, whom).await? {
        answer
    } else {
        let snapshot = hub.store.snapshot().await?;
        let answer = decided(hub, &snapshot, question, whom, None).await?;
        // The connection goes back before the writer is waited for: a small pool would run dry otherwise.
        snapshot.end().await?;
        answer
    };
    if looked.is_behind(&seen) {
        return Ok(None);
    }
    looked.join(&mut entries);
    seen.persons.extend(looked.seen.persons.clone());
    #[cfg(feature = "bench")]
    if bench::mode() != bench::Mode::Everything {
        return Ok(Some(lay_out(opened)));
    }
    // The writer has its entries first; what is laid out meanwhile is dropped where they do not stand.
    let (verdict, answer) = tokio::join!(hub.recorder.record(entries, seen), async { lay_out(opened) });
    Ok(match verdict? {
        Recorded::Stands => Some(answer),
        Recorded::Stale => None,
    })
}

/// Released values for a filter or an order. Whoever asks for them answers only after [`try_open`] has recorded them.
///
/// # Errors
/// `UNAVAILABLE` when the database fails or too much is under way.
pub async fn look(hub: &Hub, question: &Question<'_>, persons: &[String]) -> Result<Looked, Error> {
    let mut looked = Looked { place: Some(hub.room.take(persons.len()).await?), ..Looked::default() };
    for part in persons.chunks(LOOKED_AT_ONCE) {
        let snapshot = hub.store.snapshot().await?;
        let (opened, entries, seen) = decided(hub, &snapshot, question, Whom::Page(part, usize::MAX), None).await?;
        looked.absorb(Looked { persons: opened.persons, entries, seen, place: None });
    }
    Ok(looked)
}

/// Records a question that was refused outright, before anybody was looked at: refused reads are recorded too.
///
/// # Errors
/// `UNAVAILABLE` when the record cannot be written.
pub async fn refused<P: Party>(
    hub: &Hub,
    caller: &P,
    operation: &str,
    purpose: Option<Purpose>,
    selected: FieldSet,
    trace: &str,
) -> Result<(), Error> {
    let entry = Entry { caller, operation, purpose, trace, at: hub.clock.now() };
    let refused = entry.unknown(NOBODY, Names::default().of(selected).to_owned());
    for _ in 0..TRIES {
        let seen = audit::versions(hub.store.reader(), &[]).await?;
        if hub.recorder.record(vec![refused.clone()], seen).await? == Recorded::Stands {
            return Ok(());
        }
    }
    Err(kept_changing())
}

/// What a question lets through, its entries for the record, and the versions that both rest on.
type Answer = (Opened, Vec<access_record::Model>, Seen);

async fn decided(
    hub: &Hub,
    snapshot: &DatabaseTransaction,
    question: &Question<'_>,
    whom: Whom<'_>,
    pick: Option<&Pick<'_>>,
) -> Result<Answer, Error> {
    #[cfg(feature = "bench")]
    if bench::mode() == bench::Mode::Undecided {
        return Ok((bench::undecided(hub, snapshot, question, whom).await?, Vec::new(), Seen::default()));
    }
    // By the clock that all hubs share, so that they agree about what has begun and what has ended.
    let now = moment(snapshot, &hub.clock).await?;
    let agreed = hub.agreed.at(snapshot).await?;
    let ids = candidates(snapshot, question, whom).await?;
    let state = control::load(snapshot, agreed.version, &ids, question.purpose).await?;
    let ground = Ground { now, agreed, ids, state };
    let terms = ground.terms(question)?;
    let (decisions, there) = ground.decide(question, whom, &terms);
    control::keep(hub, &ground.state, &decisions);
    let rows = control::load_rows(hub, snapshot, &ground.state, &decisions).await?;
    let (mut persons, entries) = ground.disclose(question, whom, &terms, decisions, &rows, pick);
    drop(terms);
    places::look_up(snapshot, question.selected, &mut persons).await?;
    Ok((Opened { persons, more: there > whom.size(), agreed: ground.agreed }, entries, ground.state.seen))
}

/// The same where everything is kept under the versions that one statement reads; `None` where anything is not.
///
/// It is for those who exist for the caller, all of them: whoever asks for somebody else goes the whole way, kept or not, so that the
/// time tells nobody whom others asked for.
async fn at_once(hub: &Hub, question: &Question<'_>, whom: Whom<'_>) -> Result<Option<Answer>, Error> {
    #[cfg(feature = "bench")]
    if bench::mode() == bench::Mode::Undecided {
        return Ok(None);
    }
    let ids = match whom {
        Whom::Person(id) => vec![id.to_owned()],
        Whom::Page(ids, _) => ids.to_vec(),
        Whom::OwnReference(_) => return Ok(None),
    };
    let before = hub.clock.now();
    let Some(newest) = hub.versions.read(&ids).await? else { return Ok(None) };
    let Some(agreed) = hub.agreed.kept(newest.agreed) else { return Ok(None) };
    let now = hub.clock.imposed().or(newest.at).unwrap_or(before);
    let Some(state) = control::kept(hub, &ids, &newest, question.purpose, before) else { return Ok(None) };
    let ground = Ground { now, agreed, ids, state };
    let terms = ground.terms(question)?;
    let (decisions, there) = ground.decide(question, whom, &terms);
    if there < ground.ids.len() {
        return Ok(None);
    }
    let Some(rows) = control::kept_rows(hub, &ground.state, &decisions, before) else { return Ok(None) };
    let (mut persons, entries) = ground.disclose(question, whom, &terms, decisions, &rows, None);
    drop(terms);
    // Places are public, and rest on nothing that is hers.
    places::look_up(hub.store.reader(), question.selected, &mut persons).await?;
    Ok(Some((Opened { persons, more: there > whom.size(), agreed: ground.agreed }, entries, ground.state.seen)))
}

async fn candidates(snapshot: &DatabaseTransaction, question: &Question<'_>, whom: Whom<'_>) -> Result<Vec<String>, Error> {
    Ok(match whom {
        Whom::Person(id) => vec![id.to_owned()],
        Whom::OwnReference(reference) => {
            // A number that nobody has stands for nobody, who is asked for like anybody else.
            vec![control::by_own_reference(snapshot, question.caller.agency(), reference).await?.unwrap_or_default()]
        }
        Whom::Page(ids, _) => ids.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(agreed: i64, persons: &[(&str, i64)]) -> Looked {
        let persons = persons.iter().map(|(person, version)| ((*person).to_owned(), *version)).collect();
        Looked { seen: Seen { agreed, persons }, ..Looked::default() }
    }

    #[test]
    fn what_was_looked_at_twice_rests_on_both_looks_or_on_none() {
        let rests_on = |first: Looked, second: Looked| {
            let mut all = Looked::default();
            all.absorb(first);
            all.absorb(second);
            all.seen.agreed
        };
        assert_eq!(rests_on(looked(7, &[("jas", 5)]), looked(7, &[("em", 6)])), 7);
        assert_eq!(rests_on(looked(7, &[("jas", 5)]), looked(7, &[("jas", 5), ("em", 1)])), 7);
        assert_eq!(rests_on(looked(7, &[("jas", 5)]), looked(7, &[("jas", 6)])), NO_AGREEMENT, "she changed between the two");
        assert_eq!(rests_on(looked(7, &[("jas", 5)]), looked(8, &[("em", 6)])), NO_AGREEMENT, "what is agreed did");
    }
}
