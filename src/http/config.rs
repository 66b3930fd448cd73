//! What the transport can be told.

use crate::error::Error;
use crate::gate::Limits;
use http::HeaderValue;
use std::num::NonZeroU32;
use std::time::Duration;

/// What the transport can be told; the defaults are right for a hub behind a proxy of its own.
#[derive(Clone, Debug)]
pub struct HttpConfig {
    /// How large a question may be.
    pub limits: Limits,
    /// Bytes of one request's body.
    pub body_bytes: usize,
    /// How long one request may take, from its headers to its answer.
    pub timeout: Duration,
    /// How long a client may take over the headers of a request; on an open connection the wait for it counts too.
    pub header_timeout: Duration,
    /// How long the hub still takes requests after it was told to stop, while it says that it is not ready.
    pub drain: Duration,
    /// Whether clients reach the hub by TLS, so that browsers are told never to use anything else.
    pub behind_tls: bool,
    /// The origins whose pages may ask; none by default.
    pub origins: Vec<HeaderValue>,
    /// How often one caller may ask.
    pub rate: RateLimits,
    /// Whether a browser that opens `/graphql` gets GraphiQL.
    pub graphiql: bool,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            body_bytes: 256 * 1024,
            timeout: Duration::from_secs(30),
            header_timeout: Duration::from_secs(75),
            drain: Duration::ZERO,
            behind_tls: false,
            origins: Vec::new(),
            rate: RateLimits::default(),
            graphiql: true,
        }
    }
}

impl HttpConfig {
    /// Allows the pages of these origins, each as `https://host` with a port if it is not the usual one.
    ///
    /// # Errors
    /// `INVALID_INPUT` for what is no origin; `*` and `null` are none.
    pub fn with_origins(mut self, origins: &[String]) -> Result<Self, Error> {
        self.origins = origins.iter().map(|origin| checked(origin)).collect::<Result<_, _>>()?;
        Ok(self)
    }
}

fn checked(origin: &str) -> Result<HeaderValue, Error> {
    let fault = || {
        let what = format!("`HUB_ORIGINS`: `{origin}` is no origin: write it as `https://host` or `https://host:port`");
        Error::invalid("HUB_ORIGINS", what)
    };
    let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).ok_or_else(fault)?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']');
    if host.is_empty() || !host.bytes().all(plain) {
        return Err(fault());
    }
    HeaderValue::from_str(origin).map_err(|_| fault())
}

/// How often may be asked. A document is one question, also inside a batch.
#[derive(Clone, Copy, Debug)]
pub struct RateLimits {
    /// Questions a second of one caller, in the long run.
    pub per_second: NonZeroU32,
    /// Questions that one caller may ask at once after a pause.
    pub burst: NonZeroU32,
    /// Questions a second of all together who show no valid token.
    pub anonymous_per_second: NonZeroU32,
    /// Questions that they may ask at once after a pause.
    pub anonymous_burst: NonZeroU32,
}

impl RateLimits {
    /// No limit that a person or a load test on one machine would meet.
    pub const UNHURRIED: Self = {
        let many = NonZeroU32::MAX;
        Self { per_second: many, burst: many, anonymous_per_second: many, anonymous_burst: many }
    };
}

impl Default for RateLimits {
    fn default() -> Self {
        let count = |count| NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN);
        Self { per_second: count(50), burst: count(500), anonymous_per_second: count(50), anonymous_burst: count(200) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_checked() {
        let origins = |origin: &str| HttpConfig::default().with_origins(&[origin.to_owned()]);
        assert_eq!(origins("https://case.example.org:8443").unwrap().origins.len(), 1);
        for wrong in ["*", "null", "case.example.org", "https://", "https://a.org/path", "https://a.org\n"] {
            assert_eq!(origins(wrong).unwrap_err().code(), "INVALID_INPUT", "{wrong}");
        }
    }
}
