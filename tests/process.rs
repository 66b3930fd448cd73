//! A partnership on a database, and hubs on it in processes of their own.

use crate::{compiled::Compiled, database::TestDatabase};
use chrono::TimeDelta;
use connections_hub::{
    audit::Signer,
    cli::demo,
    clock::Clock,
    identity::demo::{Ask, token},
    store::Store,
};
use entity::{access_record, issuer, own_issuer, person_reference};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use std::{
    collections::{HashMap, HashSet},
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// How long a hub may take to answer, on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// The people and organisations of the demonstration, as a partnership that `hub serve` serves.
pub struct Partnership {
    database: TestDatabase,
    dir: TempDir,
    people: HashMap<String, String>,
    tokens: HashMap<String, String>,
    runtime: Runtime,
}

impl Partnership {
    pub fn on<F: Future<Output = TestDatabase>>(database: impl FnOnce() -> F) -> Self {
        let (dir, runtime) = (tempfile::tempdir().unwrap(), Runtime::new().unwrap());
        let (database, people, tokens) = runtime.block_on(async {
            let database = database().await;
            let store = Store::open(&database.url).await.unwrap();
            let loaded = demo::load_into(store, dir.path(), Clock::system(), &Compiled, &|_| {}).await.expect("the demonstration loads");
            // An issuer like any other: `hub serve` refuses those of a demonstration.
            let writing = loaded.hub.store.writing_agreed().await.unwrap();
            issuer::Entity::update_many().col_expr(issuer::Column::Demo, Expr::value(false)).exec(writing.db()).await.unwrap();
            own_issuer::Entity::update_many().col_expr(own_issuer::Column::Demo, Expr::value(false)).exec(writing.db()).await.unwrap();
            writing.commit().await.unwrap();
            let token = |(agency, role, worker): &(String, _, String)| {
                let ask = Ask { agency, role: *role, worker, acting_client: None, ttl: TimeDelta::hours(12) };
                (worker.clone(), token(&loaded.issuer, &ask, loaded.hub.clock.now()).unwrap())
            };
            (database, loaded.people.iter().cloned().collect(), loaded.workers.iter().map(token).collect())
        });
        Signer::read_or_make(&dir.path().join("audit-key.pem")).unwrap();
        Self { database, dir, people, tokens, runtime }
    }

    pub fn token(&self, worker: &str) -> String {
        self.tokens[worker].clone()
    }

    pub fn person(&self, label: &str) -> &str {
        &self.people[label]
    }

    fn key(&self) -> PathBuf {
        self.dir.path().join("audit-key.pem")
    }

    /// The hub's binary with this database and this key.
    fn hub(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hub"));
        command.args(arguments).env("HUB_DATABASE_URL", &self.database.url).env("HUB_AUDIT_KEY", self.key()).env("RUST_LOG", "error");
        command
    }

    /// Fails unless `hub audit verify` finds the records whole.
    pub fn verify(&self) {
        let found = self.hub(&["audit", "verify"]).output().unwrap();
        assert!(found.status.success(), "{}", String::from_utf8_lossy(&found.stderr));
    }

    /// Does something in the database past the hub.
    pub fn in_database<T>(&self, act: impl AsyncFnOnce(&DatabaseConnection) -> T) -> T {
        self.runtime.block_on(async {
            let store = Store::open_with(&self.database.url, 1).await.unwrap();
            act(store.writer()).await
        })
    }

    /// The request ids of all records, and who is enrolled under which number of the women's centre.
    pub fn stored(&self) -> (HashSet<String>, HashMap<String, String>) {
        self.runtime.block_on(async {
            let store = Store::open_with(&self.database.url, 1).await.unwrap();
            let ids = access_record::Entity::find().select_only().column(access_record::Column::TraceId).into_tuple::<String>();
            let known = person_reference::Entity::find().filter(person_reference::Column::AgencyId.eq("womens-centre"));
            let known = known.all(store.reader()).await.unwrap().into_iter().map(|row| (row.reference, row.person_id));
            (ids.all(store.reader()).await.unwrap().into_iter().collect(), known.collect())
        })
    }
}

/// A port that is free now.
pub fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// `hub serve` on a partnership's database.
pub struct Process {
    child: Child,
    pub url: String,
}

impl Process {
    /// Starts it on a port, again where it was killed, and waits until it answers.
    pub fn serve(partnership: &Partnership, port: u16, environment: &[(&str, &str)]) -> Self {
        let mut command = partnership.hub(&["serve"]);
        command.env("HUB_LISTEN", format!("127.0.0.1:{port}")).env("HUB_AUDIT_EVERY", "1");
        command.env("HUB_RATE_PER_SECOND", "1000000").env("HUB_RATE_BURST", "1000000").envs(environment.iter().copied());
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the hub starts");
        let hub = Self { child, url: format!("http://127.0.0.1:{port}") };
        hub.answers_again();
        hub
    }

    /// Waits until it is ready by its own word.
    pub fn answers_again(&self) {
        let began = Instant::now();
        while !is_ready(&self.url) {
            assert!(began.elapsed() < PATIENCE, "the hub did not answer again");
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// It is told to stop, and ends when it has finished what it has begun.
    pub fn stop(mut self) {
        assert!(Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap().success());
        assert!(self.child.wait().unwrap().success(), "it ends in good order");
    }
}

/// Whether a hub says that it is ready.
pub fn is_ready(url: &str) -> bool {
    reqwest::blocking::get(format!("{url}/health/ready")).is_ok_and(|response| response.status() == 200)
}

/// Dropped, it ends at once, without a word.
impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        self.child.wait().unwrap();
    }
}
