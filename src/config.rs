//! The environment, read once into one struct. Nothing else reads it but the log's filter, and secrets do not print.

use crate::{
    audit::Keeping,
    error::Error,
    http::{HttpConfig, RateLimits},
};
use std::{
    fmt,
    net::SocketAddr,
    num::NonZeroU32,
    path::{Path, PathBuf},
    time::Duration,
};

/// What `hub serve` is configured with.
#[derive(Clone)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://…`; holds the database's password, so it does not print.
    pub database_url: String,
    /// Where the hub listens.
    pub listen: SocketAddr,
    /// Where `/metrics` listens; nowhere if not said.
    pub metrics: Option<SocketAddr>,
    /// Connections that read at once.
    pub connections: Option<u32>,
    /// The transport's limits and headers.
    pub http: HttpConfig,
    /// The key that signs checkpoints, and where copies go.
    pub audit: Keeping,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("listen", &self.listen).finish_non_exhaustive()
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// `INVALID_INPUT` that names the variable and the mend.
    pub fn from_environment() -> Result<Self, Error> {
        let database_url = database_url()?;
        let listen = address("HUB_LISTEN")?.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8080)));
        let metrics = address("HUB_METRICS_LISTEN")?;
        let origins: Vec<String> = variable("HUB_ORIGINS").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let behind_tls = flag("HUB_BEHIND_TLS")?;
        let graphiql = flag("HUB_GRAPHIQL")?;
        let rate = rate()?;
        let drain = count("HUB_DRAIN")?.map_or(Duration::ZERO, |seconds| Duration::from_secs(u64::from(seconds.get())));
        let http = HttpConfig { drain, behind_tls, rate, graphiql, ..HttpConfig::default() }.with_origins(&origins)?;
        let connections = count("HUB_DATABASE_CONNECTIONS")?.map(NonZeroU32::get);
        if connections.is_some_and(|n| n > MOST_CONNECTIONS) {
            let message = format!("`HUB_DATABASE_CONNECTIONS` must be at most {MOST_CONNECTIONS}");
            return Err(Error::invalid("HUB_DATABASE_CONNECTIONS", message));
        }
        let audit = keeping(&database_url)?;
        Ok(Self { database_url, listen, metrics, connections, http, audit })
    }
}

/// Connections that a hub may be told to open; a database takes fewer.
const MOST_CONNECTIONS: u32 = 1_000;

/// The database of commands that need no more than that.
pub fn database_url() -> Result<String, Error> {
    variable("HUB_DATABASE_URL")
        .ok_or_else(|| Error::invalid("HUB_DATABASE_URL", "set `HUB_DATABASE_URL` to `sqlite://PATH` or `postgres://…`, or run `hub demo`"))
}

/// The collector that traces are sent to, if there is one.
pub fn collector() -> Option<String> {
    variable("HUB_OTLP")
}

/// The key beside an embedded database, where nobody named another.
pub const AUDIT_KEY: &str = "audit-key.pem";

/// The keys of checkpoints, and where copies go. Beside an embedded database the key is looked for in `audit-key.pem`.
pub fn keeping(database_url: &str) -> Result<Keeping, Error> {
    let beside = || {
        let path = database_url.strip_prefix("sqlite://")?;
        let key = Path::new(path.split('?').next()?).with_file_name(AUDIT_KEY);
        key.exists().then_some(key)
    };
    let seconds = count("HUB_AUDIT_EVERY")?.map_or(60, NonZeroU32::get);
    Ok(Keeping {
        key: variable("HUB_AUDIT_KEY").map(PathBuf::from).or_else(beside),
        trusted: variable("HUB_AUDIT_TRUSTED").unwrap_or_default().split_whitespace().map(PathBuf::from).collect(),
        parties: variable("HUB_AUDIT_PARTIES").map(PathBuf::from),
        every: Duration::from_secs(u64::from(seconds)),
    })
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// How often one caller may ask: the default, unless the environment says otherwise.
fn rate() -> Result<RateLimits, Error> {
    let usual = RateLimits::default();
    Ok(RateLimits {
        per_second: count("HUB_RATE_PER_SECOND")?.unwrap_or(usual.per_second),
        burst: count("HUB_RATE_BURST")?.unwrap_or(usual.burst),
        ..usual
    })
}

fn address(name: &str) -> Result<Option<SocketAddr>, Error> {
    let fault = |_| Error::invalid(name, format!("`{name}` must be an address and a port, such as `127.0.0.1:8080`"));
    variable(name).map(|value| value.parse().map_err(fault)).transpose()
}

fn count(name: &str) -> Result<Option<NonZeroU32>, Error> {
    let fault = |_| Error::invalid(name, format!("`{name}` must be a whole number from 1 on"));
    variable(name).map(|value| value.parse().map_err(fault)).transpose()
}

fn flag(name: &str) -> Result<bool, Error> {
    match variable(name).as_deref() {
        None | Some("false") => Ok(false),
        Some("true") => Ok(true),
        Some(_) => Err(Error::invalid(name, format!("`{name}` must be `true` or `false`"))),
    }
}
