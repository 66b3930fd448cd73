//! A talk: what can be done in it, and its end.

use super::{
    draft::Draft,
    govuk::Fault,
    page::{self, Frame},
    trouble::{Answer, Trouble},
    visitor::{Sent, Worker},
};
use crate::{
    choices::{Refusal, session},
    vocabulary::Coded,
};
use askama::Template;
use axum::extract::Path;

/// A talk of the worker's own that goes on.
pub(super) struct Talk {
    pub(super) id: String,
    pub(super) seen: session::Seen,
}

impl Worker {
    /// The talk with this id.
    ///
    /// # Errors
    /// A page that says that nothing is here, for one that is over or somebody else's.
    pub(super) async fn talk(&self, id: &str) -> Result<Talk, Trouble> {
        let seen = session::seen(&self.acting(), id).await?;
        if seen.over { Err(Trouble::nothing_here()) } else { Ok(Talk { id: id.to_owned(), seen }) }
    }

    /// What is chosen so far in a talk.
    pub(super) fn draft(&self, talk: &Talk) -> Draft {
        Draft::kept(&self.headers, &talk.id, self.at)
    }
}

impl Talk {
    /// The address of a page in this talk.
    pub(super) fn page(&self, name: &str) -> String {
        format!("/choices/talk/{}/{name}", self.id)
    }

    /// The address of the talk itself.
    pub(super) fn start(&self) -> String {
        format!("/choices/talk/{}", self.id)
    }
}

/// A refusal as something that is wrong at a field of the page; at the first of these where it names another.
pub(super) fn fault(refusal: &Refusal, fields: &[(&str, &str)]) -> Fault {
    let named = refusal.field.as_deref();
    let own = fields.iter().find(|(field, _)| Some(*field) == named).or(fields.first());
    Fault::at(own.map_or("main-content", |(_, own)| own), refusal.code().entry().label)
}

#[derive(Template)]
#[template(path = "talk.html")]
struct TalkPage {
    frame: Frame,
    talk: Talk,
}

/// What can be done in a talk.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    let frame = worker.frame("Your talk with her").back("/choices");
    Ok(page::answer(frame.status(), &TalkPage { frame, talk }))
}

/// Ends a talk.
pub(super) async fn close(Path(id): Path<String>, sent: Sent) -> Answer {
    // Whatever came of it, the talk is over.
    let _ = session::close(&sent.by.acting(), &id, None).await?;
    Ok(Draft::forget(page::to("/choices")))
}
