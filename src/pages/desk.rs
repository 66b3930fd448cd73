//! What every page needs.

use crate::{disclosure::Hub, http::Rate, identity::Verifier};
use std::{sync::Arc, time::Duration};

/// What every page needs.
pub(super) struct Desk {
    /// The hub.
    pub(super) hub: Arc<Hub>,
    /// Who vouches for tokens.
    pub(super) verifier: Arc<Verifier>,
    /// How often somebody may ask, counted together with GraphQL.
    pub(super) rate: Arc<Rate>,
    /// How long a request may take.
    pub(super) timeout: Duration,
}
