//! Why a token is not accepted: for the operator's log, never for the client.

use crate::error::Error;

/// The one text that every refused client reads, whatever the reason.
pub const REFUSED: &str = "the token is not accepted: sign in again, or ask whoever runs your system to check its registration";

/// Why a token was refused. The name of the reason is logged; nothing of the token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Missing,
    TooLarge,
    Malformed,
    UnknownIssuer,
    UnknownKey,
    AlgorithmNotOfKey,
    SignatureOrAudience,
    CriticalHeader,
    NotAnAccessToken,
    TimesMissing,
    Expired,
    NotYetValid,
    IssuedInFuture,
    LivesTooLong,
    NoAgency,
    AmbiguousAgency,
    NoSubject,
    NoRole,
    SeveralRoles,
    RoleNotTheWorkers,
    ClientOfAnother,
    ClientWithoutRole,
    UnknownActingClient,
    TwoKindsOfIssuer,
    ActsForHer,
    NotAWorker,
}

impl Refusal {
    /// Logs the reason and gives the client the text that says nothing of it.
    pub(super) fn refuse(self) -> Error {
        tracing::info!(reason = ?self, "token refused");
        Error::Unauthenticated(REFUSED)
    }
}
