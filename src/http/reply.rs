//! Answers of the right status and media type (GraphQL over HTTP, status codes).

use super::accept::Media;
use crate::error::Error;
use crate::gate::{Mark, code, is_request_error, settle, to_server_error};
use async_graphql::{Response as Answer, ServerError, Value};
use axum::body::Body;
use axum::response::Response;
use http::header::{ALLOW, CACHE_CONTROL, CONNECTION, CONTENT_TYPE, HeaderName, RETRY_AFTER, VARY, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;

/// A request that is turned away before it is asked, with its status and headers of its own.
#[derive(Debug)]
pub(super) struct Refusal {
    status: StatusCode,
    error: Error,
    headers: Vec<(HeaderName, HeaderValue)>,
}

impl From<Error> for Refusal {
    /// The status that goes with the error, whatever the media type: the request is not served at all.
    fn from(error: Error) -> Self {
        let status = match &error {
            Error::Unauthenticated(_) => StatusCode::UNAUTHORIZED,
            Error::Forbidden(_) => StatusCode::FORBIDDEN,
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::InvalidInput { .. } | Error::LimitExceeded(_) => StatusCode::BAD_REQUEST,
            Error::Conflict(_) => StatusCode::CONFLICT,
            Error::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let challenge = (WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
        let headers = if status == StatusCode::UNAUTHORIZED { vec![challenge] } else { Vec::new() };
        Self { status, error, headers }
    }
}

impl Refusal {
    pub(super) fn new(status: StatusCode, error: Error) -> Self {
        Self { status, error, headers: Vec::new() }
    }

    /// Asked too often; the header says after how many whole seconds to ask again.
    pub(super) fn wait(time: Duration) -> Self {
        let seconds = time.as_secs().saturating_add(1);
        Self::from(Error::RateLimited).with(RETRY_AFTER, HeaderValue::from(seconds))
    }

    /// A method that the path, or the operation, does not take.
    pub(super) fn method(allowed: &'static str, message: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, Error::invalid("method", message)).with(ALLOW, HeaderValue::from_static(allowed))
    }

    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// As a response, in the shape of a GraphQL answer without data.
    pub(super) fn respond(self, media: Media, mark: &Mark) -> Response {
        let source = std::sync::Arc::new(self.error);
        let error = ServerError { source: Some(source.clone()), ..to_server_error(&source) };
        let answer = settle(Answer::from_errors(vec![error]), mark);
        let mut response = write(self.status, media, &Told::from(&answer));
        response.headers_mut().extend(self.headers);
        // The body may be unread: nobody should send more on this connection.
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        response
    }
}

/// The shape of a GraphQL answer. A request that was not run has no `data`, not even null.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(skip_serializing_if = "<[ServerError]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: &'a BTreeMap<String, Value>,
}

impl<'a> From<&'a Answer> for Told<'a> {
    fn from(answer: &'a Answer) -> Self {
        let data = if is_request_error(answer) { None } else { Some(&answer.data) };
        Self { errors: &answer.errors, data, extensions: &answer.extensions }
    }
}

/// The response to one well-formed request; its errors are settled already.
pub(super) fn one(answer: &Answer, media: Media) -> Response {
    write(status(std::slice::from_ref(answer), media), media, &Told::from(answer))
}

/// The response to a batch, in its order.
pub(super) fn many(answers: &[Answer], media: Media) -> Response {
    write(status(answers, media), media, &answers.iter().map(Told::from).collect::<Vec<_>>())
}

/// `application/json` says 200 to every well-formed request; `application/graphql-response+json` only where something was run.
fn status(answers: &[Answer], media: Media) -> StatusCode {
    match media {
        Media::GraphqlResponse if answers.iter().all(is_request_error) => {
            let mut codes = answers.iter().flat_map(|answer| &answer.errors).filter_map(code);
            codes.find_map(fault_of_the_hub).unwrap_or(StatusCode::BAD_REQUEST)
        }
        Media::GraphqlResponse | Media::Json | Media::Html => StatusCode::OK,
    }
}

fn fault_of_the_hub(code: &str) -> Option<StatusCode> {
    match code {
        "INTERNAL" => Some(StatusCode::INTERNAL_SERVER_ERROR),
        "UNAVAILABLE" => Some(StatusCode::SERVICE_UNAVAILABLE),
        _ => None,
    }
}

fn write(status: StatusCode, media: Media, told: &impl Serialize) -> Response {
    let media = if media == Media::Html { Media::Json } else { media };
    match serde_json::to_vec(told) {
        Ok(bytes) => plain(status, media.content_type(), Body::from(bytes)),
        Err(cause) => {
            tracing::error!(%cause, "an answer could not be written");
            plain(StatusCode::INTERNAL_SERVER_ERROR, media.content_type(), Body::empty())
        }
    }
}

/// A response of `/graphql`: it depends on who asks and in which media type, and is kept by nobody.
fn plain(status: StatusCode, content_type: HeaderValue, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, content_type);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("Accept, Authorization"));
    response
}
