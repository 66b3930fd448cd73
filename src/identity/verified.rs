//! Tokens whose signature fitted a moment ago, by a digest of each.
//!
//! A signature that fitted under these keys fits again: a worker's system shows the same token with every question. Nothing else is
//! spared: the times, the agency, the worker and the role are looked at anew. It belongs to one registry with its keys and goes with it.

use super::claims::Claims;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Tokens that are remembered at once; each is a kilobyte or two.
const MOST: usize = 2_000;

type Key = [u8; 32];

/// The tokens of one registry.
#[derive(Debug, Default)]
pub(super) struct Verified(Mutex<HashMap<Key, Arc<Claims>>>);

impl Verified {
    /// The claims of this token, verified once: by `verify`, if it was not shown before.
    ///
    /// # Errors
    /// What `verify` says; a token that was refused is not remembered.
    pub(super) fn claims<E>(&self, token: &str, verify: impl FnOnce() -> Result<Claims, E>) -> Result<Arc<Claims>, E> {
        let key: Key = Sha256::digest(token.as_bytes()).into();
        if let Some(known) = self.0.lock().ok().and_then(|known| known.get(&key).cloned()) {
            return Ok(known);
        }
        let claims = Arc::new(verify()?);
        if let Ok(mut known) = self.0.lock() {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(key, Arc::clone(&claims));
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(verified: &Verified, token: &str, fits: bool) -> (bool, bool) {
        let mut looked = false;
        let claims = verified.claims(token, || {
            looked = true;
            if fits { Ok(Claims::new()) } else { Err(()) }
        });
        (claims.is_ok(), looked)
    }

    #[test]
    fn a_signature_is_looked_at_once_and_one_that_did_not_fit_each_time() {
        let verified = Verified::default();
        assert_eq!(shown(&verified, "a", false), (false, true));
        assert_eq!(shown(&verified, "a", true), (true, true));
        assert_eq!(shown(&verified, "a", true), (true, false));
        assert_eq!(shown(&verified, "b", false), (false, true));
    }

    #[test]
    fn memory_is_bounded() {
        let verified = Verified::default();
        for n in 0..3 * MOST {
            assert_eq!(shown(&verified, &n.to_string(), true), (true, true));
        }
        assert!(verified.0.lock().unwrap().len() <= MOST);
    }
}
