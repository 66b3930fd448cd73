//! Whom and what is talked about: organisations by name, and in a later talk the topics.

use super::{
    draft::{Draft, MOST},
    form::Form,
    govuk::{Fault, Option_, Question},
    page::{self, Frame},
    script,
    talk::Talk,
    trouble::Answer,
    visitor::{Sent, Worker},
};
use crate::{
    choices::joining::{self, Organisation},
    consent::{guards::MOST_AT_FIRST, topics},
    vocabulary::{Coded, ConsentTopic},
};
use askama::Template;
use axum::{extract::Path, response::Response};

/// Organisations in one batch of a later talk.
const MOST_LATER: usize = 10;

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    frame: Frame,
    aloud: Vec<String>,
    organisations: Question,
    topics: Option<Question>,
    /// Why some topics are not there.
    not_now: Option<&'static str>,
}

/// Asks whom and what is talked about.
pub(super) async fn show(worker: Worker, Path(id): Path<String>) -> Answer {
    let talk = worker.talk(&id).await?;
    let draft = worker.draft(&talk);
    let (organisations, topics) = (draft.organisations.clone(), draft.topics());
    let topics: Vec<&str> = topics.iter().map(|t| t.code()).collect();
    let chosen: Vec<&str> = organisations.iter().map(String::as_str).collect();
    page(&worker, &talk, draft.first, (&chosen, &topics), Vec::new()).await
}

impl Worker {
    /// What is chosen so far in a talk.
    pub(super) fn draft(&self, talk: &Talk) -> Draft {
        let now = self.acting().now();
        Draft::carried(&self.headers, &talk.id, now).unwrap_or_else(|| Draft::of(&talk.id, now, false))
    }
}

async fn page(worker: &Worker, talk: &Talk, first: bool, chosen: (&[&str], &[&str]), faults: Vec<Fault>) -> Answer {
    let all = joining::organisations(&worker.desk.hub, worker.at).await?;
    let organisation =
        |o: &Organisation| Option_ { hint: Some(o.kind.entry().label.to_owned()), ..Option_::new(&o.id, &o.name).chosen(chosen.0) };
    let most = if first { MOST_AT_FIRST } else { MOST_LATER };
    let organisations = Question {
        name: "organisations".into(),
        legend: "Whom do you talk about today?".into(),
        hint: Some(format!("Read her the names. Tick those she wants to talk about, {most} at most. A tick lets nobody see anything.")),
        options: all.iter().map(organisation).collect(),
        error: Fault::of(&faults, "organisations"),
        many: true,
        size: "m",
        ..Question::default()
    };
    let topics = (!first).then(|| Question {
        name: "topics".into(),
        legend: "What do you talk about today?".into(),
        options: offered(talk).map(|topic| option(topic).chosen(chosen.1)).collect(),
        error: Fault::of(&faults, "topics"),
        many: true,
        size: "m",
        ..Question::default()
    });
    let back = if first { "/choices".to_owned() } else { talk.start() };
    let frame = worker.frame("Whom do you talk about?").back(back).wrong(faults);
    let aloud = if first { script::lines(script::START) } else { Vec::new() };
    let not_now = topics.is_some().then(|| not_now(talk)).flatten();
    Ok(page::answer(frame.status(), &NamesPage { frame, aloud, organisations, topics, not_now }))
}

/// Topics that can be talked about in this talk.
pub(super) fn offered(talk: &Talk) -> impl Iterator<Item = ConsentTopic> {
    let (private, first_day) = (talk.seen.private, talk.seen.first_day);
    let may = move |topic: &ConsentTopic| (private || !topics::needs_privacy(*topic)) && !(first_day && topics::needs_trust(*topic));
    ConsentTopic::ALL.iter().copied().filter(may)
}

fn not_now(talk: &Talk) -> Option<&'static str> {
    match (talk.seen.private, talk.seen.first_day) {
        (false, _) => {
            Some("Another day, another room: some topics are talked about only in private. A no or a stop to them always passes.")
        }
        (true, true) => Some("Some topics wait: they are not talked about in the first 24 hours. A no or a stop to them always passes."),
        (true, false) => None,
    }
}

fn option(topic: ConsentTopic) -> Option_ {
    let alone = topics::is_one_question(topic).then(|| "Asked on its own: one topic, one organisation".to_owned());
    Option_ { hint: alone, ..Option_::new(topic.code(), words_of(topic)) }
}

/// A topic in a list that is read to her.
pub(super) fn words_of(topic: ConsentTopic) -> String {
    crate::words::upper(&topics::words(topic))
}

/// Takes the names on to the lists of what is seen by law.
pub(super) async fn choose(Path(id): Path<String>, sent: Sent) -> Answer {
    let Sent { by, form } = sent;
    let talk = by.talk(&id).await?;
    let draft = by.draft(&talk);
    let all = joining::organisations(&by.desk.hub, by.at).await?;
    let organisations: Vec<String> = all.into_iter().map(|o| o.id).filter(|id| form.all("organisations").contains(&id.as_str())).collect();
    let topics: Vec<ConsentTopic> = if draft.first {
        vec![ConsentTopic::T1NameContact, ConsentTopic::T2PlanTeamRelease]
    } else {
        offered(&talk).filter(|t| form.all("topics").contains(&t.code())).collect()
    };
    let faults = faults(draft.first, &organisations, &topics);
    if !faults.is_empty() {
        return again(&by, &talk, draft.first, &form, faults).await;
    }
    let draft = draft.name(organisations, &topics);
    Ok(draft.carry(page::to(&talk.page("told"))))
}

async fn again(by: &Worker, talk: &Talk, first: bool, form: &Form, faults: Vec<Fault>) -> Result<Response, super::Trouble> {
    page(by, talk, first, (&form.all("organisations"), &form.all("topics")), faults).await
}

fn faults(first: bool, organisations: &[String], chosen: &[ConsentTopic]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let most = if first { MOST_AT_FIRST } else { MOST_LATER };
    if organisations.is_empty() {
        faults.push(Fault::at("organisations", "Tick one organisation at least"));
    } else if organisations.len() > most {
        faults.push(Fault::at("organisations", format!("Tick {most} organisations at most: talk about the others another day")));
    }
    let alone = chosen.iter().copied().find(|topic| topics::is_one_question(*topic));
    if chosen.is_empty() {
        faults.push(Fault::at("topics", "Tick one topic at least"));
    } else if let Some(topic) = alone.filter(|_| chosen.len() > 1 || organisations.len() > 1) {
        let text = format!("“{}” is asked on its own: tick it alone, and one organisation", words_of(topic));
        faults.push(Fault::at("topics", text));
    } else if organisations.len() * chosen.len() > MOST {
        faults.push(Fault::at("topics", "That is too much for one talk: tick fewer topics or organisations"));
    }
    faults
}
