//! She is asked: topic by topic, one organisation after the other. Nothing is chosen before she says it.

use super::{
    draft::Draft,
    govuk::{Fault, Input, Option_, Question},
    names::words_of,
    page::{self, Frame},
    script,
    speaker::{Said, Speaker},
    talk::Talk,
    trouble::{Answer, Trouble},
};
use crate::{
    choices::joining::{self, Organisation},
    vocabulary::{Coded, ConsentDecision, ConsentTopic, Role},
    words,
};
use askama::Template;
use chrono::NaiveDate;

/// A topic with its words and one question for each organisation.
struct Topic {
    name: String,
    aloud: Vec<String>,
    questions: Vec<Question>,
}

#[derive(Template)]
#[template(path = "ask.html")]
struct AskPage {
    frame: Frame,
    /// What is asked on this page.
    asked: String,
    intro: String,
    joins: Vec<Question>,
    topics: Vec<Topic>,
    said_on: Option<Input>,
}

/// A draft with the organisations that can still be chosen about, and these in its order. What was said to one that has gone meanwhile is
/// dropped with it; what was said to the others stays with them.
pub(super) async fn settled(by: &Speaker, draft: Draft) -> Result<(Draft, Vec<Organisation>), Trouble> {
    let all = joining::organisations(&by.desk().hub, by.at()).await?;
    let there: Vec<Organisation> = draft.organisations.iter().filter_map(|id| all.iter().find(|o| o.id == *id).cloned()).collect();
    let topics = draft.topics();
    let draft = draft.name(there.iter().map(|o| o.id.clone()).collect(), &topics);
    Ok((draft, there))
}

/// Asks her.
pub(super) async fn show(by: Speaker) -> Answer {
    let draft = by.draft();
    if draft.organisations.is_empty() {
        return Ok(page::to(&by.page("names")));
    }
    page(&by, draft, Vec::new()).await
}

async fn page(by: &Speaker, draft: Draft, faults: Vec<Fault>) -> Answer {
    let (draft, organisations) = settled(by, draft).await?;
    if organisations.is_empty() {
        return Ok(draft.carry(page::to(&by.page("names"))));
    }
    // An organisation is invited by a worker who sits with her.
    let invited = organisations.iter().enumerate().filter(|_| by.talk().is_some());
    let joins = invited.map(|(at, o)| join(at, o, &draft)).collect();
    let topic = |(t, topic): (usize, ConsentTopic)| Topic {
        name: words_of(topic),
        aloud: script::lines(script::topic(topic)),
        questions: organisations.iter().enumerate().map(|(o, to)| question((t, topic), (o, to), &draft, &faults)).collect(),
    };
    let topics = draft.topics().into_iter().enumerate().map(topic).collect();
    let said_on = by.talk().and_then(|talk| talk.seen.form.as_ref()).map(|_| Input {
        name: "said-on",
        label: "On which day did she fill in the form?".into(),
        hint: Some("For example, 2026-11-27".into()),
        value: draft.said_on.map(|day| day.to_string()).unwrap_or_default(),
        error: Fault::of(&faults, "said-on"),
        class: "govuk-input--width-10",
        ..Input::default()
    });
    let intro = by.words(
        "Read each question as it stands. No answer means not now, and lets nobody see anything.",
        "You do not have to answer all of it. No answer means not now. It lets no one see anything.",
    );
    let frame = by.frame(by.words("Ask her", "What do you say?")).back(by.page(by.words("told", "names"))).wrong(faults);
    let asked = draft.asks();
    Ok(draft.carry(page::answer(frame.status(), &AskPage { frame, asked, intro: intro.to_owned(), joins, topics, said_on })))
}

fn join(at: usize, organisation: &Organisation, draft: &Draft) -> Question {
    let role = |role: &Role| Option_::new(role.code(), format!("Yes, as {}", words::role(*role)));
    let chosen = draft.joins(at).map_or("", |role| role.code());
    Question {
        name: format!("join-{at}"),
        legend: format!("Do you want {} to help you with My Plan?", organisation.name),
        options: organisation
            .roles
            .iter()
            .map(role)
            .map(|o| o.chosen(&[chosen]))
            .chain([Option_::new("no", "No, or they help already")])
            .collect(),
        size: "s",
        ..Question::default()
    }
}

fn question((t, topic): (usize, ConsentTopic), (o, to): (usize, &Organisation), draft: &Draft, faults: &[Fault]) -> Question {
    let said = draft.answer(t, o).map_or("", |said| said.code());
    let option = |decision: &ConsentDecision| Option_::new(decision.code(), decision.entry().label).chosen(&[said]);
    let name = format!("q-{t}-{o}");
    Question {
        legend: format!("Can {} see this?", to.name),
        hint: to.by_law.contains(&topic).then(|| "They see some of this by law. You choose the rest.".to_owned()),
        options: ConsentDecision::ALL.iter().map(option).chain([Option_::new("", "Not now")]).collect(),
        error: Fault::of(faults, &name),
        name,
        size: "s",
        inline: true,
        ..Question::default()
    }
}

/// Takes what she said on, to be read back to her.
pub(super) async fn answer(said: Said) -> Answer {
    let Said { by, form } = said;
    let draft = by.draft();
    if draft.organisations.is_empty() {
        return Ok(page::to(&by.page("names")));
    }
    if form.one("asked") != draft.asks() {
        let fault = "What is asked has changed since this page was shown: answer here";
        return page(&by, draft, vec![Fault::at("q-0-0", fault)]).await;
    }
    let on_paper = by.talk().and_then(|talk| talk.seen.form.as_ref());
    let said_on = on_paper.and_then(|_| form.typed("said-on")).map(|text| text.parse::<NaiveDate>());
    let faults = by.talk().map(|talk| faults(talk, said_on.as_ref(), by.at().date_naive())).unwrap_or_default();
    let joins = |o: usize| by.talk().and_then(|_| form.code::<Role>(&format!("join-{o}")));
    let answers = |t: usize, o: usize| form.code::<ConsentDecision>(&format!("q-{t}-{o}"));
    let draft = draft.say(joins, answers, said_on.and_then(Result::ok));
    let any =
        (0..draft.organisations.len()).any(|o| draft.joins(o).is_some() || (0..draft.topics().len()).any(|t| draft.answer(t, o).is_some()));
    let nothing = (!any).then(|| match by {
        Speaker::ToWorker(..) => Fault::at("join-0", "Choose one answer at least. If she wants none of this now, go back to the talk"),
        Speaker::Herself(_) => Fault::at("q-0-0", "Choose one answer. If you want none of this now, go back"),
    });
    let faults: Vec<Fault> = faults.into_iter().chain(nothing).collect();
    if faults.is_empty() { Ok(draft.carry(page::to(&by.page("read-back")))) } else { page(&by, draft, faults).await }
}

fn faults(talk: &Talk, said_on: Option<&Result<NaiveDate, chrono::ParseError>>, today: NaiveDate) -> Vec<Fault> {
    let fault = match (&talk.seen.form, said_on) {
        (Some(_), None) => Some("Enter the day on which she filled in the form"),
        (Some(_), Some(Err(_))) => Some("Enter a day as year, month and day, such as 2026-11-27"),
        (Some(_), Some(Ok(day))) if *day > today => Some("The day lies in the future"),
        (Some((_, printed)), Some(Ok(day))) if *day < printed.date_naive() => Some("The form was printed after this day"),
        (None, _) | (Some(_), Some(Ok(_))) => None,
    };
    fault.map(|text| Fault::at("said-on", text)).into_iter().collect()
}
