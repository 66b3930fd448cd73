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
    /// issuer has other keys or it says something else now.
    pub fn still(&self, registry: &Arc<Registry>) -> Result<(), Error> {
        if Arc::ptr_eq(&self.door.registry, registry) {
            return Ok(());
        }
        let issuer = registry.issuer(&self.issuer).filter(|issuer| registry.own_issuer(&issuer.id).is_none());
        let issuer = issuer.ok_or(Refusal::UnknownIssuer).map_err(Refusal::refuse)?;
        let again = claims::caller(registry, issuer, &self.door.claims).map_err(Refusal::refuse)?;
        let before = self.door.registry.issuer(&self.issuer).map(|issuer| (&issuer.audience, &issuer.keys));
        the_same(again == *self && before == Some((&issuer.audience, &issuer.keys)))
    }
}

impl Herself {
    /// Looks whether this register, that of the door or another one, lets her in as well.
    ///
    /// # Errors
    /// `UNAUTHENTICATED`, as at the door, where her issuer is gone; `UNAVAILABLE` where it has other keys, so that her token has to be
    /// read again.
    pub fn still(&self, registry: &Arc<Registry>) -> Result<(), Error> {
        if Arc::ptr_eq(&self.door.registry, registry) {
            return Ok(());
        }
        let issuer = registry.own_issuer(self.issuer()).filter(|issuer| registry.issuer(&issuer.id).is_none());
        let issuer = issuer.ok_or(Refusal::UnknownIssuer).map_err(Refusal::refuse)?;
        the_same(self.door.registry.own_issuer(self.issuer()) == Some(issuer))
    }
}

fn the_same(same: bool) -> Result<(), Error> {
    if same { Ok(()) } else { Err(Error::unavailable("the register at the door is older than what decides")) }
}
