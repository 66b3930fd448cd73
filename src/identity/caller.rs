//! Who is asking.

use super::still::Door;
use crate::vocabulary::{AgencyKind, Role};
use std::sync::Arc;

/// Who is asking, as a verified token says it. Only the verifier makes one.
///
/// It says who asks and never what may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    pub(super) agency: Arc<str>,
    pub(super) kind: AgencyKind,
    pub(super) role: Role,
    pub(super) worker: Option<Arc<str>>,
    pub(super) acting_client: Option<Arc<str>>,
    pub(super) issuer: Arc<str>,
    pub(super) door: Door,
}

impl Caller {
    /// The one agency the token speaks for.
    pub fn agency(&self) -> &Arc<str> {
        &self.agency
    }

    /// What that agency is.
    pub fn kind(&self) -> AgencyKind {
        self.kind
    }

    /// The one role of this token.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The worker's id at the agency; nobody when a system asks for itself.
    pub fn worker(&self) -> Option<&Arc<str>> {
        self.worker.as_ref()
    }

    /// The worker as other agencies name them: `AGENCY/WORKER`.
    pub fn global_worker(&self) -> Option<String> {
        self.worker.as_ref().map(|worker| format!("{}/{worker}", self.agency))
    }

    /// The system through which the question came, where the token names one.
    pub fn acting_client(&self) -> Option<&Arc<str>> {
        self.acting_client.as_ref()
    }

    /// Whether a system asks for itself, without a worker.
    pub fn is_machine(&self) -> bool {
        self.worker.is_none()
    }

    /// The identity provider that vouched.
    pub fn issuer(&self) -> &Arc<str> {
        &self.issuer
    }
}
