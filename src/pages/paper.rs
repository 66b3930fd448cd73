//! Forms on paper: printed for her to tick by herself, entered later in a talk that names the form.

use super::{
    form::{Form, attempt},
    govuk::{Fault, Option_, Question},
    names::words_of,
    page::{self, Frame},
    script,
    talk::{Talk, fault},
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::{joining, paper},
    vocabulary::{Coded, ConsentTopic},
    words,
};
use askama::Template;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    frame: Frame,
    attempt: String,
    organisations: Question,
    topics: Question,
}

/// Asks what stands on the form.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    page(&worker, &talk, &Form::default(), Vec::new()).await
}

async fn page(worker: &Worker, talk: &Talk, form: &Form, faults: Vec<Fault>) -> Answer {
    let question = |name: &str, legend: &str, options: Vec<Option_>| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        options: options.into_iter().map(|option| option.chosen(&form.all(name))).collect(),
        error: Fault::of(&faults, name),
        many: true,
        size: "m",
        ..Question::default()
    };
    let all = joining::organisations(&worker.desk.hub, worker.at).await?;
    let organisations = question("organisations", "Organisations on the form", all.iter().map(|o| Option_::new(&o.id, &o.name)).collect());
    let topics = ConsentTopic::ALL.iter().map(|topic| Option_::new(topic.code(), words_of(*topic))).collect();
    let topics = question("topics", "Topics on the form", topics);
    let frame = worker.frame("A form for her to fill in").back(talk.start()).wrong(faults);
    Ok(page::answer(frame.status(), &PaperPage { frame, attempt: attempt(), organisations, topics }))
}

/// Gives out a form.
pub(super) async fn print(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { by, form } = sent;
    let talk = by.talk(&id).await?;
    let key = form.attempt()?;
    let known = joining::organisations(&by.desk.hub, by.at).await?;
    let organisations: Vec<String> =
        known.into_iter().map(|o| o.id).filter(|id| form.all("organisations").contains(&id.as_str())).collect();
    let topics: Vec<ConsentTopic> = form.all("topics").into_iter().filter_map(ConsentTopic::parse).collect();
    let mut faults = Vec::new();
    if organisations.is_empty() {
        faults.push(Fault::at("organisations", "Tick one organisation at least"));
    }
    if topics.is_empty() {
        faults.push(Fault::at("topics", "Tick one topic at least"));
    }
    if !faults.is_empty() {
        return page(&by, &talk, &form, faults).await;
    }
    let ask = paper::Print { session: id.clone(), organisations, topics, key: Some(format!("{key}-form")) };
    match paper::print(&by.acting(), &ask).await? {
        Ok(printed) => Ok(page::to(&talk.page(&format!("paper/{}", printed.form)))),
        Err(refusal) => page(&by, &talk, &form, vec![fault(&refusal, &[("", "organisations")])]).await,
    }
}

/// A topic on a form: its words, and the organisations to tick for.
struct OnForm {
    name: String,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "form.html")]
struct FormPage {
    frame: Frame,
    number: String,
    until: String,
    version: String,
    organisations: Vec<String>,
    topics: Vec<OnForm>,
    end: Vec<String>,
}

/// The form itself, to print.
pub(super) async fn form(worker: Worker, Path((id, form)): Path<(String, String)>) -> Answer {
    let talk = worker.talk(&id).await?;
    let paper = paper::on_paper(&worker.acting(), &id, &form).await?;
    let registry = worker.desk.verifier.registry();
    let name = |id: &String| registry.agency(id).map_or_else(|| id.clone(), |agency| agency.name.clone());
    let page = FormPage {
        number: paper.form,
        until: words::day_of(paper.until),
        version: talk.seen.script_version.clone(),
        organisations: paper.organisations.iter().map(name).collect(),
        topics: paper.topics.iter().map(|t| OnForm { name: words_of(*t), lines: script::lines(script::topic(*t)) }).collect(),
        end: script::lines(script::END),
        frame: worker.frame("My choices").back(talk.start()),
    };
    Ok(page::answer(page.frame.status(), &page))
}
