//! `hub serve`: the hub, answering.

use crate::{
    clock::Clock,
    config::Config,
    disclosure::{Agreed, Hub, Kept},
    error::Error,
    http::{self, HttpConfig, Ready},
    identity::Verifier,
    schema::Graph,
    store::Store,
};
use async_trait::async_trait;
use std::{sync::Arc, time::Duration};
use tokio::net::TcpListener;

/// How often the hub looks whether who may ask has changed.
const REGISTRY_EVERY: Duration = Duration::from_secs(1);

/// Serves until it is told to stop. It refuses to start on a database it cannot trust, and says why.
pub async fn run(config: Config) -> Result<(), Error> {
    let store = Store::open(&config.database_url).await?;
    let pending = store.pending_migrations().await?;
    if let Some(first) = pending.first() {
        return Err(Error::invalid("HUB_DATABASE_URL", format!("the database lacks migration `{first}`: run `hub migrate up`")));
    }
    let hub = hub(store, Clock::system());
    let state = hub.agreed.at(hub.store.reader()).await?;
    if state.registry.demo_enabled() {
        return Err(Error::invalid("HUB_DATABASE_URL", "the demo issuer is enabled in this database: use it with `hub demo` only"));
    }
    if state.internal().is_none() {
        return Err(Error::invalid("HUB_DATABASE_URL", "no policy `internal` is published here: run `hub import --partnership FILE`"));
    }
    let listener = TcpListener::bind(config.listen).await.map_err(Error::unavailable)?;
    tracing::info!(listen = %config.listen, "the hub is answering");
    answer(hub, listener, config.http).await
}

/// A hub on this database.
pub fn hub(store: Store, clock: Clock) -> Arc<Hub> {
    Arc::new(Hub { store, agreed: Agreed::default(), kept: Kept::default(), clock })
}

/// Answers on this listener until the process is told to stop; what has begun is finished.
pub async fn answer(hub: Arc<Hub>, listener: TcpListener, config: HttpConfig) -> Result<(), Error> {
    let state = hub.agreed.at(hub.store.reader()).await?;
    let verifier = Arc::new(Verifier::new(Arc::new(state.registry.clone()), hub.clock.clone()));
    let following = tokio::spawn(follow(Arc::clone(&hub), Arc::clone(&verifier), state.version));
    let header_timeout = config.header_timeout;
    let router = http::router(config, Arc::new(Graph::new(Arc::clone(&hub))), verifier, Arc::new(Checks(hub)));
    http::serve(listener, router, header_timeout, stopped()).await;
    following.abort();
    Ok(())
}

/// Keeps the register of who may ask as it stands in the database. What may be seen is compared with every answer; this is only
/// about whose tokens are read.
async fn follow(hub: Arc<Hub>, verifier: Arc<Verifier>, mut version: i64) {
    loop {
        tokio::time::sleep(REGISTRY_EVERY).await;
        match hub.agreed.at(hub.store.reader()).await {
            Ok(state) if state.version != version => {
                version = state.version;
                verifier.reload(Arc::new(state.registry.clone()));
            }
            Ok(_) => {}
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

/// Whether the hub can answer: database, migrations, policies.
struct Checks(Arc<Hub>);

#[async_trait]
impl Ready for Checks {
    async fn ready(&self) -> Result<(), &'static str> {
        let state = self.0.agreed.at(self.0.store.reader()).await.map_err(|_| "DATABASE")?;
        let pending = self.0.store.pending_migrations().await.map_err(|_| "DATABASE")?;
        match (pending.is_empty(), state.internal().is_some()) {
            (false, _) => Err("MIGRATIONS"),
            (true, false) => Err("POLICY"),
            (true, true) => Ok(()),
        }
    }
}
