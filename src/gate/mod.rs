//! The document gate: the one choke point that every GraphQL document passes, by POST, by GET or in a batch, **before** the library
//! validates it.
//!
//! Validation follows fragments wherever they are spread, so that a document of 1,010 bytes can cost seconds of CPU, and limits on depth
//! and complexity do not help, because the library counts them in the same walk. The gate counts first, in time proportional to the
//! document, and what it lets through is small enough to validate.
//!
//! In order: [`parse`] refuses text that is too long or too deeply nested and reads the rest once; [`check`] counts what the document comes
//! to and holds it against [`Limits`]; after execution [`settle`] gives every error a code of the closed catalogue.
//!
//! Architecture invariant: the gate knows neither the transport nor the schema, and does no I/O.

mod answer;
mod count;
mod fragments;
mod limits;
mod read;
#[cfg(test)]
mod tests;

pub use answer::{CODES, code, is_request_error, settle, to_server_error};
pub use count::{Counted, check, kind};
pub use limits::Limits;
pub use read::parse;

/// Which request this is: what a disclosure record and a log line quote. Inserted into every request's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The request's own id, as `X-Request-Id` says it: at most 64 characters of `[A-Za-z0-9_-]`.
    pub request_id: String,
    /// The W3C trace that it belongs to: 32 lower-case hexadecimal digits.
    pub trace_id: String,
}
