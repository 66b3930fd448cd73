//! Who speaks: she herself, by her own sign-in, or she to a worker in a talk. Pages that are for both have one handler, and the address says
//! which of them it is: hers names no talk.

use super::{
    desk::Desk,
    form::Form,
    page::Frame,
    talk::Talk,
    trouble::Trouble,
    visitor::{Sent, SentByHer, Woman, Worker},
};
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request};
use chrono::{DateTime, Utc};
use http::request::Parts;
use std::sync::Arc;

/// Who speaks.
pub(super) enum Speaker {
    /// She, to a worker in this talk.
    ToWorker(Worker, Talk),
    /// She herself.
    Herself(Woman),
}

/// The talk that the address names.
async fn talk_named(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Option<String>, Trouble> {
    let named = RawPathParams::from_request_parts(parts, desk).await.map_err(|_| Trouble::nothing_here())?;
    Ok(named.iter().find(|(name, _)| *name == "talk").map(|(_, id)| id.to_owned()))
}

impl FromRequestParts<Arc<Desk>> for Speaker {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        match talk_named(parts, desk).await? {
            Some(id) => Self::in_talk(Worker::from_request_parts(parts, desk).await?, &id).await,
            None => Ok(Self::Herself(Woman::from_request_parts(parts, desk).await?)),
        }
    }
}

/// A form that was sent by whoever speaks.
pub(super) struct Said {
    pub(super) by: Speaker,
    pub(super) form: Form,
}

impl FromRequest<Arc<Desk>> for Said {
    type Rejection = Trouble;

    async fn from_request(request: Request, desk: &Arc<Desk>) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let talk = talk_named(&mut parts, desk).await?;
        let request = Request::from_parts(parts, body);
        match talk {
            Some(id) => {
                let Sent { by, form } = Sent::from_request(request, desk).await?;
                Ok(Self { by: Speaker::in_talk(by, &id).await?, form })
            }
            None => {
                let SentByHer { her, form } = SentByHer::from_request(request, desk).await?;
                Ok(Self { by: Speaker::Herself(her), form })
            }
        }
    }
}

impl Speaker {
    async fn in_talk(worker: Worker, id: &str) -> Result<Self, Trouble> {
        let talk = worker.talk(id).await?;
        Ok(Self::ToWorker(worker, talk))
    }

    /// What every page needs.
    pub(super) fn desk(&self) -> &Desk {
        match self {
            Self::ToWorker(worker, _) => &worker.desk,
            Self::Herself(her) => &her.desk,
        }
    }

    /// When the page was asked for.
    pub(super) fn at(&self) -> DateTime<Utc> {
        match self {
            Self::ToWorker(worker, _) => worker.at,
            Self::Herself(her) => her.at,
        }
    }

    /// The address of a page beside this one.
    pub(super) fn page(&self, name: &str) -> String {
        format!("{}/{name}", self.start())
    }

    /// The address where these pages begin.
    pub(super) fn start(&self) -> String {
        match self {
            Self::ToWorker(_, talk) => talk.start(),
            Self::Herself(_) => "/choices/mine".to_owned(),
        }
    }

    /// The frame of a page.
    pub(super) fn frame(&self, title: impl Into<String>) -> Frame {
        match self {
            Self::ToWorker(worker, _) => worker.frame(title),
            Self::Herself(her) => her.frame(title),
        }
    }

    /// Words to a worker about her, or to herself.
    pub(super) fn words<'a>(&self, to_worker: &'a str, to_her: &'a str) -> &'a str {
        match self {
            Self::ToWorker(..) => to_worker,
            Self::Herself(_) => to_her,
        }
    }
}
