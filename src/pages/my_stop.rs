//! She says stop by her own sign-in. It works when it returns, and she reads what it comes to.

use super::{
    draft::Draft,
    form::{Form, attempt},
    govuk::{Fault, Option_, Question},
    names::words_of,
    page::{self, Frame},
    stop::{self, StoppedPage},
    trouble::Answer,
    visitor::{SentByHer, Woman},
};
use crate::{
    choices::{
        joining,
        own::{self, MyStop},
    },
    disclosure::open_own,
    vocabulary::{Coded, ConsentTopic},
};
use askama::Template;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "my_stop.html")]
struct MyStopPage {
    frame: Frame,
    attempt: String,
    what: Question,
    organisations: Question,
    topics: Question,
}

/// What she can stop.
pub(super) async fn show(her: Woman) -> Answer {
    page(&her, &Form::default(), Vec::new()).await
}

async fn page(her: &Woman, form: &Form, faults: Vec<Fault>) -> Answer {
    let question = |name: &str, legend: &str, many: bool, options: Vec<Option_>| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        options: options.into_iter().map(|option| option.chosen(&form.all(name))).collect(),
        error: Fault::of(&faults, name),
        many,
        size: "s",
        ..Question::default()
    };
    let all = joining::organisations(&her.desk.hub, her.at).await?;
    let organisations = all.iter().map(|o| Option_::new(&o.id, &o.name)).collect();
    let topics = ConsentTopic::ALL.iter().map(|topic| Option_::new(topic.code(), words_of(*topic))).collect();
    let what = vec![Option_::new("all", "All of it"), Option_::new("part", "A part: tick it below")];
    let shown = MyStopPage {
        attempt: attempt(),
        what: question("what", "What do you want to stop?", false, what),
        organisations: question("organisations", "Who must stop", true, organisations),
        topics: question("topics", "What they may no longer see", true, topics),
        frame: her.frame("Stop").back("/choices/mine").wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

/// Stops.
pub(super) async fn stop(sent: SentByHer) -> Answer {
    let SentByHer { her, form } = sent;
    let key = format!("{}-stop", form.attempt()?);
    let faults = faults(&form);
    if !faults.is_empty() {
        return page(&her, &form, faults).await;
    }
    let stop = own::stop(&her.desk.hub, &her.own("stop"), &stop::scope(&form), Some(&key)).await?;
    Ok(Draft::forget(page::to(&format!("/choices/mine/stopped/{stop}"))))
}

fn faults(form: &Form) -> Vec<Fault> {
    match form.one("what") {
        "part" if form.all("organisations").is_empty() && form.all("topics").is_empty() => {
            vec![Fault::at("organisations", "Tick who must stop, or below what they may no longer see")]
        }
        "all" | "part" => Vec::new(),
        _ => vec![Fault::at("what", "Choose whether you want to stop all of it or a part")],
    }
}

/// What her stop comes to.
pub(super) async fn list(her: Woman, Path(stop): Path<String>) -> Answer {
    let told = open_own(&her.desk.hub, &her.own("stopped"), &MyStop { stop }).await?;
    let page = StoppedPage::of(told, her.frame("What your stop comes to"), ("/choices/mine", "Back to what I chose"));
    Ok(page::answer(page.frame.status(), &page))
}
