//! The writer: it records what waits, many disclosures in one transaction, while each answer waits for its own verdict.
//!
//! It has a thread of its own. Each transaction is several statements one after the other, and everybody waits for it: among the other
//! tasks it would stand, after each of its statements, behind answers that are being computed.
//!
//! Architecture invariant: the queues are bounded, one for what is small alone, and every wait ends. Where the record cannot be written in
//! time, the answer is `UNAVAILABLE`, and nothing is released.

use super::{
    Recorded, Seen,
    group::{self, Before, Disclosure},
    wording::Wordings,
};
use crate::{
    clock::Clock,
    error::{DatabaseFault, Error},
    store::{Store, answered},
};
use entity::access_record;
use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};
use tokio::{
    runtime,
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    time::timeout,
};

/// Entries that may wait at once, of what is small and of pages each, so that pages never take the place of what is small; each is
/// some kilobytes. The largest caseloads that may be looked at together are half as many.
const ROOM: u32 = 10_000;
/// Entries after which a group takes no further disclosure in: some pages of a caseload. A larger one saves little and keeps a change,
/// which takes turns with it on `SQLite`, waiting for as long as it is written.
const GROUP: usize = 100;
/// Entries of a disclosure that goes before pages: one person, and every change.
const SMALL: usize = 2;
/// How long an answer waits for its record before it is given up. The record may still be written; nothing is released.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the hub calls itself unable to record after the database refused. Then others send it questions again, and it is tried.
const TROUBLE: Duration = Duration::from_secs(10);

type Verdict = Result<Recorded, Error>;

/// A disclosure in the queue, its place there, and who waits for the verdict.
#[derive(Debug)]
struct Waiting {
    disclosure: Disclosure,
    verdict: oneshot::Sender<Verdict>,
    place: OwnedSemaphorePermit,
}

/// The way to the writer, which writes for as long as somebody can still ask it to.
#[derive(Clone, Debug)]
pub struct Recorder {
    small: Queue,
    pages: Queue,
    most: u32,
    trouble: Trouble,
}

/// When the database last failed to take a record, while it has taken none since.
#[derive(Clone, Debug, Default)]
struct Trouble(Arc<Mutex<Option<Instant>>>);

impl Trouble {
    /// Remembers how a group of records fared. One that lies in what a record says is no trouble of the database's.
    fn after(&self, verdicts: &[Verdict]) {
        let failed = |verdict: &Verdict| verdict.as_ref().is_err_and(|error| !lies_in_values(error));
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if verdicts.iter().any(|verdict| matches!(verdict, Ok(Recorded::Stands))) {
            *since = None;
        } else if verdicts.iter().any(failed) {
            *since = Some(Instant::now());
        }
    }

    fn is_recent(&self) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|at| at.elapsed() < TROUBLE)
    }
}

/// One end of a queue.
#[derive(Clone, Debug)]
struct Queue {
    asks: mpsc::UnboundedSender<Waiting>,
    // Counts entries, for a caseload weighs more than a person. It is what bounds the queue.
    room: Arc<Semaphore>,
}

impl Recorder {
    /// Starts the writer. Where no thread can be had, every disclosure is `UNAVAILABLE`.
    pub fn start(store: Store, clock: Clock) -> Self {
        Self::with_room(store, clock, ROOM)
    }

    /// The same with room for so many waiting entries, of what is small and of pages each.
    pub fn with_room(store: Store, clock: Clock, room: u32) -> Self {
        let ((small, few), (pages, many)) = (mpsc::unbounded_channel(), mpsc::unbounded_channel());
        let (queues, trouble) = (Queues { small: few, pages: many }, Trouble::default());
        let writer = write(Database { store, clock, trouble: trouble.clone() }, queues);
        let began = thread::Builder::new().name("hub-writer".to_owned()).spawn(move || run(writer));
        if let Err(cause) = began {
            tracing::error!(?cause, "the writer has no thread: nothing can be recorded, and nothing is released");
        }
        let queue = |asks| Queue { asks, room: Arc::new(Semaphore::new(room as usize)) };
        Self { small: queue(small), pages: queue(pages), most: room, trouble }
    }

    /// Whether the database has just refused to take records, and taken none since. Some seconds later it is worth another try.
    pub fn is_failing(&self) -> bool {
        self.trouble.is_recent()
    }

    /// Records a disclosure, if nothing that it rests on was changed or has ended since it was decided. Whoever stops waiting gets
    /// no answer; the record may stand all the same.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the queue is full or the record cannot be written in time; then nothing may be released.
    #[tracing::instrument(name = "record", skip_all, fields(entries = entries.len()))]
    pub async fn record(&self, entries: Vec<access_record::Model>, seen: Seen) -> Result<Recorded, Error> {
        let verdict = self.ask(entries, seen).await;
        let label = match verdict {
            Ok(Recorded::Stands) => "stands",
            Ok(Recorded::Stale) => "stale",
            Err(_) => "failed",
        };
        metrics::counter!("hub_records_total", "verdict" => label).increment(1);
        verdict
    }

    async fn ask(&self, entries: Vec<access_record::Model>, seen: Seen) -> Verdict {
        let weight = u32::try_from(entries.len()).unwrap_or(u32::MAX).clamp(1, self.most);
        let (queue, name) = if entries.len() <= SMALL { (&self.small, "small") } else { (&self.pages, "pages") };
        let place = Arc::clone(&queue.room).try_acquire_many_owned(weight);
        let place = place.map_err(|_| Error::unavailable("too much waits to be recorded"))?;
        metrics::gauge!("hub_record_room", "queue" => name).set(u32::try_from(queue.room.available_permits()).unwrap_or(u32::MAX));
        let (verdict, told) = oneshot::channel();
        let waiting = Waiting { disclosure: Disclosure { entries, seen }, verdict, place };
        queue.asks.send(waiting).map_err(|_| Error::unavailable("the writer has stopped"))?;
        match timeout(PATIENCE, told).await {
            Ok(Ok(verdict)) => verdict,
            Ok(Err(_)) => Err(Error::unavailable("the writer failed")),
            Err(_) => Err(Error::unavailable("the record was not written in time")),
        }
    }
}

/// What waits. Small disclosures do not stand behind pages, and half of a group is for pages, so that neither waits for ever.
struct Queues {
    small: mpsc::UnboundedReceiver<Waiting>,
    pages: mpsc::UnboundedReceiver<Waiting>,
}

impl Queues {
    /// The next group; nothing when nobody can ask any more.
    async fn group(&mut self) -> Option<Vec<Waiting>> {
        let first = tokio::select! {
            biased;
            Some(first) = self.small.recv() => first,
            Some(first) = self.pages.recv() => first,
            else => return None,
        };
        let mut group = vec![first];
        fill(&mut group, &mut self.small, GROUP / 2);
        fill(&mut group, &mut self.pages, GROUP);
        fill(&mut group, &mut self.small, GROUP);
        Some(group)
    }
}

/// Takes in what waits, until the group has so many entries.
fn fill(group: &mut Vec<Waiting>, queue: &mut mpsc::UnboundedReceiver<Waiting>, most: usize) {
    let mut entries: usize = group.iter().map(|waiting| waiting.disclosure.entries.len()).sum();
    while entries < most {
        let Ok(next) = queue.try_recv() else { break };
        entries += next.disclosure.entries.len();
        group.push(next);
    }
}

/// Runs the writer on the thread that calls.
fn run(writer: impl Future<Output = ()>) {
    match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(writer),
        Err(cause) => tracing::error!(?cause, "the writer cannot run: nothing can be recorded, and nothing is released"),
    }
}

/// Where records are written.
#[derive(Clone)]
struct Database {
    store: Store,
    clock: Clock,
    trouble: Trouble,
}

async fn write(database: Database, mut queues: Queues) {
    let (mut before, mut wordings) = (Before::default(), Wordings::default());
    while let Some(group) = queues.group().await {
        // A task of its own: whatever fails in it ends the wait of this group, and not the writer.
        let written = tokio::spawn(write_group(database.clone(), group, before, wordings));
        (before, wordings) = written.await.unwrap_or((before, Wordings::default()));
    }
}

/// Writes a group and tells each its verdict; gives back what the next one needs.
async fn write_group(database: Database, group: Vec<Waiting>, mut before: Before, mut wordings: Wordings) -> (Before, Wordings) {
    let Database { store, clock, trouble } = database;
    let (disclosures, waiting): (Vec<_>, Vec<_>) = group.into_iter().map(|w| (w.disclosure, (w.verdict, w.place))).unzip();
    let began = Instant::now();
    let recorded = answered(group::record(&store, &clock, &disclosures, &mut before, &mut wordings)).await;
    metrics::histogram!("hub_record_seconds").record(began.elapsed());
    let verdicts: Vec<Verdict> = match recorded {
        Ok(verdicts) => verdicts.into_iter().map(Ok).collect(),
        Err(error) if disclosures.len() > 1 && lies_in_values(&error) => {
            tracing::error!(
                ?error,
                waiting = waiting.len(),
                "a record cannot be written as it is: those of its group are written one by one"
            );
            one_by_one(&store, &clock, &disclosures, &mut before, &mut wordings).await
        }
        Err(error) => {
            tracing::error!(?error, waiting = waiting.len(), "the record could not be written: nothing of this group is released");
            waiting.iter().map(|_| Err(error.clone())).collect()
        }
    };
    if disclosures.iter().any(|disclosure| !disclosure.entries.is_empty()) {
        trouble.after(&verdicts);
    }
    // Nobody listens any more where a request was given up.
    waiting.into_iter().zip(verdicts).for_each(|((told, _), verdict)| drop(told.send(verdict)));
    (before, wordings)
}

fn lies_in_values(error: &Error) -> bool {
    error.of_database().is_some_and(DatabaseFault::lies_in_values)
}

/// Writes each disclosure of a group by itself, so that one which cannot be written fails nobody else's. Where the database fails
/// meanwhile, it is not asked again for the rest of them.
async fn one_by_one(
    store: &Store,
    clock: &Clock,
    disclosures: &[Disclosure],
    before: &mut Before,
    wordings: &mut Wordings,
) -> Vec<Verdict> {
    let mut verdicts: Vec<Verdict> = Vec::with_capacity(disclosures.len());
    for disclosure in disclosures {
        let verdict = match verdicts.last() {
            Some(Err(error)) if !lies_in_values(error) => Err(error.clone()),
            _ => answered(group::record(store, clock, std::slice::from_ref(disclosure), before, wordings)).await.map(only),
        };
        if let Err(error) = &verdict {
            tracing::error!(?error, "a record could not be written: nothing of this disclosure is released");
        }
        verdicts.push(verdict);
    }
    verdicts
}

/// The verdict on the only one of a group.
fn only(verdicts: Vec<Recorded>) -> Recorded {
    verdicts.into_iter().next().unwrap_or(Recorded::Stale)
}
