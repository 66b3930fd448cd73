//! Whether whoever was let in at the door would be let in by the register of the very state that decides.
//!
//! The door reads tokens by a register that may be a moment old. What was taken away before a question came counts all the same: it is
//! looked at here, where the answer is decided.

use super::{
    Caller, Herself,
    claims::{self, Claims},
    refusal::Refusal,
};
use crate::{agency::Registry, error::Error};
use serde_json::Value;
use std::{fmt, sync::Arc};

/// By which register somebody was let in, and with which claims. It says nothing of who they are.
#[derive(Clone)]
pub(super) struct Door {
    pub(super) registry: Arc<Registry>,
    pub(super) claims: Arc<Claims>,
}

impl fmt::Debug for Door {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Door")
    }
}

/// Whoever is the same is so through whichever door.
impl PartialEq for Door {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Door {}

impl Caller {
    /// Looks whether this register, that of the door or another one, has the caller just so.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`, as at the door, where the token is no longer anybody's; `UNAVAILABLE` where it has to be read again, since its
    /// issuer has lost a key or it says something else now.
    pub fn still(&self, registry: &Arc<Registry>) -> Result<(), Error> {
        if Arc::ptr_eq(&self.door.registry, registry) {
            return Ok(());
        }
        let issuer = registry.issuer(&self.issuer).filter(|issuer| registry.own_issuer(&issuer.id).is_none());
        let issuer = issuer.ok_or(Refusal::UnknownIssuer).map_err(Refusal::refuse)?;
        let again = claims::caller(registry, issuer, &self.door.claims).map_err(Refusal::refuse)?;
        let before = self.door.registry.issuer(&self.issuer);
        let verifies = before.is_some_and(|before| before.audience == issuer.audience && has_those(&issuer.keys, &before.keys));
        the_same(again == *self && verifies)
    }
}

impl Herself {
    /// Looks whether this register, that of the door or another one, lets her in as well.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`, as at the door, where her issuer is gone; `UNAVAILABLE` where it has lost a key, so that her token has to be
    /// read again.
    pub fn still(&self, registry: &Arc<Registry>) -> Result<(), Error> {
        if Arc::ptr_eq(&self.door.registry, registry) {
            return Ok(());
        }
        let issuer = registry.own_issuer(self.issuer()).filter(|issuer| registry.issuer(&issuer.id).is_none());
        let issuer = issuer.ok_or(Refusal::UnknownIssuer).map_err(Refusal::refuse)?;
        let before = self.door.registry.own_issuer(self.issuer());
        the_same(before.is_some_and(|before| before.audience == issuer.audience && has_those(&issuer.keys, &before.keys)))
    }
}

/// What a key verifies with (RFC 7518, section 6), after its name.
const MATERIAL: [&str; 7] = ["kid", "kty", "crv", "n", "e", "x", "y"];

/// Whether a JWK set has every key of an older one that can verify a token, each as the only one of its name: an issuer that adds a key
/// keeps nobody waiting.
fn has_those(keys: &Value, older: &Value) -> bool {
    let verifies = |key: &Value| key.get("kid").is_some() && key.get("use").is_none_or(|usage| usage != "enc");
    let members = |set: &Value| -> Vec<[Option<Value>; 7]> {
        let all = set.get("keys").and_then(Value::as_array).into_iter().flatten();
        all.filter(|key| verifies(key)).map(|key| MATERIAL.map(|part| key.get(part).cloned())).collect()
    };
    let keys = members(keys);
    members(older).iter().all(|old| keys.iter().filter(|key| key.first() == old.first()).eq([old]))
}

fn the_same(same: bool) -> Result<(), Error> {
    if same { Ok(()) } else { Err(Error::unavailable("the register at the door is older than what decides")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_key_that_is_added_takes_nothing_away_and_one_that_is_lost_or_doubled_does() {
        let set = |keys: &[(&str, &str)]| json!({ "keys": keys.iter().map(|(kid, x)| json!({"kid": kid, "x": x})).collect::<Vec<_>>() });
        let older = set(&[("a", "1"), ("b", "2")]);
        assert!(has_those(&older, &older) && has_those(&set(&[("c", "3"), ("b", "2"), ("a", "1")]), &older));
        let encrypts = json!({"keys": [{"kid": "a", "x": "1", "alg": "EdDSA"}, {"kty": "RSA", "use": "enc"}, {"kid": "e", "use": "enc"}]});
        assert!(has_those(&encrypts, &set(&[("a", "1")])) && has_those(&set(&[("a", "1")]), &encrypts));
        for now in [set(&[("a", "1")]), set(&[("a", "1"), ("b", "3")]), set(&[("a", "1"), ("b", "2"), ("b", "3")]), json!({})] {
            assert!(!has_those(&now, &older), "{now}");
        }
    }
}
