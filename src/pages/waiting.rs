//! What waits for her in a talk: a yes that somebody else has to hear too, and requests to see what she wants to be asked about.

use super::{
    form::attempt,
    govuk::{Fault, Option_, Question},
    page::{self, Frame},
    talk::{Talk, fault},
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::{Choice, confirm, request},
    consent::topics,
    words,
};
use askama::Template;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    frame: Frame,
    attempt: String,
    to_confirm: Vec<Question>,
    requests: Vec<String>,
    names: String,
}

/// Shows what waits.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    page(&worker, &talk, Vec::new()).await
}

async fn page(worker: &Worker, talk: &Talk, faults: Vec<Fault>) -> Answer {
    let acting = worker.acting();
    let waiting = confirm::waiting(&acting, &talk.id).await?;
    let registry = worker.desk.verifier.registry();
    let name = |id: &str| registry.agency(id).map_or_else(|| id.to_owned(), |agency| agency.name.clone());
    let asks = |asked: request::Waiting| {
        let thing = asked.topic.map_or_else(|| "a part of your plan".to_owned(), topics::words);
        format!("{} asks to see {thing}. If you do not answer until {}, it is a no.", name(&asked.organisation), words::day_of(asked.until))
    };
    let requests = request::waiting(&acting, &talk.id).await?.into_iter().map(asks).collect();
    let to_confirm = waiting.iter().enumerate().map(|(at, choice)| question(at, choice, &faults)).collect();
    let frame = worker.frame("What waits for her").back(talk.start()).wrong(faults);
    Ok(page::answer(frame.status(), &WaitingPage { frame, attempt: attempt(), to_confirm, requests, names: talk.page("names") }))
}

fn question(at: usize, choice: &Choice, faults: &[Fault]) -> Question {
    let name = format!("choice-{at}");
    let thing = choice.topic.map_or_else(|| "this".to_owned(), topics::words);
    Question {
        legend: format!(
            "On {} you said yes: {} can see {thing}. Is that right?",
            words::day_of(choice.said_on),
            words::list(&choice.recipients.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>())
        ),
        options: vec![Option_::new(&choice.id, "Yes: I read it to her, and she says that it is right")],
        error: Fault::of(faults, &name),
        name,
        many: true,
        size: "s",
        ..Question::default()
    }
}

/// Confirms what she says again.
pub(super) async fn confirm(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { by, form } = sent;
    let talk = by.talk(&id).await?;
    let key = form.attempt()?;
    let waiting = confirm::waiting(&by.acting(), &id).await?;
    let mut faults = Vec::new();
    let mut done = 0;
    for (at, choice) in waiting.into_iter().enumerate() {
        let name = format!("choice-{at}");
        if form.one(&name) != choice.id {
            continue;
        }
        let ask = confirm::Confirm { session: id.clone(), choice: choice.id, read_back: true, key: Some(format!("{key}-{at}")) };
        match confirm::confirm(&by.acting(), &ask).await? {
            Ok(_) => done += 1,
            Err(refusal) => faults.push(fault(&refusal, &[("", &name)])),
        }
    }
    if faults.is_empty() && done == 0 {
        faults.push(Fault::at("choice-0", "Tick what she says is right. What she does not confirm lets nobody see anything"));
    }
    if faults.is_empty() { Ok(page::to(&talk.page("waiting"))) } else { page(&by, &talk, faults).await }
}
