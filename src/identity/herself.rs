//! A woman who signs in herself.

use super::{Caller, claims::Claims, refusal::Refusal, still::Door};
use crate::agency::{OwnIssuer, Registry};
use serde_json::Value;
use std::sync::Arc;

/// A woman who asks herself, as a verified token of an issuer of her own says it. Only the verifier makes one.
///
/// She has no agency and no role: nothing that the agreements say of workers is ever about her. Which person she is stands in the
/// database, and is read in the very snapshot that answers her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Herself {
    issuer: Arc<str>,
    subject: Arc<str>,
    pub(super) door: Door,
}

impl Herself {
    /// The identity provider that vouched.
    pub fn issuer(&self) -> &Arc<str> {
        &self.issuer
    }

    /// Her id at that provider.
    pub fn subject(&self) -> &Arc<str> {
        &self.subject
    }
}

/// Whoever shows a good token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// A worker or a system of an agency.
    Caller(Caller),
    /// A woman herself.
    Herself(Herself),
}

/// Whether it can be the subject of her own sign-in: 1 to 255 visible ASCII characters (`OpenID Connect` Core, `sub`).
pub(crate) fn is_own_subject(subject: &str) -> bool {
    (1..=255).contains(&subject.len()) && subject.bytes().all(|b| b.is_ascii_graphic())
}

/// Reads who she is. Nobody acts for her through her own sign-in, so that a token that names an actor is none of hers.
pub(super) fn herself(registry: &Arc<Registry>, issuer: &OwnIssuer, claims: &Arc<Claims>) -> Result<Herself, Refusal> {
    if claims.contains_key("act") {
        return Err(Refusal::ActsForHer);
    }
    let subject = claims.get("sub").and_then(Value::as_str).filter(|s| is_own_subject(s)).ok_or(Refusal::NoSubject)?;
    let door = Door { registry: Arc::clone(registry), claims: Arc::clone(claims) };
    Ok(Herself { issuer: Arc::clone(&issuer.id), subject: subject.into(), door })
}
