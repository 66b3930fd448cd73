//! What she said is read back to her, and recorded as one batch.

use super::{
    ask::settled,
    draft::Draft,
    form::{Form, attempt},
    govuk::{Fault, Input, Option_, Question},
    page::{self, Frame},
    script,
    speaker::{self, Speaker},
    talk::Talk,
    trouble::{Answer, Trouble},
    visitor::Worker,
};
use crate::{
    choices::{
        Done,
        answers::{self, Against, Recorded},
        joining::Organisation,
        own, team,
    },
    consent::topics,
    vocabulary::{ConsentDecision, ConsentMethod, ConsentTopic, RefusalCode},
    words,
};
use askama::Template;
use axum::response::Response;
use chrono::{DateTime, NaiveTime, Utc};

#[derive(Template)]
#[template(path = "read_back.html")]
struct ReadBackPage {
    frame: Frame,
    attempt: String,
    /// What is read back on this page.
    said: String,
    lines: Vec<String>,
    /// What stands above the questions that she did not answer.
    open: String,
    not_asked: Vec<String>,
    without_yes: Vec<String>,
    changing: Vec<String>,
    end: Vec<String>,
    conflicts: Vec<Question>,
    read_back: Question,
    /// For a worker, of a yes.
    worry: Option<Question>,
    /// For a worker.
    questions: Option<Input>,
    send: String,
    ask: String,
}

/// A draft and its organisations.
type Settled = (Draft, Vec<Organisation>);

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
pub(super) async fn show(by: Speaker) -> Answer {
    let draft = by.draft();
    if draft.organisations.is_empty() {
        // Recorded already, or forgotten: a page that is gone back to records nothing twice.
        return Ok(page::to(&by.start()));
    }
    let draft = settled(&by, draft).await?;
    Ok(page(&by, &draft, &Form::default(), (Vec::new(), &[])))
}

fn page(by: &Speaker, (draft, organisations): &Settled, form: &Form, (faults, against): (Vec<Fault>, &[Against])) -> Response {
    if organisations.is_empty() {
        return draft.carry(page::to(&by.page("names")));
    }
    let batch = batch(draft, organisations);
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
    let any_yes = batch.iter().any(|said| said.decision == ConsentDecision::Yes);
    let worry =
        || tick("worry", "Are you worried whether she can decide this today?", "Yes, I am worried. Her yes is kept, and opens nothing");
    let questions = || Input {
        name: "questions",
        label: "What did she ask? (if anything)".into(),
        hint: Some("One line. Nothing about health, hurt or what she was charged with.".into()),
        value: form.one("questions").to_owned(),
        error: Fault::of(&faults, "questions"),
        ..Input::default()
    };
    let read_back = match by {
        Speaker::ToWorker(..) => tick("read-back", "Did you read her answers back to her?", "Yes, and she says that this is right"),
        Speaker::Herself(_) => tick("read-back", "Is this what you want to say?", "Yes, this is right"),
    };
    let shown = ReadBackPage {
        attempt: attempt(),
        said: draft.says(),
        lines,
        open: by.words("Not asked today", "No answer yet").to_owned(),
        not_asked: not_asked.collect(),
        without_yes: script::lines(script::WITHOUT_YES),
        changing: script::lines(script::CHANGING_YOUR_MIND),
        end: script::lines(script::END),
        conflicts: against.iter().filter_map(|a| Some(conflict(by, a, batch.get(a.at)?, form))).collect(),
        read_back,
        worry: by.talk().filter(|_| any_yes).map(|_| worry()),
        questions: by.talk().map(|_| questions()),
        send: by.words("Record her answers", "Save what I chose").to_owned(),
        ask: by.page("ask"),
        frame: by.frame(by.words("Read it back to her", "Is this right?")).back(by.page("ask")).wrong(faults),
    };
    draft.carry(page::answer(shown.frame.status(), &shown))
}

/// A no of hers that stands against a yes: it is replaced by name or not at all.
fn conflict(by: &Speaker, against: &Against, said: &Said<'_>, form: &Form) -> Question {
    let name = format!("replaces-{}", against.at);
    let (she, changed) = (by.words("she", "you"), by.words("Has she changed her mind?", "Have you changed your mind?"));
    let wider = by.words(" That no was about more than this: ask her about all of it.", " That no was about more than this.");
    let wider = if against.is_wider { wider } else { "" };
    let (day, thing) = (words::day_of(against.said_on), topics::words(said.topic));
    let option = Option_::new(&against.refusal, by.words("Yes, she has changed her mind", "Yes, I have changed my mind"));
    Question {
        legend: format!("On {day} {she} said no to {thing} for {}.{wider} {changed}", said.to.name),
        options: vec![option.chosen(&form.all(&name))],
        name,
        many: true,
        size: "s",
        ..Question::default()
    }
}

/// Records what she said: whom she wants on her team, then the batch, all of it or nothing.
pub(super) async fn record(said: speaker::Said) -> Answer {
    let speaker::Said { by, form } = said;
    let draft = by.draft();
    if draft.organisations.is_empty() {
        return Ok(page::to(&recorded_at(&by)));
    }
    let key = form.attempt()?;
    let settled = settled(&by, draft).await?;
    let (draft, organisations) = &settled;
    if form.one("said") != draft.says() {
        let again =
            by.words("What she said has changed since this page was shown: read it back again", "This has changed: look at it again");
        return Ok(page(&by, &settled, &Form::default(), (vec![Fault::at("read-back", again)], &[])));
    }
    let batch = batch(draft, organisations);
    if let Some(fault) = wrong(&by, &form, &batch) {
        return Ok(page(&by, &settled, &form, (vec![fault], &[])));
    }
    if let Speaker::ToWorker(worker, talk) = &by
        && let Err(refusal) = invited(worker, talk, draft, organisations, &key).await?
    {
        return Ok(page(&by, &settled, &form, (vec![by.why(&refusal, "read-back")], &[])));
    }
    if !batch.is_empty() {
        match answered(&by, draft, &form, &batch, &key).await? {
            Err(refusal) => {
                let fault = refused(&by, &refusal, &batch);
                return Ok(page(&by, &settled, &form, (vec![fault], &[])));
            }
            Ok(recorded) if !recorded.conflicts.is_empty() => {
                let first = recorded.conflicts.first().map_or(0, |against| against.at);
                let fault = Fault::at(&format!("replaces-{first}"), by.label(RefusalCode::Conflict));
                return Ok(page(&by, &settled, &form, (vec![fault], &recorded.conflicts)));
            }
            Ok(_) => {}
        }
    }
    Ok(Draft::forget(page::to(&recorded_at(&by))))
}

/// What she sees once it is recorded: her receipt, or what she chose.
fn recorded_at(by: &Speaker) -> String {
    match by {
        Speaker::ToWorker(_, talk) => talk.page("receipt"),
        Speaker::Herself(_) => by.start(),
    }
}

/// Invites whom she wants on her team.
async fn invited(worker: &Worker, talk: &Talk, draft: &Draft, to: &[Organisation], key: &str) -> Result<Done<()>, Trouble> {
    for (at, organisation) in to.iter().enumerate() {
        let Some(role) = draft.joins(at) else { continue };
        let invite = team::Invite {
            session: talk.id.clone(),
            organisation: organisation.id.clone(),
            role,
            worker: None,
            her_yes: true,
            key: Some(format!("{key}-join{at}")),
        };
        if let Err(refusal) = team::invite(&worker.acting(), &invite).await? {
            return Ok(Err(refusal));
        }
    }
    Ok(Ok(()))
}

/// Records the batch.
async fn answered(by: &Speaker, draft: &Draft, form: &Form, batch: &[Said<'_>], key: &str) -> Result<Done<Recorded>, Trouble> {
    let batch = asked(by.talk(), draft, form, batch);
    let key = format!("{key}-said");
    Ok(match by {
        Speaker::ToWorker(worker, talk) => {
            let record = answers::Record { session: talk.id.clone(), batch, key: Some(key) };
            answers::record(&worker.acting(), &record).await?
        }
        Speaker::Herself(her) => own::record(&her.desk.hub, &her.own("recordChoices"), &batch, draft.private, Some(&key)).await?,
    })
}

fn wrong(by: &Speaker, form: &Form, batch: &[Said<'_>]) -> Option<Fault> {
    let yes = batch.iter().any(|said| said.decision == ConsentDecision::Yes);
    if yes && !form.ticked("read-back") {
        let read = "Read her answers back to her, and tick this when she says that they are right";
        return Some(Fault::at("read-back", by.words(read, "Look at what you chose. Tick this if it is right")));
    }
    let long = form.one("questions").chars().count() > 500;
    long.then(|| Fault::at("questions", "Use 500 characters at most"))
}

fn asked(talk: Option<&Talk>, draft: &Draft, form: &Form, batch: &[Said<'_>]) -> answers::Batch {
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
    let method = match talk.map(|talk| (&talk.seen.form, &talk.seen.interpreter)) {
        None => ConsentMethod::Digital,
        Some((Some(_), _)) => ConsentMethod::Signed,
        Some((None, Some(_))) => ConsentMethod::Interpreted,
        Some((None, None)) => ConsentMethod::VerbalWithWorker,
    };
    answers::Batch {
        method,
        read_back: form.ticked("read-back"),
        choices: batch.iter().enumerate().map(choice).collect(),
        said_on: talk.and_then(|talk| said_on(talk, draft)),
        questions: talk.and_then(|_| form.typed("questions")),
        capacity_concern: talk.is_some() && form.ticked("worry"),
    }
}

/// When she filled in the form: at the beginning of that day, or when it was printed if that was later. A no counts from there.
fn said_on(talk: &Talk, draft: &Draft) -> Option<DateTime<Utc>> {
    let (_, printed) = talk.seen.form.as_ref()?;
    Some(draft.said_on?.and_time(NaiveTime::MIN).and_utc().max(*printed))
}

/// A refusal in words that name the answer it is about.
fn refused(by: &Speaker, refusal: &crate::choices::Refusal, batch: &[Said<'_>]) -> Fault {
    let at = refusal.field.as_deref().and_then(|field| field.strip_prefix("choices[")?.split(']').next()?.parse::<usize>().ok());
    let label = by.label(refusal.code());
    match at.and_then(|at| batch.get(at)) {
        Some(said) => Fault::at("read-back", format!("{}, {}: {label}", said.to.name, topics::words(said.topic))),
        None => Fault::at("read-back", label),
    }
}
