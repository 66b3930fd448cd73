//! What she said is read back to her, and recorded as one batch.

use super::{
    ask::organisations,
    draft::Draft,
    form::{Form, attempt},
    govuk::{Fault, Input, Option_, Question},
    page::{self, Frame},
    script,
    talk::{Talk, fault},
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::{
        answers::{self, Against},
        joining::Organisation,
        team,
    },
    consent::topics,
    vocabulary::{Coded, ConsentDecision, ConsentMethod, ConsentTopic, RefusalCode},
    words,
};
use askama::Template;
use axum::extract::Path;
use chrono::{DateTime, NaiveTime, Utc};

#[derive(Template)]
#[template(path = "read_back.html")]
struct ReadBackPage {
    frame: Frame,
    attempt: String,
    lines: Vec<String>,
    not_asked: Vec<String>,
    without_yes: Vec<String>,
    changing: Vec<String>,
    end: Vec<String>,
    conflicts: Vec<Question>,
    read_back: Question,
    worry: Question,
    questions: Input,
    any_yes: bool,
    ask: String,
}

/// One answer of the batch: topic, organisation, and what she said.
struct Said<'a> {
    topic: ConsentTopic,
    to: &'a Organisation,
    decision: ConsentDecision,
}

fn batch<'a>(draft: &Draft, to: &'a [Organisation]) -> Vec<Said<'a>> {
    let topics = draft.topics();
    let said = |(t, topic): (usize, &ConsentTopic), (o, to): (usize, &'a Organisation)| {
        draft.answer(t, o).map(|decision| Said { topic: *topic, to, decision })
    };
    topics.iter().enumerate().flat_map(|topic| to.iter().enumerate().filter_map(move |to| said(topic, to))).collect()
}

/// What she said, as it is read back.
fn line(said: &Said<'_>) -> String {
    let (name, thing) = (&said.to.name, topics::words(said.topic));
    match said.decision {
        ConsentDecision::Yes => format!("You said yes: {name} can see {thing}."),
        ConsentDecision::No => format!("You said no: {name} may not see {thing}."),
        ConsentDecision::AskMeEachTime => format!("You said ask me each time: {name} must ask you before they see {thing}."),
    }
}

/// Shows what is to be read back.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    let draft = worker.draft(&talk);
    if draft.organisations.is_empty() {
        // Recorded already, or forgotten: a page that is gone back to records nothing twice.
        return Ok(page::to(&talk.start()));
    }
    page(&worker, &talk, &draft, &Form::default(), (Vec::new(), &[])).await
}

async fn page(worker: &Worker, talk: &Talk, draft: &Draft, form: &Form, (faults, against): (Vec<Fault>, &[Against])) -> Answer {
    let organisations = organisations(worker, draft).await?;
    let batch = batch(draft, &organisations);
    let joins = organisations.iter().enumerate().filter_map(|(at, o)| Some((o, draft.joins(at)?)));
    let joins = joins.map(|(o, role)| format!("You said yes: {} can join your team, as {}.", o.name, words::role(role)));
    let lines = joins.chain(batch.iter().map(line)).collect();
    let topics = draft.topics();
    let open = |t: usize, o: usize| draft.answer(t, o).is_none();
    let not_asked = topics.iter().enumerate().flat_map(|(t, topic)| {
        let to = organisations.iter().enumerate().filter(move |(o, _)| open(t, *o));
        to.map(|(_, o)| format!("{}: {}", o.name, topics::words(*topic)))
    });
    let tick = |name: &str, legend: &str, label: &str| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        options: vec![Option_::new("yes", label).chosen(&[form.one(name)])],
        error: Fault::of(&faults, name),
        many: true,
        size: "s",
        ..Question::default()
    };
    let shown = ReadBackPage {
        attempt: attempt(),
        lines,
        not_asked: not_asked.collect(),
        without_yes: script::lines(script::WITHOUT_YES),
        changing: script::lines(script::CHANGING_YOUR_MIND),
        end: script::lines(script::END),
        conflicts: against.iter().filter_map(|a| Some(conflict(a, batch.get(a.at)?, form))).collect(),
        read_back: tick("read-back", "Did you read her answers back to her?", "Yes, and she says that this is right"),
        worry: tick("worry", "Are you worried whether she can decide this today?", "Yes, I am worried. Her yes is kept, and opens nothing"),
        questions: Input {
            name: "questions",
            label: "What did she ask? (if anything)".into(),
            hint: Some("One line. Nothing about health, hurt or what she was charged with.".into()),
            value: form.one("questions").to_owned(),
            error: Fault::of(&faults, "questions"),
            ..Input::default()
        },
        any_yes: batch.iter().any(|said| said.decision == ConsentDecision::Yes),
        ask: talk.page("ask"),
        frame: worker.frame("Read it back to her").back(talk.page("ask")).wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

/// A no of hers that stands against a yes: it is replaced by name or not at all.
fn conflict(against: &Against, said: &Said<'_>, form: &Form) -> Question {
    let name = format!("replaces-{}", against.at);
    let wider = if against.is_wider { " That no was about more than this: ask her about all of it." } else { "" };
    Question {
        legend: format!(
            "On {} she said no to {} for {}.{wider} Has she changed her mind?",
            words::day_of(against.said_on),
            topics::words(said.topic),
            said.to.name
        ),
        options: vec![Option_::new(&against.refusal, "Yes, she has changed her mind").chosen(&form.all(&name))],
        name,
        many: true,
        size: "s",
        ..Question::default()
    }
}

/// Records what she said: whom she wants on her team, then the batch, all of it or nothing.
pub(super) async fn record(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { by, form } = sent;
    let talk = by.talk(&id).await?;
    let draft = by.draft(&talk);
    if draft.organisations.is_empty() {
        return Ok(page::to(&talk.page("receipt")));
    }
    let key = form.attempt()?;
    let organisations = organisations(&by, &draft).await?;
    let batch = batch(&draft, &organisations);
    if let Some(fault) = wrong(&form, &batch) {
        return page(&by, &talk, &draft, &form, (vec![fault], &[])).await;
    }
    for (at, organisation) in organisations.iter().enumerate() {
        let Some(role) = draft.joins(at) else { continue };
        let invite = team::Invite {
            session: id.clone(),
            organisation: organisation.id.clone(),
            role,
            worker: None,
            her_yes: true,
            key: Some(format!("{key}-join{at}")),
        };
        if let Err(refusal) = team::invite(&by.acting(), &invite).await? {
            return page(&by, &talk, &draft, &form, (vec![fault(&refusal, &[("", "read-back")])], &[])).await;
        }
    }
    if !batch.is_empty() {
        match answers::record(&by.acting(), &ask(&id, &talk, &draft, &form, &batch, &key)).await? {
            Err(refusal) => {
                let fault = refused(&refusal, &batch);
                return page(&by, &talk, &draft, &form, (vec![fault], &[])).await;
            }
            Ok(recorded) if !recorded.conflicts.is_empty() => {
                let first = recorded.conflicts.first().map_or(0, |against| against.at);
                let fault = Fault::at(&format!("replaces-{first}"), RefusalCode::Conflict.entry().label);
                return page(&by, &talk, &draft, &form, (vec![fault], &recorded.conflicts)).await;
            }
            Ok(_) => {}
        }
    }
    Ok(Draft::forget(page::to(&talk.page("receipt"))))
}

fn wrong(form: &Form, batch: &[Said<'_>]) -> Option<Fault> {
    let yes = batch.iter().any(|said| said.decision == ConsentDecision::Yes);
    if yes && !form.ticked("read-back") {
        return Some(Fault::at("read-back", "Read her answers back to her, and tick this when she says that they are right"));
    }
    let long = form.one("questions").chars().count() > 500;
    long.then(|| Fault::at("questions", "Use 500 characters at most"))
}

fn ask(session: &str, talk: &Talk, draft: &Draft, form: &Form, batch: &[Said<'_>], key: &str) -> answers::Record {
    let choice = |(at, said): (usize, &Said<'_>)| answers::Choice {
        topic: said.topic,
        organisation: said.to.id.clone(),
        role: None,
        worker: None,
        decision: said.decision,
        separate: false,
        part: None,
        item: None,
        lines: Vec::new(),
        ends_on: None,
        replaces: form.all(&format!("replaces-{at}")).into_iter().map(str::to_owned).collect(),
    };
    let method = match (&talk.seen.form, &talk.seen.interpreter) {
        (Some(_), _) => ConsentMethod::Signed,
        (None, Some(_)) => ConsentMethod::Interpreted,
        (None, None) => ConsentMethod::VerbalWithWorker,
    };
    answers::Record {
        session: session.to_owned(),
        batch: answers::Batch {
            method,
            read_back: form.ticked("read-back"),
            choices: batch.iter().enumerate().map(choice).collect(),
            said_on: said_on(talk, draft),
            questions: form.typed("questions"),
            capacity_concern: form.ticked("worry"),
        },
        key: Some(format!("{key}-said")),
    }
}

/// When she filled in the form: at the beginning of that day, or when it was printed if that was later. A no counts from there.
fn said_on(talk: &Talk, draft: &Draft) -> Option<DateTime<Utc>> {
    let (_, printed) = talk.seen.form.as_ref()?;
    Some(draft.said_on?.and_time(NaiveTime::MIN).and_utc().max(*printed))
}

/// A refusal in words that name the answer it is about.
fn refused(refusal: &crate::choices::Refusal, batch: &[Said<'_>]) -> Fault {
    let at = refusal.field.as_deref().and_then(|field| field.strip_prefix("choices[")?.split(']').next()?.parse::<usize>().ok());
    let label = refusal.code().entry().label;
    match at.and_then(|at| batch.get(at)) {
        Some(said) => Fault::at("read-back", format!("{}, {}: {label}", said.to.name, topics::words(said.topic))),
        None => Fault::at("read-back", label),
    }
}
