//! The hub's own callers at the transport's door.

use super::seam::{Authenticator, CallerData};
use crate::error::Error;
use crate::identity::{Bearer, Caller, Verifier};
use async_trait::async_trait;

impl CallerData for Bearer {
    fn rate_key(&self) -> String {
        match self {
            Self::Caller(caller) => worker(caller),
            // No agency's id has a space in it.
            Self::Herself(her) => format!("herself {} {}", her.issuer(), her.subject()),
        }
    }
}

/// One worker at one agency, through whichever system; for a system that asks for itself, that system.
fn worker(caller: &Caller) -> String {
    caller.global_worker().unwrap_or_else(|| format!("{} {}", caller.agency(), caller.acting_client().map_or("", AsRef::as_ref)))
}

#[async_trait]
impl Authenticator for Verifier {
    type Caller = Bearer;

    async fn caller(&self, bearer: Option<&str>) -> Result<Bearer, Error> {
        self.bearer(bearer).await
    }
}
