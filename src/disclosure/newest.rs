//! What every question reads anew, however much is kept: versions, and whether her record is open.
//!
//! Questions that come at the same time read it in one statement: while one is under way, those that come wait for the next. So it
//! costs little where many ask, and nobody waits where few do.
//!
//! Architecture invariant: a question is answered from a statement that began after it had asked.

use crate::{audit, error::Error, store::AGREED, store::Store};
use chrono::{DateTime, Utc};
use entity::{enrolment, hub_version, row::Columns};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};

/// Persons after which a statement takes no further question in.
const MOST: usize = 500;
/// Statements under way at once: with one alone, a connection that hangs would keep everybody waiting.
const UNDER_WAY: usize = 2;

/// What a statement found.
#[derive(Debug, Default)]
pub struct Newest {
    /// The moment by the clock of the database, where it has one that hubs share.
    pub at: Option<DateTime<Utc>>,
    /// Version of everything that is agreed.
    pub agreed: i64,
    /// Those of the persons who are enrolled, and perhaps others, for whom somebody else asked.
    pub enrolled: HashMap<String, Enrolled>,
}

/// A person who is enrolled.
#[derive(Debug)]
pub struct Enrolled {
    /// Her version.
    pub version: i64,
    /// Her record's status as it is stored.
    pub status: String,
}

/// A question that waits.
#[derive(Debug)]
struct Waiting {
    persons: Vec<String>,
    found: oneshot::Sender<Result<Arc<Newest>, Error>>,
}

/// The way to read it.
#[derive(Clone, Debug)]
pub struct Versions(mpsc::UnboundedSender<Waiting>);

impl Versions {
    /// For the questions of one hub, on the runtime that is running.
    pub fn start(store: Store) -> Self {
        let (asks, waiting) = mpsc::unbounded_channel();
        tokio::spawn(gather(store, waiting));
        Self(asks)
    }

    /// Reads it about these persons; `None` when none of them is enrolled.
    ///
    /// # Errors
    /// `UNAVAILABLE` when the database fails.
    pub async fn read(&self, persons: &[String]) -> Result<Option<Arc<Newest>>, Error> {
        let (tells, found) = oneshot::channel();
        let waiting = Waiting { persons: persons.to_vec(), found: tells };
        self.0.send(waiting).map_err(|_| Error::unavailable("nobody reads versions any more"))?;
        let newest = found.await.map_err(|_| Error::unavailable("reading versions failed"))??;
        Ok(persons.iter().any(|person| newest.enrolled.contains_key(person)).then_some(newest))
    }
}

/// Takes in what waits, as often as another statement may begin.
async fn gather(store: Store, mut waiting: mpsc::UnboundedReceiver<Waiting>) {
    let lanes = Arc::new(Semaphore::new(UNDER_WAY));
    while let Ok(lane) = Arc::clone(&lanes).acquire_owned().await {
        let Some(first) = waiting.recv().await else { return };
        let mut persons = first.persons.len();
        let mut together = vec![first];
        while persons < MOST {
            let Ok(next) = waiting.try_recv() else { break };
            persons += next.persons.len();
            together.push(next);
        }
        tokio::spawn(answer(store.clone(), together, lane));
    }
}

async fn answer(store: Store, together: Vec<Waiting>, _lane: OwnedSemaphorePermit) {
    let persons: BTreeSet<&str> = together.iter().flat_map(|w| &w.persons).map(String::as_str).collect();
    let persons: Vec<String> = persons.into_iter().map(str::to_owned).collect();
    let found = read(store.reader(), &persons).await.map(Arc::new);
    for waiting in together {
        // Whoever gave up is told nothing.
        drop(waiting.found.send(found.clone()));
    }
}

async fn read(db: &impl ConnectionTrait, persons: &[String]) -> Result<Newest, Error> {
    use enrolment::Column as C;
    let agreed = hub_version::Entity::find().select_only().column(hub_version::Column::Version);
    let agreed = agreed.filter(hub_version::Column::Name.eq(AGREED)).into_query();
    let clock = if db.get_database_backend() == DbBackend::Postgres { "clock_timestamp()" } else { "NULL" };
    let query = enrolment::Entity::find().select_only().columns([C::PersonId, C::Version, C::RecordStatus]);
    let query = query.expr(Expr::SubQuery(None, Box::new(agreed.into()))).expr(Expr::cust(clock));
    let mut newest = Newest { enrolled: HashMap::with_capacity(persons.len()), ..Newest::default() };
    for row in &db.query_all(&query.filter(C::PersonId.is_in(audit::padded(persons))).into_query()).await? {
        let mut columns = Columns::of(row);
        let person = columns.take()?;
        newest.enrolled.insert(person, Enrolled { version: columns.take()?, status: columns.take()? });
        (newest.agreed, newest.at) = (columns.take::<Option<i64>>()?.unwrap_or_default(), columns.take()?);
    }
    Ok(newest)
}
