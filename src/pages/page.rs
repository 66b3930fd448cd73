//! What every page has, and how it is sent.

use super::{cookie::Session, govuk::Fault, trouble::Trouble};
use crate::http::CHOICES;
use askama::Template;
use axum::{body::Body, response::Response};
use http::{
    HeaderValue, StatusCode,
    header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION},
};

/// The hub's own styles and forms, and nothing else: no script, no frame, no other host.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every page has.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// The page's own title.
    pub(super) title: String,
    /// What every form holds.
    pub(super) csrf: String,
    /// Who is signed in, in words.
    pub(super) who: Option<String>,
    /// The page before.
    pub(super) back: Option<String>,
    /// What is wrong with what was sent.
    pub(super) faults: Vec<Fault>,
    /// The address of the styles, if they were there when the hub was built.
    pub(super) styles: Option<String>,
}

impl Frame {
    /// Of a page without a form, which everybody may see.
    pub(super) fn alone(title: impl Into<String>) -> Self {
        let styles = CHOICES.iter().find(|file| file.name.starts_with("choices.")).map(|file| format!("/choices/files/{}", file.name));
        Self { title: title.into(), styles, ..Self::default() }
    }

    /// Of a page of this session.
    pub(super) fn of(session: &Session, title: impl Into<String>) -> Self {
        Self { csrf: session.form_token(), ..Self::alone(title) }
    }

    /// With a way back.
    pub(super) fn back(self, address: impl Into<String>) -> Self {
        Self { back: Some(address.into()), ..self }
    }

    /// With what is wrong.
    pub(super) fn wrong(self, faults: Vec<Fault>) -> Self {
        Self { faults, ..self }
    }

    /// The status that goes with it: a form with faults changed nothing.
    pub(super) fn status(&self) -> StatusCode {
        if self.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
    }
}

/// A page.
pub(super) fn answer(status: StatusCode, page: &impl Template) -> Response {
    let Ok(text) = page.render() else {
        tracing::error!("a page could not be written");
        let mut response = Response::new(Body::from("something went wrong in the hub\n"));
        *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return response;
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

/// After something was done: the page at this address, by `GET`.
pub(super) fn to(address: &str) -> Response {
    let mut response = Response::new(Body::empty());
    let Ok(address) = HeaderValue::from_str(address) else {
        return axum::response::IntoResponse::into_response(Trouble::internal("an address cannot be"));
    };
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(LOCATION, address);
    response
}
