//! One file per command of the `hub` binary.

pub mod audit;
pub mod demo;
mod demo_files;
pub mod import;

pub mod migrate;
pub mod partnership;
pub mod policy;
pub mod schema;
pub mod seed;
pub mod serve;
pub mod telemetry;
pub mod token;

use crate::{error::Error, gate};
use std::process::ExitCode;

/// Prints a failure as operators read it, and its exit code: 2 for what was asked wrongly, 1 for the rest.
#[expect(clippy::print_stderr, reason = "the last words of a command")]
pub fn failed(error: &Error) -> ExitCode {
    if matches!(error, Error::Unavailable(_)) {
        eprintln!("hub: it cannot be done now: look whether the database runs, is a hub's, and may be written to");
    } else {
        eprintln!("hub: {error}");
    }
    match error {
        Error::Internal(cause) | Error::Unavailable(cause) => {
            eprintln!("cause: {cause:?}");
            ExitCode::from(1)
        }
        Error::InvalidInput { .. } => ExitCode::from(2),
        Error::Unauthenticated(_)
        | Error::Forbidden(_)
        | Error::NotFound
        | Error::Conflict(_)
        | Error::LimitExceeded(_)
        | Error::RateLimited => ExitCode::from(1),
    }
}

/// The codes that clients may meet, for the documentation.
pub fn codes() -> &'static [&'static str] {
    &gate::CODES
}
