//! Data sets: invented people by the ordinary import, and a token for each of their personal advisers.

use crate::database::{OwnCluster, TestDatabase};
use chrono::TimeDelta;
use clap::ValueEnum;
use connections_hub::{
    clock::Clock,
    identity::demo,
    seed::{self, Plan},
    store::Store,
    vocabulary::Role,
};
use entity::membership;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::{fmt, path::Path};
use tempfile::TempDir;

/// People of the ordinary data set.
pub const PEOPLE: u64 = 1_000;

/// Where the data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Place {
    /// One file, with `synchronous=FULL`.
    Sqlite,
    /// A cluster of the benchmark's own, which writes through to the disk.
    Postgres,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if *self == Self::Sqlite { "sqlite" } else { "postgres" })
    }
}

/// A data set.
pub struct Data {
    pub place: Place,
    pub url: String,
    /// Personal advisers with their tokens.
    pub workers: Vec<(String, String)>,
    /// People, each with the number of her adviser.
    pub people: Vec<(String, usize)>,
    _dir: Option<TempDir>,
    _database: Option<(OwnCluster, TestDatabase)>,
}

impl Data {
    /// Makes it, unless it was kept.
    pub async fn of(place: Place, kept: Option<&Path>, people: u64) -> Self {
        let dir = kept.is_none().then(|| tempfile::tempdir().expect("a directory"));
        let home = kept.or(dir.as_ref().map(TempDir::path)).expect("a directory").join(format!("{place}-{people}"));
        std::fs::create_dir_all(&home).expect("the directory of the data set");
        let database = match place {
            Place::Sqlite => None,
            Place::Postgres => {
                let cluster = OwnCluster::start(&["fsync=on", "shared_buffers=256MB"]);
                let database = TestDatabase::of(&cluster).await;
                Some((cluster, database))
            }
        };
        let file = home.join("hub.sqlite");
        let is_new = database.is_some() || !file.exists();
        let url = database.as_ref().map_or_else(|| format!("sqlite://{}", file.display()), |(_, database)| database.url.clone());
        let (store, clock) = (Store::open(&url).await.expect("a database"), Clock::system());
        let issuer = demo::issuer(&home).expect("an issuer");
        if is_new {
            eprintln!("inventing {people} people on {place} …");
            store.migrate().await.expect("the schema");
            let plan = Plan { people, seed: 1, today: clock.now().date_naive() };
            seed::plant(&store, &plan, clock.now(), &()).await.expect("the data set");
            let writing = store.writing_agreed().await.expect("a change");
            demo::register(writing.db(), &issuer).await.expect("the issuer is registered");
            writing.commit().await.expect("the issuer is registered");
        }
        let token = |worker: &str| {
            let ask = demo::Ask { agency: seed::LEAVING_CARE, role: Role::Pa, worker, acting_client: None, ttl: TimeDelta::hours(6) };
            demo::token(&issuer, &ask, clock.now()).expect("a token")
        };
        let supported = supported(&store).await;
        let mut workers: Vec<String> = supported.iter().map(|(_, worker)| worker.clone()).collect();
        workers.sort();
        workers.dedup();
        let number = |worker: &String| workers.binary_search(worker).expect("an adviser");
        let people = supported.iter().map(|(person, worker)| (person.clone(), number(worker))).collect();
        let workers = workers.iter().map(|worker| (worker.clone(), token(worker))).collect();
        Self { place, url, workers, people, _dir: dir, _database: database }
    }

    /// Whom a person's adviser is, with the token.
    pub fn adviser(&self, person: usize) -> (&str, &str, &str) {
        let (person, worker) = &self.people[person % self.people.len()];
        let (worker, token) = &self.workers[*worker];
        (person, worker, token)
    }
}

/// People with their personal advisers.
async fn supported(store: &Store) -> Vec<(String, String)> {
    use membership::Column as C;
    let query = membership::Entity::find().select_only().columns([C::PersonId, C::Worker]).filter(C::AgencyId.eq(seed::LEAVING_CARE));
    let query = query.filter(C::Worker.is_not_null()).order_by_asc(C::PersonId);
    query.into_tuple().all(store.reader()).await.expect("people have advisers")
}
