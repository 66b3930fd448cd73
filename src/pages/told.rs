//! What is shared without asking her: read aloud, written down that it was, and printed for her.

use super::{
    form::attempt,
    govuk::{Fault, Option_, Question},
    page::{self, Frame},
    script,
    talk::{Talk, fault},
    trouble::{Answer, Trouble},
    visitor::{Sent, Worker},
};
use crate::{
    choices::notice::{self, Notice},
    vocabulary::ReadFormat,
};
use askama::Template;
use axum::extract::Path;

/// The list of one organisation and the box that says that it was read.
struct List {
    name: String,
    lines: Vec<String>,
    version: String,
    read: Question,
}

#[derive(Template)]
#[template(path = "told.html")]
struct ToldPage {
    frame: Frame,
    attempt: String,
    lists: Vec<List>,
    after: Vec<String>,
    copy: Question,
    sheet: String,
}

impl Worker {
    /// The lists of the organisations of the draft, in its order.
    async fn lists(&self, talk: &Talk) -> Result<Vec<Notice>, Trouble> {
        let all = notice::shared_without_asking(&self.acting()).await?;
        let draft = self.draft(talk);
        let of = |id: &String| all.iter().find(|list| list.organisation == *id).cloned();
        Ok(draft.organisations.iter().filter_map(of).collect())
    }
}

/// Shows the lists; where there is none, goes on.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    if worker.lists(&talk).await?.is_empty() {
        return Ok(page::to(&talk.page("ask")));
    }
    page(&worker, &talk, Vec::new()).await
}

async fn page(worker: &Worker, talk: &Talk, faults: Vec<Fault>) -> Answer {
    let list = |(at, list): (usize, Notice)| {
        let name = format!("read-{at}");
        let read = Question {
            legend: format!("{}: did you read it to her?", list.name),
            options: vec![Option_::new(&list.organisation, "Yes, I read it to her")],
            error: Fault::of(&faults, &name),
            name,
            many: true,
            size: "s",
            ..Question::default()
        };
        List { name: list.name, lines: list.lines, version: list.version, read }
    };
    let lists = worker.lists(talk).await?.into_iter().enumerate().map(list).collect();
    let copy = Question {
        name: "copy".into(),
        legend: "Does she have these lists on paper?".into(),
        options: vec![Option_::new("yes", "Yes, I gave her the printed sheet")],
        many: true,
        size: "s",
        ..Question::default()
    };
    let frame = worker.frame("What they can see by law").back(talk.page("names")).wrong(faults);
    let after = script::lines(script::BY_LAW);
    Ok(page::answer(frame.status(), &ToldPage { frame, attempt: attempt(), lists, after, copy, sheet: talk.page("sheet") }))
}

/// Writes down which lists were read.
pub(super) async fn given(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { by, form } = sent;
    let talk = by.talk(&id).await?;
    let key = form.attempt()?;
    let mut faults = Vec::new();
    for (at, list) in by.lists(&talk).await?.into_iter().enumerate() {
        let read = format!("read-{at}");
        if form.one(&read) != list.organisation {
            continue;
        }
        let ask = notice::Given {
            session: id.clone(),
            organisation: list.organisation,
            version: form.one(&format!("version-{at}")).to_owned(),
            given_on: None,
            format: ReadFormat::ReadAloud,
            language: script::LANGUAGE.to_owned(),
            copy_given: form.ticked("copy"),
            key: Some(format!("{key}-{at}")),
        };
        if let Err(refusal) = notice::given(&by.acting(), &ask).await? {
            faults.push(fault(&refusal, &[("version", &read)]));
        }
    }
    if faults.is_empty() { Ok(page::to(&talk.page("ask"))) } else { page(&by, &talk, faults).await }
}

#[derive(Template)]
#[template(path = "sheet.html")]
struct SheetPage {
    frame: Frame,
    lists: Vec<Notice>,
    after: Vec<String>,
    without_yes: Vec<String>,
    changing: Vec<String>,
}

/// The same on one sheet of paper for her.
pub(super) async fn sheet(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    let page = SheetPage {
        lists: worker.lists(&talk).await?,
        after: script::lines(script::BY_LAW),
        without_yes: script::lines(script::WITHOUT_YES),
        changing: script::lines(script::CHANGING_YOUR_MIND),
        frame: worker.frame("What we share").back(talk.page("told")),
    };
    Ok(page::answer(page.frame.status(), &page))
}
