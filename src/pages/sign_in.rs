//! Signing in with a bearer token, and out.

use super::{
    cookie::{self, Session},
    desk::Desk,
    draft::Draft,
    form::Form,
    govuk::{Fault, Input},
    page::{self, Frame},
    trouble::{Answer, Trouble},
};
use crate::error::Error;
use askama::Template;
use axum::{
    extract::{RawQuery, Request, State},
    response::Response,
};
use http::{HeaderMap, HeaderValue, header::SET_COOKIE};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    frame: Frame,
    token: Input,
    again: bool,
}

fn page(session: &Session, faults: Vec<Fault>, again: bool) -> Response {
    let token = Input {
        name: "token",
        label: "Your token".into(),
        hint: Some("Your organisation gives it to you. It is good for some hours. This browser forgets it when you sign out.".into()),
        error: Fault::of(&faults, "token"),
        secret: true,
        ..Input::default()
    };
    let frame = Frame::of(session, "Sign in").wrong(faults);
    let mut response = page::answer(frame.status(), &SignInPage { frame, token, again });
    response.headers_mut().extend(session.set().map(|set| (SET_COOKIE, set)));
    response
}

/// The page to sign in on. It gives the browser a secret first, so that nobody can sign somebody else in.
pub(super) async fn show(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answer {
    desk.rate.take_to_sign_in().map_err(Trouble::Wait)?;
    let session = Session::at_the_door(&headers).unwrap_or_else(|| Session::new(None));
    Ok(page(&session, Vec::new(), query.as_deref() == Some("again")))
}

/// Takes a token that the verifier accepts.
pub(super) async fn sign_in(State(desk): State<Arc<Desk>>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    desk.rate.take_to_sign_in().map_err(Trouble::Wait)?;
    let session = Session::at_the_door(&parts.headers).ok_or(Trouble::OldForm)?;
    let form = Form::read(&session, &parts.headers, body, desk.timeout).await?;
    let token = form.one("token");
    let fault = match token.len() {
        0 => Some("Enter your token"),
        length if length > cookie::LONGEST => Some("The token is too long for a browser: ask your organisation for a shorter one"),
        _ => None,
    };
    if let Some(fault) = fault {
        return Ok(page(&session, vec![Fault::at("token", fault)], false));
    }
    match desk.verifier.bearer(Some(token)).await {
        Ok(_) => {
            let mut response = page::to("/choices");
            // A new secret: whatever knew the old one knows nothing of this session.
            response.headers_mut().extend(Session::new(Some(token)).set().map(|set| (SET_COOKIE, set)));
            Ok(response)
        }
        Err(Error::Unauthenticated(_)) => {
            let fault = "The token is not good, or no longer: paste the whole of a new one";
            Ok(page(&session, vec![Fault::at("token", fault)], false))
        }
        Err(error) => Err(error.into()),
    }
}

/// Forgets the token, the draft, and whatever the browser kept.
pub(super) async fn sign_out(State(desk): State<Arc<Desk>>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    let session = Session::shown(&parts.headers).ok_or(Trouble::SignIn)?;
    // A form of this very session is not counted: nobody else may keep a browser from forgetting.
    if let Err(trouble) = Form::read(&session, &parts.headers, body, desk.timeout).await {
        desk.rate.take_to_sign_in().map_err(Trouble::Wait)?;
        return Err(trouble);
    }
    let mut response = Draft::forget(page::to("/choices/sign-in"));
    let headers = response.headers_mut();
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\", \"storage\""));
    if let Some(forgotten) = cookie::forget(cookie::SESSION) {
        headers.append(SET_COOKIE, forgotten);
    }
    Ok(response)
}
