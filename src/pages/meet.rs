//! The beginning of a talk: she is enrolled if she is new, and matched by a typed number and the name she goes by.

use super::{
    draft::Draft,
    form::{Form, attempt},
    govuk::{Fault, Input, Option_, Question},
    page::{self, Frame},
    script,
    talk::fault,
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::{enrol, session},
    vocabulary::{Coded, ReadFormat, SessionPlace},
};
use askama::Template;
use axum::response::Response;

#[derive(Template)]
#[template(path = "meet.html")]
struct MeetPage {
    frame: Frame,
    attempt: String,
    first: bool,
    reference: Input,
    known_as: Input,
    place: Question,
    private: Question,
    interpreter: Input,
    paper: Input,
}

/// A first meeting, for those who may enrol her.
pub(super) async fn first(worker: Worker) -> Answer {
    Ok(page(&worker, true, &Form::default(), Vec::new()))
}

/// Another talk.
pub(super) async fn another(worker: Worker) -> Answer {
    Ok(page(&worker, false, &Form::default(), Vec::new()))
}

fn page(worker: &Worker, first: bool, form: &Form, faults: Vec<Fault>) -> Response {
    let input = |name: &'static str, label: &str, hint: &str, class| Input {
        name,
        label: label.to_owned(),
        hint: Some(hint.to_owned()),
        value: form.one(name).to_owned(),
        error: Fault::of(&faults, name),
        class,
        ..Input::default()
    };
    let chosen = |name: &str, option: Option_| option.chosen(&[form.one(name)]);
    let question = |name: &str, legend: &str, options: Vec<Option_>| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        error: Fault::of(&faults, name),
        options: options.into_iter().map(|option| chosen(name, option)).collect(),
        size: "s",
        ..Question::default()
    };
    let places = SessionPlace::ALL.iter().map(|place| Option_::new(place.code(), place.entry().label));
    let title = if first { "First meeting" } else { "Another talk" };
    let number = "Your organisation’s own number for her, or her prison number. No list of women is shown.";
    let shown = MeetPage {
        attempt: attempt(),
        first,
        reference: input("reference", "Her number", number, "govuk-input--width-20"),
        known_as: input("known-as", "The name she goes by", "Ask her. Type it as she says it.", "govuk-input--width-20"),
        place: question("place", "Where are you?", places.collect()),
        private: question(
            "private",
            "Is this private? Can nobody else hear?",
            vec![Option_::new("yes", "Yes, nobody can hear"), Option_::new("no", "No")],
        ),
        interpreter: input(
            "interpreter",
            "Interpreter’s number, if there is one",
            "Never a relative, a partner or another prisoner.",
            "govuk-input--width-20",
        ),
        paper: input("paper", "Number on her paper form, if you enter one", "It stands at the top of the form.", "govuk-input--width-20"),
        frame: worker.frame(title).back("/choices").wrong(faults),
    };
    page::answer(shown.frame.status(), &shown)
}

/// Enrols her and opens the talk.
pub(super) async fn enrol(sent: Sent) -> Answer {
    opened(sent, true).await
}

/// Opens the talk.
pub(super) async fn open(sent: Sent) -> Answer {
    opened(sent, false).await
}

/// The names of the fields as the functions and as the page have them.
const FIELDS: &[(&str, &str)] = &[("reference", "reference"), ("knownAs", "known-as"), ("formId", "paper")];

async fn opened(sent: Sent, first: bool) -> Answer {
    let Sent { by, form } = sent;
    let key = form.attempt()?;
    let faults = faults(&form);
    let (Some(place), true) = (form.code::<SessionPlace>("place"), faults.is_empty()) else {
        return Ok(page(&by, first, &form, faults));
    };
    let acting = by.acting();
    if first {
        let ask = enrol::Enrol {
            reference: form.one("reference").to_owned(),
            known_as: form.one("known-as").to_owned(),
            key: Some(format!("{key}-enrol")),
        };
        if let Err(refusal) = enrol::enrol(&acting, &ask).await? {
            return Ok(page(&by, first, &form, vec![fault(&refusal, FIELDS)]));
        }
    }
    let ask = session::Open {
        reference: form.one("reference").to_owned(),
        known_as: form.one("known-as").to_owned(),
        place,
        private: form.one("private") == "yes",
        script_version: script::VERSION.to_owned(),
        language: script::LANGUAGE.to_owned(),
        format: ReadFormat::ReadAloud,
        interpreter: form.typed("interpreter"),
        form: form.typed("paper").map(|number| number.to_uppercase()),
        key: Some(format!("{key}-talk")),
    };
    match session::open(&acting, &ask).await? {
        Err(refusal) => Ok(page(&by, first, &form, vec![fault(&refusal, FIELDS)])),
        Ok(talk) if first => {
            let draft = Draft::of(&talk.session, acting.now(), true);
            Ok(draft.carry(page::to(&format!("/choices/talk/{}/names", talk.session))))
        }
        Ok(talk) => Ok(page::to(&format!("/choices/talk/{}", talk.session))),
    }
}

fn faults(form: &Form) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut typed = |name: &str, most: usize, missing: &str| {
        let text = form.one(name);
        if text.is_empty() {
            faults.push(Fault::at(name, missing));
        } else if text.chars().count() > most || text.chars().any(char::is_control) {
            faults.push(Fault::at(name, format!("Use {most} characters at most, on one line")));
        }
    };
    typed("reference", 80, "Enter her number");
    typed("known-as", 60, "Enter the name she goes by");
    if form.typed("interpreter").is_some() {
        typed("interpreter", 64, "");
    }
    if form.code::<SessionPlace>("place").is_none() {
        faults.push(Fault::at("place", "Choose where you are"));
    }
    if !matches!(form.one("private"), "yes" | "no") {
        faults.push(Fault::at("private", "Say whether this is private"));
    }
    faults
}
