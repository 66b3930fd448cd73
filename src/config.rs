//! The environment, read once into one struct. Nothing else reads it, and secrets do not print.

use crate::{
    error::Error,
    http::{HttpConfig, RateLimits},
};
use std::{fmt, net::SocketAddr, num::NonZeroU32};

/// What `hub serve` is configured with.
#[derive(Clone)]
pub struct Config {
    /// `sqlite://PATH` or `postgres://…`; holds the database's password, so it does not print.
    pub database_url: String,
    /// Where the hub listens.
    pub listen: SocketAddr,
    /// The transport's limits and headers.
    pub http: HttpConfig,
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
        let listen = variable("HUB_LISTEN").unwrap_or_else(|| "127.0.0.1:8080".into());
        let listen = listen
            .parse()
            .map_err(|_| Error::invalid("HUB_LISTEN", "`HUB_LISTEN` must be an address and a port, such as `127.0.0.1:8080`"))?;
        let origins: Vec<String> = variable("HUB_ORIGINS").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
        let behind_tls = flag("HUB_BEHIND_TLS")?;
        let graphiql = flag("HUB_GRAPHIQL")?;
        let rate = rate()?;
        let http = HttpConfig { behind_tls, rate, graphiql, ..HttpConfig::default() }.with_origins(&origins)?;
        Ok(Self { database_url, listen, http })
    }
}

/// The database of commands that need no more than that.
pub fn database_url() -> Result<String, Error> {
    variable("HUB_DATABASE_URL")
        .ok_or_else(|| Error::invalid("HUB_DATABASE_URL", "set `HUB_DATABASE_URL` to `sqlite://PATH` or `postgres://…`, or run `hub demo`"))
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
