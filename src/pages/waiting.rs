//! What waits for her: a yes that has to be heard again, by somebody else in a talk or by herself, and in a talk requests to see what she
//! wants to be asked about.

use super::{
    form::{Form, attempt},
    govuk::{Fault, Option_, Question},
    names::{alone, unsaid},
    page::{self, Frame},
    speaker::{Said, Speaker},
    trouble::{Answer, Trouble},
};
use crate::{
    choices::{Done, confirm, own, request},
    consent::topics,
    disclosure::open_own,
    error::Error,
    hers::choices::MyChoices,
    vocabulary::{ConsentDecision, ConsentStatus},
    words,
};
use askama::Template;
use chrono::{DateTime, Utc};

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage {
    frame: Frame,
    attempt: String,
    intro: &'static str,
    nothing: &'static str,
    private: Option<Question>,
    to_confirm: Vec<Question>,
    /// In a talk: who asks to see what, and where her answer is recorded.
    requests: Option<(Vec<String>, String)>,
}

/// A yes that waits to be heard again.
struct Yes {
    id: String,
    said_on: DateTime<Utc>,
    whom: Vec<String>,
    about: String,
}

/// Shows what waits.
pub(super) async fn show(by: Speaker) -> Answer {
    page(&by, &Form::default(), Vec::new()).await
}

/// The answers that whoever speaks can say again here.
async fn waiting(by: &Speaker) -> Result<Vec<Yes>, Trouble> {
    match by {
        Speaker::ToWorker(worker, talk) => {
            let yes = |choice: crate::choices::Choice| Yes {
                about: choice.topic.map_or_else(|| "this".to_owned(), topics::words),
                whom: choice.recipients.iter().map(|(_, name)| name.clone()).collect(),
                id: choice.id,
                said_on: choice.said_on,
            };
            Ok(confirm::waiting(&worker.acting(), &talk.id).await?.into_iter().map(yes).collect())
        }
        Speaker::Herself(her) => {
            let chosen = open_own(&her.desk.hub, &her.own("myChoices"), &MyChoices).await?;
            let waits = chosen.answers.into_iter().filter(|c| c.decision == ConsentDecision::Yes && c.status == ConsentStatus::Provisional);
            Ok(waits.map(|c| Yes { id: c.id, said_on: c.said_on, about: words::list(&c.about), whom: c.whom }).collect())
        }
    }
}

async fn page(by: &Speaker, form: &Form, faults: Vec<Fault>) -> Answer {
    let to_confirm: Vec<_> = waiting(by).await?.iter().enumerate().map(|(at, yes)| question(by, at, yes, form, &faults)).collect();
    let shown = WaitingPage {
        attempt: attempt(),
        intro: by.words(
            "Somebody took these answers for their own organisation. They count only when she says them to you too.",
            "Someone took these answers for the place they work for. They count only when you say them again.",
        ),
        nothing: by.words("Nothing waits for you to hear it.", "Nothing waits for you."),
        private: by.talk().is_none().then(|| alone(form.one("private"), &faults)),
        to_confirm,
        requests: requests(by).await?,
        frame: by.frame(by.words("What waits for her", "What waits for you")).back(by.start()).wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

async fn requests(by: &Speaker) -> Result<Option<(Vec<String>, String)>, Trouble> {
    let Speaker::ToWorker(worker, talk) = by else { return Ok(None) };
    let registry = worker.desk.verifier.registry();
    let name = |id: &str| registry.agency(id).map_or_else(|| id.to_owned(), |agency| agency.name.clone());
    let asks = |asked: request::Waiting| {
        let thing = asked.topic.map_or_else(|| "a part of your plan".to_owned(), topics::words);
        format!("{} asks to see {thing}. If you do not answer until {}, it is a no.", name(&asked.organisation), words::day_of(asked.until))
    };
    let requests = request::waiting(&worker.acting(), &talk.id).await?.into_iter().map(asks).collect();
    Ok(Some((requests, talk.page("names"))))
}

fn question(by: &Speaker, at: usize, yes: &Yes, form: &Form, faults: &[Fault]) -> Question {
    let name = format!("choice-{at}");
    let label = by.words("Yes: I read it to her, and she says that it is right", "Yes, this is right");
    Question {
        legend: format!("On {} you said yes: {} can see {}. Is that right?", words::day_of(yes.said_on), words::list(&yes.whom), yes.about),
        options: vec![Option_::new(&yes.id, label).chosen(&form.all(&name))],
        error: Fault::of(faults, &name),
        name,
        many: true,
        size: "s",
        ..Question::default()
    }
}

/// Confirms what she says again.
pub(super) async fn confirm(said: Said) -> Answer {
    let Said { by, form } = said;
    let key = form.attempt()?;
    let mut faults: Vec<Fault> = by.talk().is_none().then(|| unsaid(&form)).flatten().into_iter().collect();
    let ticked: Vec<(usize, Yes)> =
        waiting(&by).await?.into_iter().enumerate().filter(|(at, yes)| form.one(&format!("choice-{at}")) == yes.id).collect();
    if ticked.is_empty() {
        let none = "Tick what she says is right. What she does not confirm lets nobody see anything";
        faults.push(Fault::at("choice-0", by.words(none, "Tick what is right. What you do not tick lets no one see anything")));
    }
    if !faults.is_empty() {
        return page(&by, &form, faults).await;
    }
    for (at, yes) in ticked {
        if let Err(refusal) = heard(&by, &form, yes.id, format!("{key}-{at}")).await? {
            faults.push(by.why(&refusal, &format!("choice-{at}")));
        }
    }
    if faults.is_empty() { Ok(page::to(&by.page("waiting"))) } else { page(&by, &form, faults).await }
}

async fn heard(by: &Speaker, form: &Form, choice: String, key: String) -> Result<Done<confirm::Confirmed>, Error> {
    match by {
        Speaker::ToWorker(worker, talk) => {
            let ask = confirm::Confirm { session: talk.id.clone(), choice, read_back: true, key: Some(key) };
            confirm::confirm(&worker.acting(), &ask).await
        }
        Speaker::Herself(her) => {
            let heard = confirm::Heard { private: form.one("private") == "yes", read_back: true };
            own::confirm(&her.desk.hub, &her.own("confirmChoice"), &choice, heard, Some(&key)).await
        }
    }
}
