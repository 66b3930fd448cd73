//! The hub's own callers at the transport's door.

use super::seam::{Authenticator, CallerData};
use crate::error::Error;
use crate::identity::{Caller, Verifier};
use async_trait::async_trait;

impl CallerData for Caller {
    /// One worker at one agency, through whichever system; for a system that asks for itself, that system.
    fn rate_key(&self) -> String {
        self.global_worker().unwrap_or_else(|| format!("{} {}", self.agency(), self.acting_client().map_or("", AsRef::as_ref)))
    }
}

#[async_trait]
impl Authenticator for Verifier {
    type Caller = Caller;

    async fn caller(&self, bearer: Option<&str>) -> Result<Caller, Error> {
        Self::caller(self, bearer).await
    }
}
