//! What every question reads anew, however much is kept: versions, and whether her record is open.
//!
//! Questions that come at the same time read it in one statement: while one is under way, those that come wait for the next. So it
//! costs little where many ask, and nobody waits where few do.
//!
//! Architecture invariant: a question is answered from a statement that began after it had asked, and no statement is waited for without
//! end.

use crate::{
    audit,
    error::Error,
    store::{Store, answered},
};
use chrono::{DateTime, Utc};
use entity::{enrolment, row::Columns};
use sea_orm::{ConnectionTrait, QuerySelect, QueryTrait};
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
    let found = answered(read(store.reader(), &persons)).await.map(Arc::new);
    for waiting in together {
        // Whoever gave up is told nothing.
        drop(waiting.found.send(found.clone()));
    }
}

async fn read(db: &impl ConnectionTrait, persons: &[String]) -> Result<Newest, Error> {
    let query = audit::with_the_moment(db.get_database_backend(), persons).column(enrolment::Column::RecordStatus);
    let mut newest = Newest { enrolled: HashMap::with_capacity(persons.len()), ..Newest::default() };
    for row in &db.query_all(&query.into_query()).await? {
        let mut columns = Columns::of(row);
        let (person, version) = (columns.take()?, columns.take()?);
        (newest.agreed, newest.at) = (columns.take::<Option<i64>>()?.unwrap_or_default(), columns.take()?);
        newest.enrolled.insert(person, Enrolled { version, status: columns.take()? });
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use sea_orm::{ActiveModelTrait, DbBackend, IntoActiveModel, Statement};
    use tokio::task::JoinSet;

    fn name(n: i64) -> String {
        format!("her-{n}")
    }

    /// A file on which two are enrolled, with one reader, which counts all its statements.
    async fn file(dir: &tempfile::TempDir) -> Store {
        let url = format!("sqlite://{}", dir.path().join("hub.sqlite").display());
        let store = Store::open_with(&url, 1).await.unwrap();
        store.migrate().await.unwrap();
        for version in [0, 1] {
            let enrolled_on = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
            let (person_id, text) = (name(version), || "a".to_owned());
            let row =
                enrolment::Model { person_id, label: name(version), enrolled_by: text(), enrolled_on, record_status: text(), version };
            row.into_active_model().insert(store.writer()).await.unwrap();
        }
        store
    }

    #[tokio::test]
    async fn questions_that_come_at_once_share_statements_and_each_finds_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let store = file(&dir).await;
        let versions = Versions::start(store.clone());
        let mut asked = JoinSet::new();
        for n in 0..100 {
            let versions = versions.clone();
            asked.spawn(async move { (n, versions.read(&[name(n)]).await.unwrap()) });
        }
        while let Some(found) = asked.join_next().await {
            let (n, newest) = found.unwrap();
            let version = newest.as_ref().and_then(|newest| newest.enrolled.get(&name(n))).map(|her| her.version);
            assert_eq!((version, newest.is_some()), if n < 2 { (Some(n), true) } else { (None, false) }, "{n}");
        }
        let counted = "SELECT COALESCE(SUM(run), 0) FROM sqlite_stmt WHERE sql LIKE '%\"enrolment\"%'";
        let row = store.reader().query_one_raw(Statement::from_string(DbBackend::Sqlite, counted)).await.unwrap();
        let statements: i64 = row.unwrap().try_get_by_index(0).unwrap();
        assert!((1..10).contains(&statements), "{statements} statements for a hundred questions");
    }

    #[tokio::test]
    async fn a_change_that_was_made_before_a_question_is_seen_by_it() {
        let dir = tempfile::tempdir().unwrap();
        let store = file(&dir).await;
        let versions = Versions::start(store.clone());
        for before in 1..20 {
            // Others ask at the same time, so that a statement is under way when the change is made.
            let others: JoinSet<_> = (0..4)
                .map(|_| {
                    let versions = versions.clone();
                    async move { versions.read(&[name(1)]).await.unwrap() }
                })
                .collect();
            store.writing_about(&[name(1)]).await.unwrap().commit().await.unwrap();
            let newest = versions.read(&[name(1)]).await.unwrap().unwrap();
            assert_eq!(newest.enrolled[&name(1)].version, before + 1);
            others.join_all().await;
        }
    }

    #[tokio::test]
    async fn whoever_waited_for_a_statement_that_failed_is_told_and_the_next_is_answered() {
        let dir = tempfile::tempdir().unwrap();
        let store = file(&dir).await;
        let versions = Versions::start(store.clone());
        let renames = [("ALTER TABLE enrolment RENAME TO gone", Some("UNAVAILABLE")), ("ALTER TABLE gone RENAME TO enrolment", None)];
        for (sql, code) in renames {
            store.writer().execute_unprepared(sql).await.unwrap();
            let found = versions.read(&[name(1)]).await;
            assert_eq!(found.as_ref().err().map(Error::code), code, "{found:?}");
        }
    }
}
