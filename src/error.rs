//! One error for the whole hub, free of transport: mapped once to a GraphQL code and once to an exit code.

mod database;

pub use database::DatabaseFault;

use std::{any::Any, fmt, sync::Arc};

/// What went wrong, as far as a client or an operator may know.
///
/// What an operator may read and what a client may read never share a `Display`: the inner cause is logged where it happens and
/// does not travel.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// The token is missing, expired, malformed, ambiguous or of an unknown issuer.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// The caller's role never has this operation, whoever the person is.
    #[error("{0}")]
    Forbidden(String),
    /// Unknown, or not for this caller: the same.
    #[error("there is no such record for you")]
    NotFound,
    /// The input names something that cannot be; `field` says which.
    #[error("{message}")]
    InvalidInput {
        /// The argument or file field at fault.
        field: String,
        /// What is wrong and how to mend it.
        message: String,
    },
    /// Somebody else changed it meanwhile.
    #[error("{0}")]
    Conflict(String),
    /// The question is larger than the hub answers at once.
    #[error("{0}")]
    LimitExceeded(String),
    /// Too many questions in a short time.
    #[error("too many requests: wait a moment and ask again")]
    RateLimited,
    /// Not now: nothing was released. What was to be changed may stand all the same, where only its record could not be written.
    #[error("the hub cannot answer safely just now: nothing was released, ask again in a moment")]
    Unavailable(Cause),
    /// A fault of the hub.
    #[error("something went wrong in the hub: quote the request id")]
    Internal(Cause),
}

/// The inner cause of a fault, for the log only. It prints for operators through `Debug` and has no `Display`.
#[derive(Clone)]
pub struct Cause(Arc<dyn Inner>);

trait Inner: Any + fmt::Debug + Send + Sync {}

impl<T: Any + fmt::Debug + Send + Sync> Inner for T {}

impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error {
    /// A fault of the hub with its inner cause.
    pub fn internal(cause: impl fmt::Debug + Send + Sync + 'static) -> Self {
        Self::Internal(Cause(Arc::new(cause)))
    }

    /// A passing state in which nothing may be released.
    pub fn unavailable(cause: impl fmt::Debug + Send + Sync + 'static) -> Self {
        Self::Unavailable(Cause(Arc::new(cause)))
    }

    /// Bad input, naming the field and the mend.
    pub fn invalid(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::InvalidInput { field: field.into(), message: message.into() }
    }

    /// The fault of the database that it comes from, if it comes from one.
    pub fn of_database(&self) -> Option<&DatabaseFault> {
        let (Self::Unavailable(cause) | Self::Internal(cause)) = self else { return None };
        let cause: &dyn Any = &*cause.0;
        cause.downcast_ref()
    }

    /// The code that clients read, from the closed catalogue of the README.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated(_) => "UNAUTHENTICATED",
            Self::Forbidden(_) => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::InvalidInput { .. } => "INVALID_INPUT",
            Self::Conflict(_) => "CONFLICT",
            Self::LimitExceeded(_) => "LIMIT_EXCEEDED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Unavailable(_) => "UNAVAILABLE",
            Self::Internal(_) => "INTERNAL",
        }
    }
}

impl From<sea_orm::DbErr> for Error {
    fn from(cause: sea_orm::DbErr) -> Self {
        Self::unavailable(DatabaseFault::from(&cause))
    }
}
