//! The demonstration's own issuer: a key made at random in the demo's directory, and tokens signed with it.
//!
//! Nothing of it is built in: without the key file, and without its registration in the database, there is no demo token.

use crate::{agency::Registry, error::Error, vocabulary::Coded, vocabulary::Role};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode, jwk::Jwk};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

pub use super::store::{register, register_herself, speak_for_all};

/// The `iss` of demo tokens; the domain can never exist (RFC 2606).
pub const ISSUER: &str = "https://issuer.demo.invalid";
/// The `iss` of the demonstration's tokens for women themselves; signed with the same key.
pub const OWN_ISSUER: &str = "https://herself.demo.invalid";
/// The `aud` of demo tokens.
pub const AUDIENCE: &str = "connections-hub";
/// The file with the demo's key.
pub const FILE: &str = "demo-issuer.json";
/// The claim that holds the agency's id.
pub(super) const CLAIM: &str = "agency";
/// What precedes the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410).
const PKCS8: [u8; 16] = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

/// The demo's issuer with its private key. It does not print.
pub struct DemoIssuer {
    kid: String,
    key: EncodingKey,
    pub(super) public: Value,
}

/// The key file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    kid: String,
    secret: String,
}

/// For whom a token is made.
#[derive(Clone, Debug)]
pub struct Ask<'a> {
    /// The agency it speaks for.
    pub agency: &'a str,
    /// The one role.
    pub role: Role,
    /// The worker at that agency.
    pub worker: &'a str,
    /// The system through which the worker asks, where there is one.
    pub acting_client: Option<&'a str>,
    /// How long it lives: at most a day.
    pub ttl: TimeDelta,
}

/// The issuer of this directory; its key is made at random the first time.
pub fn issuer(dir: &Path) -> Result<DemoIssuer, Error> {
    match existing(dir)? {
        Some(issuer) => Ok(issuer),
        None => create(dir),
    }
}

/// The issuer of this directory, where it has one.
pub fn existing(dir: &Path) -> Result<Option<DemoIssuer>, Error> {
    let path = dir.join(FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(unreadable(&path, &cause)),
    };
    let stored: Stored = serde_json::from_str(&text).map_err(|cause| unreadable(&path, &cause))?;
    open(&stored).map(Some).ok_or_else(|| unreadable(&path, &"it holds no Ed25519 key"))
}

fn unreadable(path: &Path, cause: &dyn std::fmt::Display) -> Error {
    Error::invalid("dir", format!("the demo key `{}` cannot be used ({cause}): delete it, then run `hub demo` again", path.display()))
}

fn open(stored: &Stored) -> Option<DemoIssuer> {
    let secret = URL_SAFE_NO_PAD.decode(&stored.secret).ok().filter(|s| s.len() == 32)?;
    let key = EncodingKey::from_ed_der(&[PKCS8.as_slice(), &secret].concat());
    let mut jwk = Jwk::from_encoding_key(&key, Algorithm::EdDSA).ok()?;
    jwk.common.key_id = Some(stored.kid.clone());
    let public = json!({ "keys": [serde_json::to_value(&jwk).ok()?] });
    Some(DemoIssuer { kid: stored.kid.clone(), key, public })
}

fn create(dir: &Path) -> Result<DemoIssuer, Error> {
    let secret: [u8; 32] = rand::random();
    let kid = format!("demo-{:08x}", rand::random::<u32>());
    let stored = Stored { kid, secret: URL_SAFE_NO_PAD.encode(secret) };
    let path = dir.join(FILE);
    write_private(&path, &serde_json::to_string_pretty(&stored).map_err(Error::internal)?).map_err(|cause| unreadable(&path, &cause))?;
    open(&stored).ok_or_else(|| Error::internal("a new demo key could not be read back"))
}

/// Writes a new file that only its owner may read; never over another.
fn write_private(path: &PathBuf, text: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// A signed token. Whether it will be accepted is the verifier's business.
pub fn token(issuer: &DemoIssuer, ask: &Ask<'_>, now: DateTime<Utc>) -> Result<String, Error> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(issuer.kid.clone());
    let mut claims = json!({
        "iss": ISSUER, "aud": AUDIENCE, "iat": now.timestamp(), "exp": (now + ask.ttl).timestamp(),
        CLAIM: ask.agency, "sub": ask.worker, "roles": [ask.role.code()],
    });
    if let (Some(client), Some(claims)) = (ask.acting_client, claims.as_object_mut()) {
        claims.insert("act".to_owned(), json!({ "sub": client }));
    }
    encode(&header, &claims, &issuer.key).map_err(Error::internal)
}

/// A signed token for a woman herself. It names nobody but her subject.
pub fn own_token(issuer: &DemoIssuer, subject: &str, ttl: TimeDelta, now: DateTime<Utc>) -> Result<String, Error> {
    let mut header = Header::new(Algorithm::EdDSA);
    header.kid = Some(issuer.kid.clone());
    let (issued, expires) = (now.timestamp(), (now + ttl).timestamp());
    let claims = json!({"iss": OWN_ISSUER, "aud": AUDIENCE, "iat": issued, "exp": expires, "sub": subject});
    encode(&header, &claims, &issuer.key).map_err(Error::internal)
}

/// Whether the registry lets the demonstration's issuer speak for an agency; `INVALID_INPUT` with the mend where it does not.
pub fn speaks_for(registry: &Registry, agency: &str) -> Result<(), Error> {
    let mapped = registry.issuer(ISSUER).and_then(|issuer| issuer.agencies.get(agency));
    if mapped.is_some_and(|id| **id == *agency) {
        return Ok(());
    }
    Err(Error::invalid("agency", format!("the demo issuer does not speak for `{agency}` yet: run `hub demo` again")))
}

impl DemoIssuer {
    /// Whether tokens of this very key are accepted in the registry; `INVALID_INPUT` with the mend when they are not.
    pub fn enabled_in(&self, registry: &Registry) -> Result<(), Error> {
        let registered = registry.issuer(ISSUER).filter(|issuer| issuer.demo);
        match registered {
            None => {
                Err(Error::invalid("database", "the demo issuer is not enabled in this database: only `hub demo` enables it, in its own"))
            }
            Some(issuer) if issuer.keys != self.public => {
                Err(Error::invalid("dir", "the demo key of this directory is not the one registered in the database: run `hub demo` again"))
            }
            Some(_) => Ok(()),
        }
    }
}

impl std::fmt::Debug for DemoIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("DemoIssuer").field("kid", &self.kid).finish_non_exhaustive()
    }
}
