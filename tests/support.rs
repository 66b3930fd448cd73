//! The demonstration partnership, answering on this machine, and the actors who ask it.
//!
//! The clock stands still on the Monday as of which the demonstration was written, so that every phase is the same in every run.

use crate::{compiled::Compiled, database::TestDatabase};
use chrono::{DateTime, TimeZone, Utc};
use connections_hub::{
    cli::{demo, serve},
    clock::Clock,
    disclosure::Hub,
    http::{HttpConfig, RateLimits},
    store::Store,
    vocabulary::Role,
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, OnceLock},
};
use tempfile::TempDir;
use tokio::{net::TcpListener, runtime::Runtime};

/// The moment at which the demonstration stands still.
pub fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap()
}

/// A hub with the demonstration partnership, answering on a port of its own.
pub struct DemoHub {
    pub loaded: demo::Loaded,
    pub url: String,
    people: HashMap<String, String>,
    client: reqwest::blocking::Client,
    pub database: TestDatabase,
    clock: Clock,
    dir: TempDir,
    runtime: Runtime,
}

/// The hub that tests share; they only read.
pub fn hub() -> &'static DemoHub {
    static HUB: OnceLock<DemoHub> = OnceLock::new();
    HUB.get_or_init(DemoHub::fresh)
}

/// Lets a hub answer on a port of its own, and gives back its address.
async fn answers(hub: Arc<Hub>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    // Tests ask as fast as they can.
    let config = HttpConfig { rate: RateLimits::UNHURRIED, ..HttpConfig::default() };
    tokio::spawn(serve::answer(hub, listener, config));
    url
}

impl DemoHub {
    /// A hub of its own, for a test that changes something.
    pub fn fresh() -> Self {
        Self::at(Clock::fixed(monday()))
    }

    /// A hub of its own under another clock.
    pub fn at(clock: Clock) -> Self {
        Self::on(TestDatabase::fresh(), clock)
    }

    /// A hub of its own on this database.
    pub fn on(database: impl Future<Output = TestDatabase>, clock: Clock) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (database, loaded, url) = runtime.block_on(async {
            let database = database.await;
            let store = Store::open(&database.url).await.unwrap();
            let loaded = demo::load_into(store, dir.path(), clock.clone(), &Compiled, &|_| {}).await.expect("the demonstration loads");
            let url = answers(loaded.hub.clone()).await;
            (database, loaded, url)
        });
        let people = loaded.people.iter().cloned().collect();
        Self { loaded, url, people, client: reqwest::blocking::Client::new(), database, clock, dir, runtime }
    }

    /// The address of another hub on the same database.
    pub fn another(&self) -> String {
        self.another_of(async |store, clock| serve::hub(store, clock), Store::open(&self.database.url))
    }

    /// The address of another hub, put together by the test, on this store.
    pub fn another_of(
        &self,
        hub: impl AsyncFnOnce(Store, Clock) -> Arc<Hub>,
        store: impl Future<Output = Result<Store, connections_hub::error::Error>>,
    ) -> String {
        self.wait_for(async { answers(hub(store.await.unwrap(), self.clock.clone()).await).await })
    }

    /// Runs something on the hub's own runtime, such as a look into its database.
    pub fn wait_for<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// A folder that goes with the hub.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The hub id of a person of the demonstration.
    pub fn id(&self, label: &str) -> &str {
        self.people.get(label).unwrap_or_else(|| panic!("no person `{label}` in the demonstration"))
    }

    /// A worker of the demonstration by id, such as `pa-1`.
    pub fn worker(&self, worker: &str) -> Actor<'_> {
        let found = self.loaded.workers.iter().find(|(_, _, id)| id == worker);
        let (agency, role, id) = found.unwrap_or_else(|| panic!("no worker `{worker}` in the demonstration"));
        self.actor(agency, *role, id)
    }

    /// Anybody with a token of the demonstration's issuer.
    pub fn actor(&self, agency: &str, role: Role, worker: &str) -> Actor<'_> {
        let token = demo::token(&self.loaded, agency, role, worker).expect("a token");
        Actor { hub: self, url: self.url.clone(), token: Some(token) }
    }

    /// A woman of the demonstration herself, by her label.
    pub fn herself(&self, label: &str) -> Actor<'_> {
        let token = demo::own_token(&self.loaded, label).expect("a token");
        self.bearer(Some(&token))
    }

    /// Somebody with this token, or with none.
    pub fn bearer(&self, token: Option<&str>) -> Actor<'_> {
        Actor { hub: self, url: self.url.clone(), token: token.map(str::to_owned) }
    }
}

/// Somebody who asks.
pub struct Actor<'a> {
    hub: &'a DemoHub,
    url: String,
    pub token: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// The request's id, as the record names it.
    pub request_id: String,
    pub text: String,
    pub json: Value,
}

impl Actor<'_> {
    /// The address of the hub that is asked.
    pub fn address(&self) -> &str {
        &self.url
    }

    /// Waits until whatever was begun before has ended: the feed stops below the oldest transaction of the whole cluster that is still
    /// running, and other tests write to other databases of it.
    pub fn waits_for_others(&self) {
        use sea_orm::{ConnectionTrait, DbBackend, Statement};
        if !self.hub.database.is_postgres() {
            return;
        }
        let db = self.hub.loaded.hub.store.writer();
        let number = async |query: &str| -> i64 {
            let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, query)).await.unwrap().unwrap();
            row.try_get_by_index(0).unwrap()
        };
        self.hub.wait_for(async {
            let now = number("SELECT pg_current_xact_id()::text::bigint").await;
            while number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint").await <= now {
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        });
    }

    /// Asks a hub at another address from now on.
    pub fn at(self, url: &str) -> Self {
        Self { url: url.to_owned(), ..self }
    }

    /// Asks; `$jas` and the like in the text stand for the persons' ids.
    pub fn asks(&self, query: &str) -> Answer {
        self.asks_with(query, &json!({}))
    }

    /// Asks with variables.
    pub fn asks_with(&self, query: &str, variables: &Value) -> Answer {
        let mut query = query.to_owned();
        let mut labels: Vec<_> = self.hub.people.iter().collect();
        labels.sort_by_key(|(label, _)| std::cmp::Reverse(label.len()));
        for (label, id) in labels {
            query = query.replace(&format!("${label}"), id);
        }
        let mut request = self.hub.client.post(format!("{}/graphql", self.url));
        request = request.header("content-type", "application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = json!({"query": query, "variables": variables}).to_string();
        let response = request.body(body).send().expect("the hub answers");
        let status = response.status().as_u16();
        let request_id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let text = response.text().unwrap();
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Answer { status, request_id, text, json }
    }

    /// Asks about one person: the fields of `Person` that stand in `selection`.
    pub fn asks_about(&self, label: &str, purpose: &str, selection: &str) -> Answer {
        self.asks(&format!(r#"{{ person(id: "{}", purpose: {purpose}) {{ {selection} }} }}"#, self.hub.id(label)))
    }
}

impl Answer {
    /// The value at a path such as `person.custodyStatus.currentPrison`; null when there is none.
    pub fn at(&self, path: &str) -> &Value {
        let pointer = format!("/data/{}", path.replace('.', "/"));
        self.json.pointer(&pointer).unwrap_or(&Value::Null)
    }

    /// The code of the first error.
    pub fn code(&self) -> Option<&str> {
        self.json.pointer("/errors/0/extensions/code")?.as_str()
    }

    /// Fails unless something stands at the path.
    pub fn must_see(&self, path: &str) -> &Self {
        assert!(!self.at(path).is_null(), "must see `{path}`: {}", self.text);
        self
    }

    /// Fails unless nothing stands at the path.
    pub fn must_not_see(&self, path: &str) -> &Self {
        assert!(self.at(path).is_null(), "must not see `{path}`: {}", self.text);
        self
    }

    /// Fails when a text stands anywhere in the answer but for its cursors, whose letters are as they come.
    pub fn never_says(&self, text: &str) -> &Self {
        let mut all = self.text.clone();
        cursors(&self.json, &mut |cursor| all = all.replace(cursor, ""));
        assert!(!all.to_lowercase().contains(&text.to_lowercase()), "must not say `{text}`: {}", self.text);
        self
    }
}

/// Every cursor in an answer.
fn cursors(value: &Value, found: &mut impl FnMut(&str)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| match value.as_str() {
            Some(cursor) if matches!(name.as_str(), "cursor" | "endCursor") => found(cursor),
            _ => cursors(value, found),
        }),
        Value::Array(all) => all.iter().for_each(|value| cursors(value, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
