//! Who speaks: she herself, by her own sign-in, or she to a worker in a talk. Pages that are for both have one handler, and the address
//! says which of them it is: hers names no talk.

use super::{
    desk::Desk,
    draft::Draft,
    form::Form,
    govuk::Fault,
    page::Frame,
    talk::{Talk, fault},
    trouble::Trouble,
    visitor::{Sent, SentByHer, Woman, Worker},
};
use crate::{
    choices::Refusal,
    vocabulary::{Coded, RefusalCode},
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
        if let Some(id) = talk {
            let Sent { by, form } = Sent::from_request(request, desk).await?;
            return Ok(Self { by: Speaker::in_talk(by, &id).await?, form });
        }
        let SentByHer { her, form } = SentByHer::from_request(request, desk).await?;
        Ok(Self { by: Speaker::Herself(her), form })
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

    /// What is chosen so far.
    pub(super) fn draft(&self) -> Draft {
        match self {
            Self::ToWorker(worker, talk) => worker.draft(talk),
            Self::Herself(her) => Draft::kept(&her.headers, &her.draft_name(), her.at),
        }
    }

    /// The talk, where she speaks to a worker.
    pub(super) fn talk(&self) -> Option<&Talk> {
        match self {
            Self::ToWorker(_, talk) => Some(talk),
            Self::Herself(_) => None,
        }
    }

    /// Why something was refused, at a field of the page.
    pub(super) fn why(&self, refusal: &Refusal, at: &str) -> Fault {
        Fault { text: self.label(refusal.code()).to_owned(), ..fault(refusal, &[("", at)]) }
    }

    /// A refusal in words to a worker, or to herself.
    pub(super) fn label(&self, code: RefusalCode) -> &'static str {
        match self {
            Self::ToWorker(..) if code == RefusalCode::KeyUsed => to_her(code),
            Self::ToWorker(..) => code.entry().label,
            Self::Herself(_) => to_her(code),
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

/// Why something was refused, in words to her; what she can do about it comes with it.
fn to_her(code: RefusalCode) -> &'static str {
    use RefusalCode as C;
    match code {
        C::NotOnHerTeam => "They are not on your team yet. Ask a worker to bring them in first",
        C::NotPrivate => "This has to wait until no one else can see what you do here",
        C::TooSoon => "It is too soon for this. You can choose it after your first day",
        C::FirstMeeting => "The first time, choose who sees your name and your plan. Pick five places at most",
        C::AskedAlone => "This is asked on its own. Pick one thing and one place",
        C::SaidBoth => "You said yes and no to the same thing",
        C::Conflict => "You said no to this before. Tick below if you changed your mind",
        C::SaidNoSince => "You have said no to this since",
        C::ReadBackNeeded => "Look at what you chose. Tick this if it is right",
        C::NothingToConfirm => "This does not wait for you any more",
        C::KeyUsed => "This page was sent before, with other words. If this is new, send it again",
        // What only a worker is refused.
        C::NoMatch
        | C::HerYesNeeded
        | C::ReferenceTaken
        | C::InvitationGone
        | C::SessionOver
        | C::InterpreterNeeded
        | C::FormNeeded
        | C::UnknownForm
        | C::FormUsed
        | C::FormTooOld
        | C::OwnRecipient
        | C::NoticeChanged
        | C::RequestAnswered => "This cannot be done just now",
    }
}
