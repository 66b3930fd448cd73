//! What a form sent: read within its limit, and only from a page of the same session.

use super::{cookie::Session, trouble::Trouble};
use crate::{error::Error, vocabulary::Coded};
use axum::body::Body;
use http::{HeaderMap, header::CONTENT_TYPE};
use http_body_util::{BodyExt, Limited};
use std::time::Duration;
use tokio::time::timeout;

/// Bytes of a form: every topic for five organisations, and a question she asked, are far less.
const LONGEST: usize = 64 * 1024;

/// The fields of a form in their order.
#[derive(Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads a form of this session, and no longer than `patience`: what it changes goes on whoever waits, so that nobody else ends the
    /// wait for what does not come.
    ///
    /// # Errors
    /// A page that says to open the form again, for one that no page of this session made; `INVALID_INPUT` for a character that no text
    /// keeps.
    pub(super) async fn read(session: &Session, headers: &HeaderMap, body: Body, patience: Duration) -> Result<Self, Trouble> {
        let plain = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        // Every browser of today says from where it sends; old ones say nothing, and the form's own secret holds.
        let elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site.as_bytes() != b"same-origin");
        if !plain || elsewhere {
            return Err(Trouble::OldForm);
        }
        let sent = timeout(patience, Limited::new(body, LONGEST).collect()).await.map_err(|_| Trouble::from(too_slow()))?;
        let bytes = sent.map_err(|_| Trouble::from(too_long()))?.to_bytes();
        let form = Self(form_urlencoded::parse(&bytes).into_owned().collect());
        // PostgreSQL keeps it in no text, and no key of a keyboard types it.
        if form.0.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(Error::invalid("form", "a text in the form has the character U+0000: leave it out").into());
        }
        if form.one("csrf") == session.form_token() { Ok(form) } else { Err(Trouble::OldForm) }
    }

    /// The first value of a field, without blanks around it; empty if there is none.
    pub(super) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
    }

    /// Something that was typed.
    pub(super) fn typed(&self, name: &str) -> Option<String> {
        Some(self.one(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// Lines that were typed, each ended as the hub ends them; browsers send two characters for one.
    pub(super) fn text(&self, name: &str) -> String {
        self.one(name).replace("\r\n", "\n")
    }

    /// Every value of a field.
    pub(super) fn all(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(found, _)| found == name).map(|(_, value)| value.trim()).collect()
    }

    /// The value of a closed list that was chosen.
    pub(super) fn code<T: Coded>(&self, name: &str) -> Option<T> {
        T::parse(self.one(name))
    }

    /// The key that makes this form safe to send twice. Each page that is shown has one of its own.
    ///
    /// # Errors
    /// A page that says to open the form again, for a key that no page made.
    pub(super) fn attempt(&self) -> Result<String, Trouble> {
        let key = self.one("attempt");
        let sound = key.len() == 32 && key.bytes().all(|b| b.is_ascii_hexdigit());
        if sound { Ok(key.to_owned()) } else { Err(Trouble::OldForm) }
    }

    /// Whether one box was ticked.
    pub(super) fn ticked(&self, name: &str) -> bool {
        !self.one(name).is_empty()
    }
}

fn too_slow() -> Error {
    Error::unavailable("the form did not come in time")
}

fn too_long() -> Error {
    Error::LimitExceeded(format!("the form is longer than {LONGEST} bytes: send less at once"))
}

/// A key for a form that is shown now.
pub(super) fn attempt() -> String {
    format!("{:032x}", rand::random::<u128>())
}
