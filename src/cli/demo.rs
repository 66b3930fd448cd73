//! `hub demo`: the demonstration partnership on one file, loaded by the ordinary import, with a token for every role.

use super::{
    demo_files::{self, FILES},
    serve,
};
use crate::{
    agreement::{self, Compiler, File, Outcome, Publisher, Refused},
    audit::{Keeping, Signer},
    choices::sweep,
    clock::Clock,
    config::AUDIT_KEY,
    disclosure::Hub,
    error::Error,
    http::{HttpConfig, RateLimits},
    identity::demo::{self, DemoIssuer},
    import,
    record::catalogue,
    store::Store,
    vocabulary::{Coded, Role},
};
use chrono::TimeDelta;
use clap::Args;
use serde_json::{Value, json};
use std::{
    fmt::Write,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;

/// What `hub demo` is asked.
#[derive(Args, Clone, Debug)]
pub struct DemoArgs {
    /// The port on this machine
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Where the demonstration keeps its database, its key and `demo.json`
    #[arg(long, default_value = "demo-data")]
    pub dir: PathBuf,
    /// Forget everything and load it anew
    #[arg(long)]
    pub reset: bool,
}

/// The women of the demonstration for whom `demo.json` holds a token of their own.
const HERSELF: &[&str] = &["jas", "em", "lizzie", "craig", "jane"];

/// How long the printed tokens live.
const TOKEN_HOURS: i64 = 12;

/// Loads what is missing, prints how to ask, and answers until it is told to stop.
pub async fn run(args: &DemoArgs, say: &dyn Fn(&str)) -> Result<(), Error> {
    let listener = TcpListener::bind(("127.0.0.1", args.port)).await;
    let listener = listener.map_err(|_| Error::invalid("port", format!("port {} is taken: give another with `--port`", args.port)))?;
    let url = format!("http://{}", listener.local_addr().map_err(Error::internal)?);
    let loaded = load(&args.dir, args.reset, Clock::system(), say).await?;
    let written = write(&args.dir, &url, &loaded)?;
    say(&told(&url, &written, &args.dir));
    // Only this machine asks, and whoever tries the hub out may try it hard.
    let config = HttpConfig { graphiql: true, rate: RateLimits::UNHURRIED, ..HttpConfig::default() };
    let key = args.dir.join(AUDIT_KEY);
    Signer::read_or_make(&key)?;
    let keeping = Keeping { key: Some(key), ..Keeping::default() };
    tokio::spawn(sweep::keep_sweeping(loaded.hub.clone()));
    serve::answer_and_sign(loaded.hub, listener, config, keeping).await
}

/// A loaded demonstration.
#[derive(Debug)]
pub struct Loaded {
    /// The hub on its database.
    pub hub: Arc<Hub>,
    /// Persons by the labels of the partnership file.
    pub people: Vec<(String, String)>,
    /// The issuer of its tokens.
    pub issuer: DemoIssuer,
    /// Workers: agency, role, id.
    pub workers: Vec<(String, Role, String)>,
}

/// Opens the demonstration in this directory, loading it by the ordinary import where it is new.
pub async fn load(dir: &Path, reset: bool, clock: Clock, say: &dyn Fn(&str)) -> Result<Loaded, Error> {
    if reset && dir.exists() {
        forget(dir)?;
    }
    fs::create_dir_all(dir).map_err(|cause| at(dir, &cause))?;
    let store = Store::open(&format!("sqlite://{}", dir.join("hub.sqlite").display())).await?;
    load_into(store, dir, clock, &Compiler(catalogue()), say).await
}

/// The same on a database of any kind, its policies published by `publisher`; the directory keeps the issuer's key and the people's ids.
pub async fn load_into(store: Store, dir: &Path, clock: Clock, publisher: &dyn Publisher, say: &dyn Fn(&str)) -> Result<Loaded, Error> {
    store.migrate().await?;
    let hub = serve::hub(store, clock);
    let issuer = demo::issuer(dir)?;
    let people = match people(dir) {
        Some(people) => people,
        None => take_in(&hub, dir, publisher, say).await?,
    };
    let writing = hub.store.writing_agreed().await?;
    demo::register(writing.db(), &issuer).await?;
    demo::register_herself(writing.db(), &issuer, &people).await?;
    writing.commit().await?;
    let state = hub.agreed.at(hub.store.reader()).await?;
    let workers = state.registry.agencies().into_iter().flat_map(|a| {
        let workers = state.registry.workers(&a.id);
        workers.map(|w| (a.id.to_string(), w.role, w.id.to_string())).collect::<Vec<_>>()
    });
    Ok(Loaded { workers: workers.collect(), hub, people, issuer })
}

/// The files a demonstration makes, and no others, so that a directory given by mistake keeps what it holds.
fn forget(dir: &Path) -> Result<(), Error> {
    for name in ["hub.sqlite", "hub.sqlite-wal", "hub.sqlite-shm", "people.json", "demo.json"] {
        match fs::remove_file(dir.join(name)) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(at(&dir.join(name), &cause)),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

fn at(path: &Path, cause: &io::Error) -> Error {
    Error::invalid("dir", format!("`{}`: {cause}: give a directory that can be written with `--dir`", path.display()))
}

/// The people of a demonstration that was loaded whole before.
fn people(dir: &Path) -> Option<Vec<(String, String)>> {
    let text = fs::read_to_string(dir.join("people.json")).ok()?;
    let people: serde_json::Map<String, Value> = serde_json::from_str(&text).ok()?;
    people.into_iter().map(|(label, id)| Some((label, id.as_str()?.to_owned()))).collect()
}

async fn take_in(hub: &Hub, dir: &Path, publisher: &dyn Publisher, say: &dyn Fn(&str)) -> Result<Vec<(String, String)>, Error> {
    say("loading the demonstration partnership (its policies are compiled once) …");
    let days = demo_files::days_to_move(hub.clock.now().date_naive());
    let outcome = partnership(hub, dir, publisher, days).await?;
    let state = hub.agreed.at(hub.store.reader()).await?;
    for (agency, text) in FILES {
        let text = demo_files::lines(text, days).map_err(Error::internal)?;
        let ask = import::Import { agency, dry_run: false, now: hub.clock.now() };
        let files = vec![(format!("{agency}.ndjson"), text.as_bytes())];
        import::run(hub.store.writer(), &*state, &ask, files, &()).await.map_err(Error::internal)?;
    }
    let people: Vec<_> = outcome.people.into_iter().collect();
    let file = dir.join("people.json");
    let text: serde_json::Map<String, Value> = people.iter().map(|(label, id)| (label.clone(), json!(id))).collect();
    fs::write(&file, Value::Object(text).to_string()).map_err(|cause| at(&file, &cause))?;
    Ok(people)
}

async fn partnership(hub: &Hub, dir: &Path, publisher: &dyn Publisher, days: u64) -> Result<Outcome, Error> {
    let text = demo_files::partnership(days).map_err(Error::internal)?;
    let file = File::read(&text, dir).map_err(|faults| Error::internal(format!("{faults:?}")))?;
    let applied = agreement::apply(hub.store.writer(), &file, publisher, catalogue(), hub.clock.now()).await;
    applied.map_err(|refused| match refused {
        Refused::Faults(faults) => Error::internal(format!("{faults:?}")),
        Refused::Hub(error) => error,
    })
}

/// A token for a worker of the demonstration.
pub fn token(loaded: &Loaded, agency: &str, role: Role, worker: &str) -> Result<String, Error> {
    let ask = demo::Ask { agency, role, worker, acting_client: None, ttl: TimeDelta::hours(TOKEN_HOURS) };
    demo::token(&loaded.issuer, &ask, loaded.hub.clock.now())
}

/// A token for a woman of the demonstration herself, by her label.
pub fn own_token(loaded: &Loaded, label: &str) -> Result<String, Error> {
    demo::own_token(&loaded.issuer, label, TimeDelta::hours(TOKEN_HOURS), loaded.hub.clock.now())
}

/// Writes `demo.json` and gives back what it holds.
pub fn write(dir: &Path, url: &str, loaded: &Loaded) -> Result<Value, Error> {
    let mut workers = Vec::new();
    for (agency, role, worker) in &loaded.workers {
        let token = token(loaded, agency, *role, worker)?;
        workers.push(json!({"agency": agency, "role": role.code(), "worker": worker, "token": token}));
    }
    let people: serde_json::Map<String, Value> = loaded.people.iter().map(|(label, id)| (label.clone(), json!(id))).collect();
    let mut herself = Vec::new();
    for (label, _) in loaded.people.iter().filter(|(label, _)| HERSELF.contains(&label.as_str())) {
        herself.push(json!({"person": label, "token": own_token(loaded, label)?}));
    }
    let written = json!({"url": url, "people": people, "workers": workers, "herself": herself});
    let file = dir.join("demo.json");
    fs::write(&file, serde_json::to_string_pretty(&written).map_err(Error::internal)?).map_err(|cause| at(&file, &cause))?;
    Ok(written)
}

/// What a newcomer reads: the address, a question that works when pasted, and a token for every role.
fn told(url: &str, written: &Value, dir: &Path) -> String {
    let workers = written.get("workers").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |worker: &Value, key: &str| worker.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut tokens = String::new();
    for worker in &workers {
        let _ = writeln!(tokens, "  {:<30} {:<18} {}", text(worker, "agency"), text(worker, "worker"), text(worker, "token"));
    }
    for her in written.get("herself").and_then(Value::as_array).into_iter().flatten() {
        let _ = writeln!(tokens, "  {:<30} {:<18} {}", "(herself)", text(her, "person"), text(her, "token"));
    }
    let first = workers.iter().find(|w| text(w, "worker") == "pa-1").map(|w| text(w, "token")).unwrap_or_default();
    let jas = written.pointer("/people/jas").and_then(Value::as_str).unwrap_or_default();
    let question = format!(
        r#"{{"query":"{{ person(id: \"{jas}\", purpose: JOINT_PLANNING) {{ knownAs custodyStatus {{ currentPrison recallDueOn }} keepSafePlan {{ whatHelps }} }} }}"}}"#
    );
    format!(
        "\nA token for each worker of the demonstration, good for {TOKEN_HOURS} hours (also in {}):\n{tokens}\n\
         The hub answers at {url}/graphql (GraphiQL in a browser). Ask as Jas's personal adviser:\n\n\
         curl -s {url}/graphql -H 'content-type: application/json' \\\n  -H 'authorization: Bearer {first}' \\\n  -d '{question}'\n",
        dir.join("demo.json").display()
    )
}
