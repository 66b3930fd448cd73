//! "This is not right", and complaints: she writes them herself, or says them to a worker in a talk. Only she reads them again here.

use super::{
    form::{Form, attempt},
    govuk::{Area, Fault, Option_, Question},
    page::{self, Frame},
    script,
    speaker::{Said, Speaker},
    trouble::Answer,
    visitor::{Woman, Worker},
};
use crate::{
    choices::{Done, joining, own, parts::Part, rights as taken},
    disclosure::open_own,
    hers::requests::{MyRequests, Told},
    rights::{Ask, LONGEST},
    vocabulary::RightsKind,
    words,
};
use askama::Template;
use axum::extract::Path;
use std::collections::BTreeSet;

/// The answer of somebody who does not know who must answer.
const UNKNOWN: &str = "unknown";

#[derive(Template)]
#[template(path = "rights.html")]
struct RightsPage {
    frame: Frame,
    attempt: String,
    aloud: Vec<String>,
    about: Option<Question>,
    words: Area,
    who: Question,
    /// Where to go for something else, and in which words.
    other: (String, &'static str),
}

/// What is not right.
pub(super) async fn not_right(by: Speaker) -> Answer {
    page(&by, RightsKind::Rectification, &Form::default(), Vec::new()).await
}

/// What she complains of.
pub(super) async fn complaint(by: Speaker) -> Answer {
    page(&by, RightsKind::Complaint, &Form::default(), Vec::new()).await
}

async fn page(by: &Speaker, kind: RightsKind, form: &Form, faults: Vec<Fault>) -> Answer {
    let complains = kind == RightsKind::Complaint;
    let of = |correct: &'static str, complain: &'static str| if complains { complain } else { correct };
    let title =
        of(by.words("She says that something is not right", "Something is not right"), by.words("She complains", "I want to complain"));
    let (question, who) = (of("What is not right?", "What do you want to say?"), of("Who wrote it?", "Who is it about?"));
    let shown = RightsPage {
        attempt: attempt(),
        aloud: script::lines(of(script::NOT_RIGHT, script::COMPLAIN)),
        about: (!complains).then(|| about(form, &faults)),
        words: Area {
            name: "words",
            label: question.to_owned(),
            hint: Some(by.words("In her own words. 1,000 letters at most.", "Use your own words. 1,000 letters at most.").to_owned()),
            value: form.text("words"),
            error: Fault::of(&faults, "words"),
        },
        who: organisations(by, who, form, &faults).await?,
        other: (
            by.page(of("complain", "not-right")),
            of("If none of these fits, complain here", "If something in the plan is not right, say it here"),
        ),
        frame: by.frame(title).back(by.start()).wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

fn about(form: &Form, faults: &[Fault]) -> Question {
    let option = |part: Part| Option_::new(part.code(), words::upper(&part.words())).chosen(&form.all("about"));
    Question {
        name: "about".into(),
        legend: "What is it about?".into(),
        hint: Some("Tick one or more.".into()),
        options: Part::all().map(option).collect(),
        error: Fault::of(faults, "about"),
        many: true,
        size: "s",
        ..Question::default()
    }
}

async fn organisations(by: &Speaker, legend: &str, form: &Form, faults: &[Fault]) -> Result<Question, super::Trouble> {
    let all = joining::organisations(&by.desk().hub, by.at()).await?;
    let named = all.iter().map(|o| Option_::new(&o.id, &o.name));
    let unknown = Option_::new(UNKNOWN, by.words("She does not know", "I do not know"));
    Ok(Question {
        name: "who".into(),
        legend: legend.to_owned(),
        hint: Some(by.words("Leave this out if she does not know.", "Leave this out if you do not know.").to_owned()),
        options: named.chain([unknown]).map(|option| option.chosen(&[form.one("who")])).collect(),
        error: Fault::of(faults, "who"),
        size: "s",
        ..Question::default()
    })
}

/// Takes what is not right.
pub(super) async fn correct(said: Said) -> Answer {
    take(said, RightsKind::Rectification).await
}

/// Takes a complaint.
pub(super) async fn complain(said: Said) -> Answer {
    take(said, RightsKind::Complaint).await
}

async fn take(said: Said, kind: RightsKind) -> Answer {
    let Said { by, form } = said;
    let key = format!("{}-asks", form.attempt()?);
    let known = joining::organisations(&by.desk().hub, by.at()).await?;
    let controller = Some(form.one("who")).filter(|who| !who.is_empty() && *who != UNKNOWN);
    let parts: Vec<Part> = form.all("about").into_iter().filter_map(Part::parse).collect();
    let mut faults = faults(&by, kind, &form, &parts);
    if controller.is_some_and(|who| !known.iter().any(|o| o.id == who)) {
        faults.push(Fault::at("who", "Choose one of these"));
    }
    if !faults.is_empty() {
        return page(&by, kind, &form, faults).await;
    }
    let fields: BTreeSet<String> = parts.into_iter().filter(|_| kind == RightsKind::Rectification).flat_map(Part::fields).collect();
    let ask = Ask { kind, words: form.text("words"), fields: fields.into_iter().collect(), controller: controller.map(str::to_owned) };
    match asked(&by, &ask, &key).await? {
        Ok(_) => Ok(page::to(&by.page(by.words("written-down", "asked")))),
        Err(refusal) => page(&by, kind, &form, vec![by.why(&refusal, "words")]).await,
    }
}

async fn asked(by: &Speaker, ask: &Ask, key: &String) -> Result<Done<String>, crate::error::Error> {
    match by {
        Speaker::ToWorker(worker, talk) => taken::taken(&worker.acting(), &talk.id, ask, Some(key)).await,
        Speaker::Herself(her) => own::asks(&her.desk.hub, &her.own(taken::operation(ask.kind)), ask, Some(key)).await,
    }
}

fn faults(by: &Speaker, kind: RightsKind, form: &Form, parts: &[Part]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if kind == RightsKind::Rectification && parts.is_empty() {
        faults.push(Fault::at("about", "Tick what it is about"));
    }
    let words = form.text("words");
    if words.is_empty() {
        faults.push(Fault::at("words", by.words("Write down what she says", "Write down what you want to say")));
    } else if words.chars().count() > LONGEST {
        faults.push(Fault::at("words", "That is too long. Use 1,000 letters at most"));
    }
    faults
}

#[derive(Template)]
#[template(path = "asked.html")]
struct AskedPage {
    frame: Frame,
    requests: Vec<Told>,
}

/// What she asked, and what she was answered, the newest first. Hers alone.
pub(super) async fn mine(her: Woman) -> Answer {
    let mut requests = open_own(&her.desk.hub, &her.own("myRequests"), &MyRequests).await?;
    requests.reverse();
    let frame = her.frame("What I asked for").back("/choices/mine");
    Ok(page::answer(frame.status(), &AskedPage { frame, requests }))
}

#[derive(Template)]
#[template(path = "written_down.html")]
struct WrittenDownPage {
    frame: Frame,
    aloud: Vec<String>,
    talk: String,
}

/// In a talk: it is written down, and no worker reads it again.
pub(super) async fn written_down(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    let frame = worker.frame("It is written down");
    Ok(page::answer(frame.status(), &WrittenDownPage { frame, aloud: script::lines(script::WRITTEN_DOWN), talk: talk.start() }))
}
