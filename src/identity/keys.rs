//! An issuer's public keys, each with the only algorithms it may verify.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::Value;
use std::collections::HashMap;

/// A public key and the algorithms that fit it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The key.
    pub(super) decoding: DecodingKey,
    /// What a token signed with it may name as `alg`.
    pub(super) algorithms: Vec<Algorithm>,
}

/// The keys of one issuer that may verify a token, by `kid`.
#[derive(Clone, Debug, Default)]
pub struct KeyRing(HashMap<String, Key>);

/// Why a member of a JWK set cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyFault {
    /// Its position in `keys`.
    pub index: usize,
    /// What is wrong with it.
    pub what: &'static str,
}

impl KeyRing {
    /// Reads a JWK set (RFC 7517). Keys for encryption are passed over; anything else unusable is a fault and never verifies.
    /// Two keys with one `kid` are both left out: a token could not say which it means.
    pub fn read(jwks: &Value) -> (Self, Vec<KeyFault>) {
        let none = Vec::new();
        let members = jwks.get("keys").and_then(Value::as_array).unwrap_or(&none);
        let mut ring: HashMap<String, Option<Key>> = HashMap::new();
        let mut faults = Vec::new();
        for (index, jwk) in members.iter().enumerate().filter(|(_, jwk)| !for_encryption(jwk)) {
            match key(jwk) {
                Ok((kid, key)) if !ring.contains_key(&kid) => drop(ring.insert(kid, Some(key))),
                Ok((kid, _)) => {
                    ring.insert(kid, None);
                    faults.push(KeyFault { index, what: "its `kid` is that of another key of the set: give each key its own" });
                }
                Err(what) => faults.push(KeyFault { index, what }),
            }
        }
        (Self(ring.into_iter().filter_map(|(kid, key)| Some((kid, key?))).collect()), faults)
    }

    /// The key with this `kid`.
    pub(super) fn find(&self, kid: &str) -> Option<&Key> {
        self.0.get(kid)
    }

    /// Whether no key can verify anything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn text<'a>(jwk: &'a Value, member: &str) -> Option<&'a str> {
    jwk.get(member).and_then(Value::as_str)
}

fn for_encryption(jwk: &Value) -> bool {
    text(jwk, "use") == Some("enc")
}

fn key(jwk: &Value) -> Result<(String, Key), &'static str> {
    if ["d", "k", "p", "q"].iter().any(|private| jwk.get(private).is_some()) {
        return Err("it is secret or contains the private half: give the public key only, and replace this one");
    }
    if jwk.get("use").is_some() && text(jwk, "use") != Some("sig") {
        return Err("its `use` is not `sig`");
    }
    let operations = jwk.get("key_ops").and_then(Value::as_array);
    if operations.is_some_and(|ops| !ops.iter().any(|op| op == "verify")) {
        return Err("its `key_ops` do not name `verify`");
    }
    let kid = text(jwk, "kid").filter(|kid| !kid.is_empty()).ok_or("it has no `kid`: tokens name the key that signed them")?;
    let (decoding, fitting) = material(jwk)?;
    let wanted = jwk.get("alg");
    let fits = fitting.iter().filter(|(_, name)| wanted.is_none_or(|wanted| wanted == name));
    let algorithms: Vec<_> = fits.map(|(algorithm, _)| *algorithm).collect();
    if algorithms.is_empty() {
        return Err("its `alg` does not fit the key: `EdDSA`, `ES256`, `RS256` or `PS256`");
    }
    Ok((kid.to_owned(), Key { decoding, algorithms }))
}

/// An algorithm the hub accepts, with its name (RFC 7518, RFC 8037). There are no others: no `none`, no shared secrets.
type Accepted = (Algorithm, &'static str);
const EDDSA: Accepted = (Algorithm::EdDSA, "EdDSA");
const ES256: Accepted = (Algorithm::ES256, "ES256");
const RS256: Accepted = (Algorithm::RS256, "RS256");
const PS256: Accepted = (Algorithm::PS256, "PS256");

fn material(jwk: &Value) -> Result<(DecodingKey, &'static [Accepted]), &'static str> {
    const CURVE: &str = "its curve or coordinates are not those of an Ed25519 or P-256 key";
    match (text(jwk, "kty"), text(jwk, "crv")) {
        (Some("OKP"), Some("Ed25519")) => {
            let x = bytes(jwk, "x").filter(|x| x.len() == 32).ok_or(CURVE)?;
            Ok((DecodingKey::from_ed_der(&x), &[EDDSA]))
        }
        (Some("EC"), Some("P-256")) => {
            let (x, y) = (coordinate(jwk, "x").ok_or(CURVE)?, coordinate(jwk, "y").ok_or(CURVE)?);
            Ok((DecodingKey::from_ec_components(x, y).map_err(|_| CURVE)?, &[ES256]))
        }
        (Some("RSA"), None) => {
            let (n, e) = (bytes(jwk, "n").unwrap_or_default(), bytes(jwk, "e").unwrap_or_default());
            let bits = n.iter().skip_while(|b| **b == 0).count() * 8;
            if !(2048..=4096).contains(&bits) || e.is_empty() {
                return Err("it is no RSA key of 2048 to 4096 bits");
            }
            Ok((DecodingKey::from_rsa_raw_components(&n, &e), &[RS256, PS256]))
        }
        (Some("OKP" | "EC"), _) => Err(CURVE),
        _ => Err("its `kty` is not `OKP`, `EC` or `RSA`"),
    }
}

fn bytes(jwk: &Value, member: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text(jwk, member)?).ok()
}

fn coordinate<'a>(jwk: &'a Value, member: &str) -> Option<&'a str> {
    bytes(jwk, member).filter(|bytes| bytes.len() == 32)?;
    text(jwk, member)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn ed(kid: &str) -> Value {
        json!({"kty": "OKP", "crv": "Ed25519", "kid": kid, "x": URL_SAFE_NO_PAD.encode([7; 32])})
    }

    #[test]
    fn a_key_for_encryption_is_passed_over_without_a_fault() {
        let (ring, faults) = KeyRing::read(&json!({"keys": [{"kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "e"}, ed("a")]}));
        assert!(faults.is_empty() && ring.find("a").is_some() && ring.find("e").is_none());
    }

    #[test]
    fn two_keys_with_one_kid_are_both_left_out() {
        let (ring, faults) = KeyRing::read(&json!({"keys": [ed("a"), ed("a"), ed("a")]}));
        assert!(ring.is_empty());
        assert_eq!(faults.iter().map(|f| f.index).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_secret_a_private_key_a_short_key_and_a_key_without_kid_are_refused() {
        let mut private = ed("p");
        private["d"] = json!("AAAA");
        let keys = json!({"keys": [
            {"kty": "oct", "k": "AAAA", "kid": "o", "alg": "HS256"}, private,
            {"kty": "OKP", "crv": "Ed25519", "kid": "s", "x": "AAAA"},
            {"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode([7; 32])},
            {"kty": "RSA", "kid": "r", "n": URL_SAFE_NO_PAD.encode([255; 128]), "e": "AQAB"},
            {"kty": "EC", "crv": "P-384", "kid": "c", "x": "AAAA", "y": "AAAA"},
        ]});
        let (ring, faults) = KeyRing::read(&keys);
        assert!(ring.is_empty());
        assert_eq!(faults.len(), 6);
    }

    #[test]
    fn a_named_algorithm_narrows_the_key_and_a_foreign_one_refuses_it() {
        let rsa =
            |alg: &str| json!({"keys": [{"kty": "RSA", "kid": "r", "alg": alg, "n": URL_SAFE_NO_PAD.encode([255; 256]), "e": "AQAB"}]});
        let (ring, _) = KeyRing::read(&rsa("PS256"));
        assert_eq!(ring.find("r").map(|k| k.algorithms.clone()), Some(vec![Algorithm::PS256]));
        for foreign in ["HS256", "RS512", "EdDSA"] {
            assert!(KeyRing::read(&rsa(foreign)).0.is_empty(), "{foreign}");
        }
    }
}
