//! Whatever keeps a page from being shown, as a page.

use super::page::{self, Frame};
use crate::error::Error;
use askama::Template;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use std::time::Duration;

/// What a handler gives.
pub(super) type Answer = Result<Response, Trouble>;

/// Why a page is not shown.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Nobody is signed in, or the token is no longer good.
    SignIn,
    /// The page is for somebody else: the one of their own is at this address.
    Elsewhere(&'static str),
    /// The form was made by no page of this session.
    OldForm,
    /// Asked too often.
    Wait(Duration),
    /// What the hub says.
    Hub(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        if let Error::Unauthenticated(_) = error { Self::SignIn } else { Self::Hub(error) }
    }
}

impl Trouble {
    /// A fault of the hub.
    pub(super) fn internal(cause: &'static str) -> Self {
        Self::Hub(Error::internal(cause))
    }

    /// Nothing is here, or nothing for this worker: the same.
    pub(super) fn nothing_here() -> Self {
        Self::Hub(Error::NotFound)
    }
}

#[derive(Template)]
#[template(path = "trouble.html")]
pub(super) struct TroublePage {
    pub(super) frame: Frame,
    pub(super) lines: Vec<String>,
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::SignIn => page::to("/choices/sign-in?again"),
            Self::Elsewhere(address) => page::to(address),
            Self::OldForm => told(
                StatusCode::FORBIDDEN,
                "This form is too old",
                &["Nothing was changed.", "Go back to the start, open the form again, and send it from there."],
            ),
            Self::Wait(time) => {
                let lines = ["Nothing was changed.", "Wait a moment and try again."];
                let mut response = told(StatusCode::TOO_MANY_REQUESTS, "Too many requests", &lines);
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(time.as_secs().saturating_add(1)));
                response
            }
            Self::Hub(error) => hub(&error),
        }
    }
}

fn hub(error: &Error) -> Response {
    match error {
        Error::NotFound => told(
            StatusCode::NOT_FOUND,
            "There is nothing here for you",
            &["The talk may be over, or it is somebody else’s.", "Go back to the start and open a talk of your own."],
        ),
        Error::Forbidden(_) => {
            told(StatusCode::FORBIDDEN, "Your job does not do this", &["Nothing was changed.", "Ask somebody whose job it is."])
        }
        Error::InvalidInput { message, .. } => {
            told(StatusCode::UNPROCESSABLE_ENTITY, "That cannot be", &["Nothing was changed.", &message.replace('`', "")])
        }
        Error::Conflict(_) => told(StatusCode::CONFLICT, "Somebody else changed this", &["Nothing was changed.", "Open it again."]),
        Error::LimitExceeded(message) => told(StatusCode::PAYLOAD_TOO_LARGE, "That is too much at once", &[message]),
        Error::Unauthenticated(_) => Trouble::SignIn.into_response(),
        Error::RateLimited => told(StatusCode::TOO_MANY_REQUESTS, "Too many requests", &["Wait a moment and try again."]),
        Error::Unavailable(cause) => {
            tracing::warn!(?cause, "a page could not be shown");
            let lines = ["Nothing was changed.", "The hub cannot answer safely just now. Try again in a moment."];
            told(StatusCode::SERVICE_UNAVAILABLE, "Not just now", &lines)
        }
        Error::Internal(cause) => {
            tracing::error!(?cause, "a page broke");
            let lines = ["Something went wrong in the hub.", "Tell those who run it the day and the time."];
            told(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", &lines)
        }
    }
}

fn told(status: StatusCode, title: &'static str, lines: &[&str]) -> Response {
    let frame = Frame::alone(title);
    page::answer(status, &TroublePage { frame, lines: lines.iter().map(|line| (*line).to_owned()).collect() })
}
