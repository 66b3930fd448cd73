//! She says stop: to any worker, to all of it or a part. It is never refused for how it was said, and works when it returns.

use super::{
    form::{Form, attempt},
    govuk::{Fault, Input, Option_, Question},
    names::words_of,
    page::{self, Frame},
    script,
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::{
        joining::{self, Organisation},
        stop::{self, From, Scope, Stop},
        stopped::{self, HadIt, Told},
    },
    vocabulary::{Coded, ConsentMethod, ConsentTopic},
    words,
};
use askama::Template;
use axum::extract::Path;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage {
    frame: Frame,
    attempt: String,
    who: Option<(Input, Input)>,
    what: Question,
    organisations: Question,
    topics: Question,
    said_on: Input,
    list: Option<Question>,
}

/// She says it to a worker who is in no talk with her.
pub(super) async fn show(worker: Worker) -> Answer {
    page(&worker, None, &Form::default(), Vec::new()).await
}

/// She says it in a talk.
pub(super) async fn show_in(worker: Worker, Path(id): Path<String>) -> Answer {
    worker.talk(&id).await?;
    page(&worker, Some(&id), &Form::default(), Vec::new()).await
}

async fn page(worker: &Worker, talk: Option<&str>, form: &Form, faults: Vec<Fault>) -> Answer {
    let question = |name: &str, legend: &str, options: Vec<Option_>| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        options: options.into_iter().map(|option| option.chosen(&form.all(name))).collect(),
        error: Fault::of(&faults, name),
        size: "s",
        ..Question::default()
    };
    let many = |question: Question| Question { many: true, ..question };
    let input = |name: &'static str, label: &str, hint: Option<&str>| Input {
        name,
        label: label.to_owned(),
        hint: hint.map(str::to_owned),
        value: form.one(name).to_owned(),
        error: Fault::of(&faults, name),
        class: "govuk-input--width-20",
        ..Input::default()
    };
    let who = talk.is_none().then(|| {
        let number = "Your organisation’s own number for her, or her prison number.";
        (input("reference", "Her number", Some(number)), input("known-as", "The name she goes by", None))
    });
    let all = joining::organisations(&worker.desk.hub, worker.at).await?;
    let organisation = |o: &Organisation| Option_::new(&o.id, &o.name);
    let topics = ConsentTopic::ALL.iter().map(|topic| Option_::new(topic.code(), words_of(*topic)));
    let what = vec![Option_::new("all", "All of it"), Option_::new("part", "A part: tick it below")];
    let list = vec![Option_::new("yes", "Yes: what goes on, what breaks, and who had it")];
    let back = talk.map_or_else(|| "/choices".to_owned(), |id| format!("/choices/talk/{id}"));
    let shown = StopPage {
        attempt: attempt(),
        who,
        what: question("what", "What does she stop?", what),
        organisations: many(question("organisations", "Organisations she stops", all.iter().map(organisation).collect())),
        topics: many(question("topics", "What they may no longer see", topics.collect())),
        said_on: input(
            "said-on",
            "The day she said it, if it was earlier",
            Some("On paper it counts from the day she gave it to you. For example, 2026-11-27"),
        ),
        list: talk.map(|_| many(question("list", "Does she want to hear what it comes to?", list))),
        frame: worker.frame("She says stop").back(back).wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

/// Stops, by a typed number and name. The answer is the same whether or not she is here.
pub(super) async fn stop(sent: Sent) -> Answer {
    let from = From::Typed(sent.form.one("reference").to_owned(), sent.form.one("known-as").to_owned());
    stopped(sent, from, None).await
}

/// Stops, in a talk with her.
pub(super) async fn stop_in(Path(id): Path<String>, sent: Sent) -> Answer {
    stopped(sent, From::Talk(id.clone()), Some(&id)).await
}

async fn stopped(sent: Sent, from: From, talk: Option<&str>) -> Answer {
    let Sent { by, form } = sent;
    let key = form.attempt()?;
    let said_on = form.typed("said-on").map(|day| day.parse::<NaiveDate>());
    let faults = faults(&form, talk.is_none(), said_on.as_ref(), by.acting().now());
    if !faults.is_empty() {
        return page(&by, talk, &form, faults).await;
    }
    let ask = Stop {
        from,
        scope: scope(&form),
        said_on: said_on.and_then(Result::ok).map(|day| day.and_time(NaiveTime::MIN).and_utc()),
        method: ConsentMethod::VerbalWithWorker,
        key: Some(format!("{key}-stop")),
    };
    let stopped = stop::stop(&by.acting(), &ask).await?;
    let list = talk.filter(|_| form.ticked("list")).zip(stopped.told);
    Ok(super::draft::Draft::forget(match list {
        Some((talk, (_, stop))) => page::to(&format!("/choices/talk/{talk}/stopped/{stop}")),
        None => page::to("/choices/passed-on"),
    }))
}

/// What is to stop, as it was ticked.
pub(super) fn scope(form: &Form) -> Scope {
    let part = form.one("what") == "part";
    let named = |name: &str| if part { form.all(name) } else { Vec::new() };
    Scope {
        all: !part,
        organisations: named("organisations").into_iter().map(str::to_owned).collect(),
        topics: named("topics").into_iter().filter_map(ConsentTopic::parse).collect(),
        people: Vec::new(),
    }
}

fn faults(form: &Form, typed: bool, said_on: Option<&Result<NaiveDate, chrono::ParseError>>, now: DateTime<Utc>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (name, most, text) in [("reference", 80, "Enter her number"), ("known-as", 60, "Enter the name she goes by")] {
        if typed && !(1..=most).contains(&form.one(name).chars().count()) {
            faults.push(Fault::at(name, format!("{text}, {most} characters at most")));
        }
    }
    match form.one("what") {
        "part" if form.all("organisations").is_empty() && form.all("topics").is_empty() => {
            faults.push(Fault::at("organisations", "Tick the organisations she stops, or below what they may no longer see"));
        }
        "all" | "part" => {}
        _ => faults.push(Fault::at("what", "Choose whether she stops all of it or a part")),
    }
    match said_on {
        Some(Err(_)) => faults.push(Fault::at("said-on", "Enter a day as year, month and day, such as 2026-11-27")),
        Some(Ok(day)) if *day > now.date_naive() => faults.push(Fault::at("said-on", "The day lies in the future")),
        None | Some(Ok(_)) => {}
    }
    faults
}

#[derive(Template)]
#[template(path = "passed_on.html")]
struct PassedOnPage {
    frame: Frame,
    aloud: Vec<String>,
}

/// It was passed on: the same for everybody.
pub(super) async fn passed_on(worker: Worker) -> Answer {
    let page = PassedOnPage { frame: worker.frame("Passed on"), aloud: script::lines(script::STOP) };
    Ok(page::answer(page.frame.status(), &page))
}

#[derive(Template)]
#[template(path = "stopped.html")]
pub(super) struct StoppedPage {
    pub(super) frame: Frame,
    aloud: Vec<String>,
    goes_on: Vec<String>,
    breaks: Vec<String>,
    had_it: Vec<String>,
    between: Vec<String>,
    /// Where to go on, and in which words.
    on: (String, &'static str),
}

impl StoppedPage {
    /// The page that tells this.
    pub(super) fn of(told: Told, frame: Frame, (address, words): (&str, &'static str)) -> Self {
        let line = |had: HadIt| format!("{}, last on {}", had.organisation, words::day_of(had.last));
        Self {
            aloud: script::lines(script::STOP),
            goes_on: told.goes_on,
            breaks: told.breaks,
            had_it: told.had_it.into_iter().map(line).collect(),
            between: told.looked_between.into_iter().map(line).collect(),
            on: (address.to_owned(), words),
            frame,
        }
    }
}

/// What a stop comes to, read to her because she wants to hear it.
pub(super) async fn list(worker: Worker, Path((id, stop)): Path<(String, String)>) -> Answer {
    worker.talk(&id).await?;
    let told = stopped::told_in(&worker.acting(), &id, &stop).await?;
    let talk = format!("/choices/talk/{id}");
    let page = StoppedPage::of(told, worker.frame("What the stop comes to"), (&talk, "Back to the talk"));
    Ok(page::answer(page.frame.status(), &page))
}
