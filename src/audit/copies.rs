//! Copies of checkpoints that parties keep, each in a folder of its own.
//!
//! What a party has is its proof against the database. So nothing of it is ever written over, and nothing joins it that does not go on
//! from the newest copy there: a database that was set back signs other checkpoints under the same numbers.
//!
//! A folder may lie on another machine, which fails, or does not answer. Whoever is at a folder has a thread of its own, so that nobody
//! waits for another party's folder, and the hub ends without it.

use super::checkpoint::Checkpoint;
use crate::error::Error;
use entity::audit_checkpoint;
use futures::future::join_all;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};
use tokio::{sync::oneshot, time::timeout};

/// Checkpoints that are read and put at once.
const PAGE: u64 = 500;
/// Parties whose folders are looked at together.
const AT_ONCE: usize = 8;
/// How long a round waits for a folder before it goes on without it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a party has not got its copies.
#[derive(Debug, thiserror::Error)]
enum Late {
    #[error("its folder: {0}")]
    Folder(#[from] io::Error),
    #[error("its newest copy is none of this database's checkpoints: the database was set back, or the copy is not the hub's")]
    Another,
    #[error("the database does not answer")]
    Database(#[from] Error),
}

/// What is known of the parties' folders. Whoever has a clone has the same.
#[derive(Clone, Debug, Default)]
pub(super) struct Copies(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// The number from which on copies are for a party that has none yet: the newest when this hub began.
    since: Option<i64>,
    /// The number of the newest copy in a party's folder.
    newest: BTreeMap<String, i64>,
    /// Parties at whose folders a thread is.
    busy: BTreeSet<String>,
}

impl Copies {
    /// Puts into each party's folder what it does not have yet, and says whether each has everything; nothing where the database does
    /// not say what there is.
    pub(super) async fn hand_out(&self, db: &DatabaseConnection, folder: &Path, parties: &[String]) -> Option<bool> {
        let newest = audit_checkpoint::Entity::find().select_only().column(audit_checkpoint::Column::Number);
        let newest = newest.order_by_desc(audit_checkpoint::Column::Number).into_tuple::<i64>().one(db).await.ok()?;
        let since = *self.lock().since.get_or_insert(newest.unwrap_or(1));
        let parties: Vec<&String> = parties.iter().filter(|id| !id.contains(['/', '\\']) && !id.starts_with('.')).collect();
        let mut whole = true;
        for some in parties.chunks(AT_ONCE) {
            let brought = join_all(some.iter().map(async |id| (id, self.bring(db, folder.join(id), id, since).await))).await;
            for (party, late) in brought.into_iter().filter_map(|(id, done)| Some((id, done.err()?))) {
                tracing::error!(cause = %late, party, "a party has not got its checkpoints");
                whole = false;
            }
        }
        Some(whole)
    }

    /// Brings a party what it does not have yet.
    async fn bring(&self, db: &DatabaseConnection, own: PathBuf, id: &str, since: i64) -> Result<(), Late> {
        loop {
            let known = self.lock().newest.get(id).copied();
            let folder = own.clone();
            let has = self.at(id, move || newest(&folder, known)).await?;
            let from = has.as_ref().map_or(since, |(number, _)| *number);
            let mut next = checkpoints(db, from).await?;
            if let Some((number, copy)) = has {
                if next.first().is_none_or(|(_, first)| *first != copy) {
                    return Err(Late::Another);
                }
                next.remove(0);
                self.lock().newest.insert(id.to_owned(), number);
            }
            if next.is_empty() {
                return Ok(());
            }
            let folder = own.clone();
            self.at(id, move || next.iter().try_for_each(|(number, copy)| put(&folder, *number, copy))).await?;
        }
    }

    /// Does something at a party's folder. While an earlier call has not come back from there, nothing is.
    async fn at<T: Send + 'static>(&self, id: &str, what: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
        if !self.lock().busy.insert(id.to_owned()) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let (tell, told) = oneshot::channel();
        let (copies, party) = (self.clone(), id.to_owned());
        let begun = thread::Builder::new().name("hub-copies".to_owned()).spawn(move || {
            let done = what();
            copies.lock().busy.remove(&party);
            drop(tell.send(done));
        });
        if let Err(cause) = begun {
            self.lock().busy.remove(id);
            return Err(cause);
        }
        timeout(PATIENCE, told).await?.unwrap_or_else(|_| Err(io::ErrorKind::BrokenPipe.into()))
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The stored checkpoints from this number on, with their numbers.
async fn checkpoints(db: &DatabaseConnection, from: i64) -> Result<Vec<(i64, Checkpoint)>, Error> {
    let stored = audit_checkpoint::Entity::find().filter(audit_checkpoint::Column::Number.gte(from));
    let stored = stored.order_by_asc(audit_checkpoint::Column::Number).limit(PAGE).all(db).await?;
    Ok(stored.into_iter().map(|row| (row.number, Checkpoint { document: row.document, signature: row.signature })).collect())
}

/// The newest copy in a folder, which is made where there is none. All names are looked at only where it is not the one known of.
fn newest(own: &Path, known: Option<i64>) -> io::Result<Option<(i64, Checkpoint)>> {
    if !own.is_dir() {
        fs::create_dir(own)?;
    }
    let stands = |number: &i64| named(own, *number).exists() && !named(own, number + 1).exists();
    let number = match known.filter(stands) {
        None => numbers(own)?.into_iter().max(),
        known => known,
    };
    number.map(|number| Ok((number, read(own, number)?))).transpose()
}

/// The numbers of all copies in a folder.
fn numbers(own: &Path) -> io::Result<Vec<i64>> {
    let names = fs::read_dir(own)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    Ok(names.iter().filter_map(|name| name.to_str()?.strip_prefix("checkpoint-")?.strip_suffix(".json")?.parse().ok()).collect())
}

fn read(own: &Path, number: i64) -> io::Result<Checkpoint> {
    Ok(serde_json::from_slice(&fs::read(named(own, number))?)?)
}

/// Puts a copy into a folder: never half of it under its name, and never over another.
fn put(own: &Path, number: i64, copy: &Checkpoint) -> io::Result<()> {
    let file = named(own, number);
    if file.exists() {
        // Another hub was here first.
        return if read(own, number)? == *copy { Ok(()) } else { Err(io::ErrorKind::AlreadyExists.into()) };
    }
    let half = own.join(format!(".checkpoint-{number:09}-{}", std::process::id()));
    let mut writing = fs::File::create(&half)?;
    writing.write_all(serde_json::to_string(copy)?.as_bytes())?;
    writing.sync_all()?;
    fs::rename(half, file)
}

fn named(own: &Path, number: i64) -> PathBuf {
    own.join(format!("checkpoint-{number:09}.json"))
}
