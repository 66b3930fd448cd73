//! `hub serve`: the hub, answering.

use crate::{
    audit::{Keeper, Keeping, Recorder, Seen},
    choices::sweep,
    clock::Clock,
    config::Config,
    disclosure::Hub,
    error::Error,
    http::{self, HttpConfig, Ready},
    identity::Verifier,
    pages,
    schema::Graph,
    store::{Store, answered, must_be_there},
};
use async_trait::async_trait;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{net::TcpListener, sync::Mutex};

/// How often the hub looks whether who may ask has changed.
const REGISTRY_EVERY: Duration = Duration::from_secs(1);
/// For how long it counts that the hub was found ready, or not.
const READY_FOR: Duration = Duration::from_secs(1);
/// How long whoever asks for metrics may take to say so.
const METRICS_HEADERS: Duration = Duration::from_secs(5);

/// Serves until it is told to stop. It refuses to start on a database it cannot trust, and says why.
pub async fn run(config: Config) -> Result<(), Error> {
    must_be_there(&config.database_url)?;
    config.audit.check()?;
    let store = match config.connections {
        Some(connections) => Store::open_with(&config.database_url, connections).await?,
        None => Store::open(&config.database_url).await?,
    };
    store.must_be_migrated().await?;
    let hub = hub(store, Clock::system());
    let state = hub.agreed.at(hub.store.reader()).await?;
    if state.registry.demo_enabled() {
        return Err(Error::invalid("HUB_DATABASE_URL", "the demo issuer is enabled in this database: use it with `hub demo` only"));
    }
    if state.internal().is_none() {
        return Err(Error::invalid("HUB_DATABASE_URL", "no policy `internal` is published here: run `hub import --partnership FILE`"));
    }
    let listener = bind("HUB_LISTEN", config.listen).await?;
    if let Some(address) = config.metrics {
        let listener = bind("HUB_METRICS_LISTEN", address).await?;
        let router = http::metrics()?;
        tokio::spawn(async move { http::serve(listener, router, METRICS_HEADERS, std::future::pending()).await });
    }
    tokio::spawn(sweep::keep_sweeping(Arc::clone(&hub)));
    tracing::info!(listen = %config.listen, "the hub is answering");
    answer_and_sign(hub, listener, config.http, config.audit).await
}

async fn bind(variable: &str, address: SocketAddr) -> Result<TcpListener, Error> {
    let fault =
        |cause| Error::invalid(variable, format!("`{variable}`: {address} cannot be listened on ({cause}): free it, or name another"));
    TcpListener::bind(address).await.map_err(fault)
}

/// A hub on this database.
pub fn hub(store: Store, clock: Clock) -> Arc<Hub> {
    let recorder = Recorder::start(store.clone(), clock.clone());
    Arc::new(Hub::new(store, clock, recorder))
}

/// Answers on this listener until the process is told to stop; what has begun is finished. It signs no checkpoints.
pub async fn answer(hub: Arc<Hub>, listener: TcpListener, config: HttpConfig) -> Result<(), Error> {
    answer_and_sign(hub, listener, config, Keeping::default()).await
}

/// The same, and signs what was recorded every so often.
pub async fn answer_and_sign(hub: Arc<Hub>, listener: TcpListener, config: HttpConfig, keeping: Keeping) -> Result<(), Error> {
    let state = hub.agreed.at(hub.store.reader()).await?;
    let verifier = Arc::new(Verifier::new(Arc::clone(&state.registry), hub.clock.clone()));
    let following = tokio::spawn(follow(Arc::clone(&hub), Arc::clone(&verifier), state.version));
    let keeper = Keeper::new(hub.store.clone(), hub.clock.clone(), keeping);
    let signing = tokio::spawn(sign(Arc::clone(&hub), keeper.clone()));
    let header_timeout = config.header_timeout;
    let (drain, draining) = (config.drain, Arc::new(AtomicBool::new(false)));
    let checks = Arc::new(Checks { hub: Arc::clone(&hub), keeper, draining: Arc::clone(&draining), last: Mutex::default() });
    let own = pages::routes(Arc::clone(&hub), Arc::clone(&verifier));
    let router = http::router_with(config, Arc::new(Graph::new(hub)), verifier, checks, own);
    http::serve(listener, router, header_timeout, drained(drain, draining)).await;
    following.abort();
    signing.abort();
    Ok(())
}

/// Keeps the register of who may ask as it stands in the database. What may be seen is compared with every answer, and so is who asks
/// ([`crate::identity::Caller::still`]); this is only about whose tokens are read. A hint makes it look at once.
async fn follow(hub: Arc<Hub>, verifier: Arc<Verifier>, mut version: i64) {
    let mut hints = hub.store.hints();
    loop {
        hints.within(REGISTRY_EVERY).await;
        match answered(hub.agreed.at(hub.store.reader())).await {
            Ok(state) if state.version != version => {
                version = state.version;
                verifier.reload(Arc::clone(&state.registry));
            }
            Ok(_) => verifier.is_current(),
            Err(error) => tracing::warn!(?error, "the registry could not be read"),
        }
    }
}

/// Resolves when the process is told to stop.
async fn stopped() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = async {
            match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
                Ok(mut signal) => signal.recv().await,
                Err(_) => std::future::pending().await,
            }
        };
        tokio::select! { _ = interrupted => {}, _ = terminated => {} }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}

/// Resolves when the process was told to stop, and whoever shares out requests has had time to see that this hub takes no more.
async fn drained(drain: Duration, draining: Arc<AtomicBool>) {
    stopped().await;
    draining.store(true, Ordering::SeqCst);
    if !drain.is_zero() {
        tracing::info!(seconds = drain.as_secs(), "told to stop: not ready any more, and answering until then");
        tokio::time::sleep(drain).await;
    }
}

/// Signs what was recorded, for as long as the hub runs.
async fn sign(hub: Arc<Hub>, keeper: Keeper) {
    let mut parties = Vec::new();
    loop {
        tokio::time::sleep(keeper.every()).await;
        if let Ok(state) = hub.agreed.at(hub.store.reader()).await {
            parties = state.registry.agencies().into_iter().map(|a| a.id.to_string()).collect();
        }
        keeper.round(&parties).await;
    }
}

/// Whether the hub can answer: database, migrations, policies, and the record.
struct Checks {
    hub: Arc<Hub>,
    keeper: Keeper,
    draining: Arc<AtomicBool>,
    // Anybody may ask, and as often as they like: it is looked at once a second for all who do.
    last: Mutex<Option<(Instant, Result<(), &'static str>)>>,
}

#[async_trait]
impl Ready for Checks {
    async fn ready(&self) -> Result<(), &'static str> {
        if self.draining.load(Ordering::SeqCst) {
            return Err("DRAINING");
        }
        let mut last = self.last.lock().await;
        match *last {
            Some((at, found)) if at.elapsed() < READY_FOR => found,
            _ => {
                let found = self.look().await;
                *last = Some((Instant::now(), found));
                found
            }
        }
    }

    async fn warnings(&self) -> Vec<&'static str> {
        self.keeper.warnings()
    }
}

impl Checks {
    async fn look(&self) -> Result<(), &'static str> {
        let hub = &self.hub;
        let state = hub.agreed.at(hub.store.reader()).await.map_err(|_| "DATABASE")?;
        let pending = hub.store.pending_migrations().await.map_err(|_| "DATABASE")?;
        if !pending.is_empty() {
            return Err("MIGRATIONS");
        }
        if state.internal().is_none() {
            return Err("POLICY");
        }
        // A record of nothing goes the whole way to the writer and back, but for the disk.
        let nothing = hub.recorder.record(Vec::new(), Seen { agreed: state.version, ..Seen::default() }).await;
        if nothing.is_err() || hub.recorder.is_failing() {
            return Err("AUDIT_LOG");
        }
        Ok(())
    }
}
