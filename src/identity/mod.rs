//! From a token to a [`Caller`]: who is asking, for which agency, in which one role.
//!
//! The only code that knows `jsonwebtoken`. A token decides who is asking and never what may be seen.

mod caller;
mod claims;
pub mod demo;
mod herself;
mod keys;
mod refusal;
mod still;
mod store;
mod verified;

pub use caller::Caller;
pub(crate) use claims::is_subject;
pub(crate) use herself::is_own_subject;
pub use herself::{Bearer, Herself};
pub use keys::{KeyFault, KeyRing};
pub use refusal::REFUSED;

use crate::{
    agency::{Issuer, OwnIssuer, Registry},
    clock::Clock,
    error::Error,
};
use claims::Claims;
use jsonwebtoken::{Header, Validation, dangerous, decode, decode_header};
use refusal::Refusal;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};
use verified::Verified;

/// The largest token that is looked at, in bytes.
pub const LARGEST_TOKEN: usize = 8 * 1024;
/// How long a registry may go unlooked at before no token is believed any more.
pub const OLDEST: Duration = Duration::from_secs(30);

/// Checks tokens against the registry.
#[derive(Debug)]
pub struct Verifier {
    state: RwLock<Arc<State>>,
    // When the registry in use was last found to be the newest.
    looked: RwLock<Instant>,
    clock: Clock,
}

/// A registry with its issuers' keys made ready; replaced whole.
#[derive(Debug)]
struct State {
    registry: Arc<Registry>,
    rings: HashMap<Arc<str>, KeyRing>,
    verified: Verified,
}

impl State {
    fn new(registry: Arc<Registry>) -> Arc<Self> {
        let agencies = registry.issuers().into_iter().map(|issuer| (Arc::clone(&issuer.id), ring(&issuer.id, &issuer.keys)));
        let own = registry.own_issuers().into_iter().map(|issuer| (Arc::clone(&issuer.id), ring(&issuer.id, &issuer.keys)));
        let rings = agencies.chain(own).collect();
        Arc::new(Self { registry, rings, verified: Verified::default() })
    }
}

fn ring(issuer: &str, keys: &serde_json::Value) -> KeyRing {
    let (ring, faults) = KeyRing::read(keys);
    for fault in faults {
        tracing::warn!(issuer, key = fault.index, reason = fault.what, "key passed over");
    }
    ring
}

impl Verifier {
    /// A verifier over this registry; times are read from the clock.
    pub fn new(registry: Arc<Registry>, clock: Clock) -> Self {
        Self { state: RwLock::new(State::new(registry)), looked: RwLock::new(Instant::now()), clock }
    }

    /// Says that the registry in use is still the newest.
    pub fn is_current(&self) {
        *self.looked.write().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Takes a newer registry into use for every token from now on.
    pub fn reload(&self, registry: Arc<Registry>) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = State::new(registry);
        self.is_current();
    }

    /// The registry in use.
    pub fn registry(&self) -> Arc<Registry> {
        Arc::clone(&self.state().registry)
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who is asking, by the token of the `Authorization` header without the word `Bearer`: a worker, a system, or a woman herself.
    ///
    /// `UNAUTHENTICATED` with one text for every reason; the reason is logged by its name, without anything of the token.
    /// `UNAVAILABLE` when the registry was not looked at for too long: an issuer or a key may have been taken out meanwhile.
    #[expect(clippy::unused_async, reason = "an issuer's keys may have to be fetched before a token can be judged")]
    pub async fn bearer(&self, token: Option<&str>) -> Result<Bearer, Error> {
        if self.looked.read().unwrap_or_else(PoisonError::into_inner).elapsed() > OLDEST {
            return Err(Error::unavailable("the registry was not looked at for too long"));
        }
        let state = self.state();
        verify(&state, token, self.clock.now().timestamp()).map_err(Refusal::refuse)
    }

    /// The same where only a worker or a system may ask: a token of a woman herself is refused like any other that is not theirs.
    pub async fn caller(&self, token: Option<&str>) -> Result<Caller, Error> {
        match self.bearer(token).await? {
            Bearer::Caller(caller) => Ok(caller),
            Bearer::Herself(_) => Err(Refusal::NotAWorker.refuse()),
        }
    }
}

fn verify(state: &State, bearer: Option<&str>, now: i64) -> Result<Bearer, Refusal> {
    let token = bearer.map(str::trim).filter(|t| !t.is_empty()).ok_or(Refusal::Missing)?;
    if token.len() > LARGEST_TOKEN {
        return Err(Refusal::TooLarge);
    }
    match issuer(&state.registry, token)? {
        Speaks::ForAgencies(issuer) => {
            let claims = state.verified.claims(token, || signed_claims(state, &issuer.id, &issuer.audience, token))?;
            claims::in_time(&claims, now)?;
            claims::caller(&state.registry, issuer, &claims).map(Bearer::Caller)
        }
        Speaks::ForHerself(issuer) => {
            let claims = state.verified.claims(token, || signed_claims(state, &issuer.id, &issuer.audience, token))?;
            claims::in_time(&claims, now)?;
            herself::herself(&state.registry, issuer, &claims).map(Bearer::Herself)
        }
    }
}

/// For whom an issuer speaks: never for both.
enum Speaks<'r> {
    ForAgencies(&'r Issuer),
    ForHerself(&'r OwnIssuer),
}

/// The issuer that the token names; nothing of it is believed until its key has verified the signature.
fn issuer<'r>(registry: &'r Registry, token: &str) -> Result<Speaks<'r>, Refusal> {
    let named: Claims = dangerous::insecure_decode_claims(token).map_err(|_| Refusal::Malformed)?;
    let named = named.get("iss").and_then(serde_json::Value::as_str).ok_or(Refusal::UnknownIssuer)?;
    match (registry.issuer(named), registry.own_issuer(named)) {
        (Some(issuer), None) => Ok(Speaks::ForAgencies(issuer)),
        (None, Some(issuer)) => Ok(Speaks::ForHerself(issuer)),
        (Some(_), Some(_)) => Err(Refusal::TwoKindsOfIssuer),
        (None, None) => Err(Refusal::UnknownIssuer),
    }
}

/// The claims, once signature, issuer and audience are verified. Times are checked by the hub's own clock, not here.
fn signed_claims(state: &State, issuer: &str, audience: &str, token: &str) -> Result<Claims, Refusal> {
    let header = decode_header(token).map_err(|_| Refusal::Malformed)?;
    acceptable(&header)?;
    let kid = header.kid.as_deref().ok_or(Refusal::UnknownKey)?;
    let key = state.rings.get(issuer).and_then(|ring| ring.find(kid)).ok_or(Refusal::UnknownKey)?;
    if !key.algorithms.contains(&header.alg) {
        return Err(Refusal::AlgorithmNotOfKey);
    }
    let mut rules = Validation::new(header.alg);
    rules.required_spec_claims = HashSet::from(["iss".to_owned(), "aud".to_owned()]);
    rules.set_issuer(&[issuer]);
    rules.set_audience(&[audience]);
    rules.validate_exp = false;
    rules.validate_nbf = false;
    decode(token, &key.decoding, &rules).map(|data| data.claims).map_err(|_| Refusal::SignatureOrAudience)
}

/// Whether the header asks for nothing that the hub does not do (RFC 7515 4.1.11), and calls the token what it is.
fn acceptable(header: &Header) -> Result<(), Refusal> {
    if header.crit.is_some() {
        return Err(Refusal::CriticalHeader);
    }
    let named = header.typ.as_deref().map(str::to_ascii_lowercase);
    match named.as_deref() {
        None | Some("jwt" | "at+jwt" | "application/at+jwt") => Ok(()),
        Some(_) => Err(Refusal::NotAnAccessToken),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_token_is_believed_by_a_registry_that_nobody_looked_at_for_too_long() {
        let verifier = Verifier::new(Arc::default(), Clock::system());
        let told = async || verifier.caller(Some("a token")).await.unwrap_err().code();
        assert_eq!(told().await, "UNAUTHENTICATED");
        *verifier.looked.write().unwrap() = Instant::now().checked_sub(OLDEST + Duration::from_secs(1)).unwrap();
        assert_eq!(told().await, "UNAVAILABLE");
        verifier.is_current();
        assert_eq!(told().await, "UNAUTHENTICATED");
    }
}
