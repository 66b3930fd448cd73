//! Who visits: read from the cookie, verified on every request like a bearer token, counted like a question.

use super::{cookie::Session, desk::Desk, form::Form, page::Frame, trouble::Trouble};
use crate::{
    choices::Acting,
    disclosure::Own,
    error::Error,
    gate::Mark,
    http::CallerData,
    identity::{Bearer, Caller, Herself},
    store::moment,
    words,
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use chrono::{DateTime, Utc};
use http::{HeaderMap, request::Parts};
use std::{num::NonZeroU32, sync::Arc};

/// Somebody with a session and a good token.
struct Visitor {
    session: Session,
    bearer: Bearer,
    trace: String,
}

/// Who visits, if anybody is signed in; counted either way.
async fn visitor(parts: &Parts, desk: &Desk) -> Result<Visitor, Trouble> {
    let session = Session::shown(&parts.headers);
    let token = session.as_ref().and_then(Session::token);
    let bearer = match token {
        Some(token) => desk.verifier.bearer(Some(token)).await,
        None => Err(Error::Unauthenticated("nobody is signed in")),
    };
    counted(desk, bearer.as_ref().ok())?;
    let trace = parts.extensions.get::<Mark>().map(|mark| mark.request_id.clone()).unwrap_or_default();
    let session = session.ok_or(Trouble::SignIn)?;
    Ok(Visitor { session, bearer: bearer?, trace })
}

/// Counts one page in the bucket of whoever asks for it.
pub(super) fn counted(desk: &Desk, bearer: Option<&Bearer>) -> Result<(), Trouble> {
    let key = bearer.map(CallerData::rate_key);
    desk.rate.take(key.as_ref(), NonZeroU32::MIN).map_err(Trouble::Wait)
}

/// A worker who is signed in.
pub(super) struct Worker {
    pub(super) desk: Arc<Desk>,
    pub(super) headers: HeaderMap,
    session: Session,
    caller: Caller,
    trace: String,
    pub(super) at: DateTime<Utc>,
}

impl FromRequestParts<Arc<Desk>> for Worker {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let Visitor { session, bearer, trace } = visitor(parts, desk).await?;
        let Bearer::Caller(caller) = bearer else { return Err(Trouble::Elsewhere("/choices/mine")) };
        caller.still(&desk.hub.agreed.at(desk.hub.store.reader()).await?.registry)?;
        let at = moment(desk.hub.store.reader(), &desk.hub.clock).await.map_err(Error::from)?;
        Ok(Self { desk: Arc::clone(desk), headers: parts.headers.clone(), session, caller, trace, at })
    }
}

impl Worker {
    /// The worker as somebody who changes something.
    pub(super) fn acting(&self) -> Acting<'_> {
        Acting { hub: &self.desk.hub, caller: &self.caller, trace: &self.trace, at: self.at }
    }

    /// The frame of a page of theirs.
    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        let registry = self.desk.verifier.registry();
        let organisation = registry.agency(self.caller.agency()).map_or(&**self.caller.agency(), |a| &a.name).to_owned();
        let role = words::role(self.caller.role()).replace("your ", "");
        Frame { who: Some(format!("{}, {organisation}", words::upper(&role))), ..Frame::of(&self.session, title) }
    }
}

/// A form that a worker sent.
pub(super) struct Sent {
    pub(super) by: Worker,
    pub(super) form: Form,
}

impl FromRequest<Arc<Desk>> for Sent {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let by = Worker::from_request_parts(&mut parts, desk).await?;
        let form = Form::read(&by.session, &parts.headers, body, desk.timeout).await?;
        Ok(Self { by, form })
    }
}

/// A woman who is signed in herself.
pub(super) struct Woman {
    pub(super) desk: Arc<Desk>,
    pub(super) headers: HeaderMap,
    session: Session,
    herself: Herself,
    trace: String,
    pub(super) at: DateTime<Utc>,
}

impl FromRequestParts<Arc<Desk>> for Woman {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let Visitor { session, bearer, trace } = visitor(parts, desk).await?;
        let Bearer::Herself(herself) = bearer else { return Err(Trouble::Elsewhere("/choices")) };
        let at = moment(desk.hub.store.reader(), &desk.hub.clock).await.map_err(Error::from)?;
        Ok(Self { desk: Arc::clone(desk), headers: parts.headers.clone(), session, herself, trace, at })
    }
}

/// A form that a woman sent who is signed in herself.
pub(super) struct SentByHer {
    pub(super) her: Woman,
    pub(super) form: Form,
}

impl FromRequest<Arc<Desk>> for SentByHer {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let her = Woman::from_request_parts(&mut parts, desk).await?;
        let form = Form::read(&her.session, &parts.headers, body, desk.timeout).await?;
        Ok(Self { her, form })
    }
}

impl Woman {
    /// The name of what she has chosen so far in this session.
    pub(super) fn draft_name(&self) -> String {
        self.session.draft_name()
    }

    /// Her question.
    pub(super) fn own(&self, operation: &'static str) -> Own<'_> {
        Own { herself: &self.herself, operation, trace: &self.trace }
    }

    /// The frame of a page of hers.
    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        Frame { who: Some("You".to_owned()), ..Frame::of(&self.session, title) }
    }
}
