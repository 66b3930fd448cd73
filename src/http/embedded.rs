//! Files that were there when the hub was built, and how they are served.

use super::pages::text;
use axum::response::Response;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};

/// A file that was there when the hub was built.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// Its name, which holds a hash of its content.
    pub name: &'static str,
    pub(super) content_type: &'static str,
    pub(super) bytes: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/embedded_files.rs"));

impl Embedded {
    /// As an answer that may be kept for ever: another content would have another name.
    pub fn answer(&self) -> Response {
        let mut response = text(StatusCode::OK, self.content_type, self.bytes);
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
        response
    }
}
