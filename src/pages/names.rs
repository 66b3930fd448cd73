//! Whom and what is chosen about: organisations by name, and but for a first meeting the topics.

use super::{
    draft::MOST,
    form::Form,
    govuk::{Fault, Option_, Question},
    page::{self, Frame},
    script,
    speaker::{Said, Speaker},
    talk::Talk,
    trouble::Answer,
};
use crate::{
    choices::joining::{self, Organisation},
    consent::{guards::MOST_AT_FIRST, topics},
    vocabulary::{Coded, ConsentTopic},
};
use askama::Template;

/// Organisations in one batch of a later talk.
const MOST_LATER: usize = 10;

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage {
    frame: Frame,
    aloud: Vec<String>,
    /// Whether a worker reads it to her.
    read: bool,
    private: Option<Question>,
    organisations: Question,
    topics: Option<Question>,
    /// Why some topics are not there.
    not_now: Option<&'static str>,
}

/// What is chosen on this page, by its values.
struct Named<'a> {
    organisations: Vec<&'a str>,
    topics: Vec<&'a str>,
    private: &'a str,
}

impl<'a> Named<'a> {
    fn of(form: &'a Form) -> Self {
        Self { organisations: form.all("organisations"), topics: form.all("topics"), private: form.one("private") }
    }
}

/// Asks whom and what is chosen about.
pub(super) async fn show(by: Speaker) -> Answer {
    let draft = by.draft();
    let named = Named {
        organisations: draft.organisations.iter().map(String::as_str).collect(),
        topics: draft.topics().iter().map(|topic| topic.code()).collect(),
        // What others can see now is not what they could see before.
        private: "",
    };
    page(&by, draft.first, &named, Vec::new()).await
}

async fn page(by: &Speaker, first: bool, named: &Named<'_>, faults: Vec<Fault>) -> Answer {
    let all = joining::organisations(&by.desk().hub, by.at()).await?;
    let organisation = |o: &Organisation| Option_ {
        hint: Some(o.kind.entry().label.to_owned()),
        ..Option_::new(&o.id, &o.name).chosen(&named.organisations)
    };
    let most = if first { MOST_AT_FIRST } else { MOST_LATER };
    let hint = match by {
        Speaker::ToWorker(..) => {
            format!("Read her the names. Tick those she wants to talk about, {most} at most. A tick lets nobody see anything.")
        }
        Speaker::Herself(_) => format!("Tick {most} at most. A tick lets no one see anything yet."),
    };
    let many = |name: &str, legend: &str, options: Vec<Option_>| Question {
        name: name.to_owned(),
        legend: legend.to_owned(),
        options,
        error: Fault::of(&faults, name),
        many: true,
        size: "m",
        ..Question::default()
    };
    let whom = by.words("Whom do you talk about today?", "Who is it about?");
    let organisations = Question { hint: Some(hint), ..many("organisations", whom, all.iter().map(organisation).collect()) };
    let what = by.words("What do you talk about today?", "What is it about?");
    let topics = offered(by.talk()).map(|topic| option(topic).chosen(&named.topics)).collect();
    let topics = (!first).then(|| many("topics", what, topics));
    let aloud = match by {
        Speaker::ToWorker(..) if first => script::lines(script::START),
        Speaker::ToWorker(..) => Vec::new(),
        Speaker::Herself(_) => script::lines(script::CHOOSE),
    };
    let shown = NamesPage {
        aloud,
        read: by.talk().is_some(),
        private: by.talk().is_none().then(|| alone(named.private, &faults)),
        organisations,
        not_now: topics.is_some().then(|| by.talk().and_then(not_now)).flatten(),
        topics,
        frame: by
            .frame(by.words("Whom do you talk about?", "Choose who sees what"))
            .back(if first { "/choices".to_owned() } else { by.start() })
            .wrong(faults),
    };
    Ok(page::answer(shown.frame.status(), &shown))
}

/// Asks her what a talk says by itself.
pub(super) fn alone(said: &str, faults: &[Fault]) -> Question {
    let options = [Option_::new("yes", "No, no one else can see it"), Option_::new("no", "Yes, or I am not sure")];
    Question {
        name: "private".into(),
        legend: "Can someone else see what you do here?".into(),
        options: options.into_iter().map(|option| option.chosen(&[said])).collect(),
        error: Fault::of(faults, "private"),
        size: "m",
        ..Question::default()
    }
}

/// What is wrong where she has not said whether somebody else can see.
pub(super) fn unsaid(form: &Form) -> Option<Fault> {
    let said = matches!(form.one("private"), "yes" | "no");
    (!said).then(|| Fault::at("private", "Say if someone else can see what you do here"))
}

/// Topics that can be chosen about in this talk; by herself all of them, for she says on the same page whether somebody else can see.
fn offered(talk: Option<&Talk>) -> impl Iterator<Item = ConsentTopic> + use<> {
    let (private, first_day) = talk.map_or((true, false), |talk| (talk.seen.private, talk.seen.first_day));
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

/// Takes the names on: in a talk to the lists of what is seen by law, by herself to the questions.
pub(super) async fn choose(said: Said) -> Answer {
    let Said { by, form } = said;
    let draft = by.draft();
    let all = joining::organisations(&by.desk().hub, by.at()).await?;
    let organisations: Vec<String> = all.into_iter().map(|o| o.id).filter(|id| form.all("organisations").contains(&id.as_str())).collect();
    let topics: Vec<ConsentTopic> = if draft.first {
        vec![ConsentTopic::T1NameContact, ConsentTopic::T2PlanTeamRelease]
    } else {
        offered(by.talk()).filter(|t| form.all("topics").contains(&t.code())).collect()
    };
    let mut faults = faults(draft.first, &organisations, &topics);
    if let Speaker::Herself(_) = by {
        faults.splice(0..0, unsaid(&form));
        faults.extend(seen_by_others(&form, &topics));
    }
    if !faults.is_empty() {
        return page(&by, draft.first, &Named::of(&form), faults).await;
    }
    let draft = draft.name(organisations, &topics).in_private(form.one("private") == "yes");
    Ok(draft.carry(page::to(&by.page(by.words("told", "ask")))))
}

/// What has to wait until nobody else can see.
fn seen_by_others(form: &Form, chosen: &[ConsentTopic]) -> Option<Fault> {
    let waits = chosen.iter().copied().find(|topic| topics::needs_privacy(*topic)).filter(|_| form.one("private") == "no")?;
    let text = format!("“{}” has to wait until no one else can see. You can stop it at any time", words_of(waits));
    Some(Fault::at("topics", text))
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
