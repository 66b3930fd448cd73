//! Her answers are recorded: one batch, each answer for a topic and an organisation by name (`domain.md` D1 and D3).

use super::{
    Acting, Done, Refusal,
    change::{Asked, Begun, Change},
    enrol::sound,
    her::Her,
    outbox, paper, refused,
    session::Talking,
    store,
};
use crate::{
    consent::{
        Recipient, Statement,
        guards::{self, Answer, Talk},
        rules, topics,
    },
    disclosure::AgreedState,
    error::Error,
    vocabulary::{
        AgencyKind, AloneItem, Category, Coded, ConsentDecision, ConsentEndEvent, ConsentItem, ConsentMethod, ConsentStatus, ConsentTopic,
        RefusalCode, Reveals, Role,
    },
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::choices_session;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Answers in one batch at most: every topic for five organisations.
const MOST: usize = 75;

/// One answer of hers.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The topic that was read to her.
    pub topic: ConsentTopic,
    /// The organisation by id.
    pub organisation: String,
    /// Only this kind of worker there.
    pub role: Option<Role>,
    /// Only this worker there, by the organisation's own id.
    pub worker: Option<String>,
    /// What she said.
    pub decision: ConsentDecision,
    /// Whether it was asked on its own.
    pub separate: bool,
    /// Only this part of the topic.
    pub part: Option<Category>,
    /// Only this, which is asked on its own.
    pub item: Option<AloneItem>,
    /// Only these lines, `Entity.field`.
    pub lines: Vec<String>,
    /// The last day of a yes.
    pub ends_on: Option<NaiveDate>,
    /// Earlier refusals that it replaces, by id.
    pub replaces: Vec<String>,
}

/// A batch of answers.
#[derive(Clone, Debug)]
pub struct Record {
    /// The talk.
    pub session: String,
    /// How she said it.
    pub method: ConsentMethod,
    /// Whether it was read back to her.
    pub read_back: bool,
    /// The answers.
    pub choices: Vec<Choice>,
    /// When she said it, where that was earlier and on paper.
    pub said_on: Option<DateTime<Utc>>,
    /// What she asked.
    pub questions: Option<String>,
    /// Whether there is a worry about her deciding today.
    pub capacity_concern: bool,
    /// The caller's key.
    pub key: Option<String>,
}

/// What was recorded.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Recorded {
    /// The answers by id.
    pub choices: Vec<String>,
    /// Refusals that stand against it; nothing was recorded then.
    pub conflicts: Vec<Against>,
}

/// A refusal of hers that stands against a yes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Against {
    /// Which answer of the batch.
    pub at: usize,
    /// The refusal, by the id that replaces it by name.
    pub refusal: String,
    /// When she said it.
    pub said_on: DateTime<Utc>,
    /// Whether it was named, and speaks of more than the yes.
    pub is_wider: bool,
}

/// Records a batch, all or nothing.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, `INVALID_INPUT` for what cannot be.
pub async fn record(acting: &Acting<'_>, ask: &Record) -> Result<Done<Recorded>, Error> {
    acting.worker("recordChoices")?;
    let person = acting.talking_with(&ask.session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    can_be(ask, &agreed, acting.now())?;
    let change = match acting.begin(Asked::new("recordChoices", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(done) => return Ok(done),
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, &ask.session).await? {
        Ok(talking) => decided(acting, &change, ask, &talking, &agreed).await?,
        Err(refusal) => Err(refusal),
    };
    change.done(acting, Some(&person), outcome).await
}

/// What is wrong with the batch whoever she is.
fn can_be(ask: &Record, agreed: &AgreedState, now: DateTime<Utc>) -> Result<(), Error> {
    if !(1..=MOST).contains(&ask.choices.len()) {
        return Err(Error::invalid("choices", format!("`choices` holds 1 to {MOST} answers")));
    }
    if ask.method == ConsentMethod::Digital {
        return Err(Error::invalid("method", "`DIGITAL` is by her own sign-in, never by a worker's"));
    }
    if ask.said_on.is_some_and(|said| said > now) {
        return Err(Error::invalid("saidOn", "`saidOn` lies in the future"));
    }
    ask.questions.as_deref().map(|text| sound("questionsAsked", text, 500)).transpose()?;
    ask.choices.iter().enumerate().try_for_each(|(at, choice)| choice_can_be(at, choice, agreed))
}

fn choice_can_be(at: usize, choice: &Choice, agreed: &AgreedState) -> Result<(), Error> {
    let wrong = |field: &str, what: &str| Err(Error::invalid(format!("choices[{at}].{field}"), format!("`{field}` {what}")));
    let Some(agency) = agreed.registry.agency(&choice.organisation) else {
        return wrong("organisation", "names no organisation of the partnership: a group is never recorded");
    };
    if matches!(agency.kind, AgencyKind::Oversight | AgencyKind::Hub | AgencyKind::StatutoryForum) {
        return wrong("organisation", "is none that she chooses about");
    }
    if choice.role.is_some_and(|role| !agency.roles.contains(&role)) {
        return wrong("role", "is none that this organisation has");
    }
    if choice.worker.as_deref().is_some_and(|worker| !crate::identity::is_subject(worker)) {
        return wrong("worker", "is the worker's id at the organisation");
    }
    let items = items(choice);
    let whole = topics::closed(choice.topic);
    if items.is_empty() || items.iter().any(|item| !whole.contains(item)) {
        return wrong("topic", "and its part do not fit together");
    }
    let catalogue = crate::record::catalogue();
    let within = |path: &String| {
        let category = catalogue.path(path).and_then(|f| f.class.category());
        category.is_some_and(|c| items.contains(&ConsentItem::Category(c)))
    };
    if !choice.lines.iter().all(within) {
        return wrong("lines", "names fields of the topic as `Entity.field`");
    }
    Ok(())
}

/// What an answer is about. A refusal of a topic is also one of what is asked alone in it.
fn items(choice: &Choice) -> BTreeSet<ConsentItem> {
    match (choice.item, choice.part) {
        (Some(item), _) => [ConsentItem::Alone(item)].into(),
        (None, Some(part)) => [ConsentItem::Category(part)].into(),
        (None, None) if choice.decision == ConsentDecision::Yes => topics::items(choice.topic).into_iter().collect(),
        (None, None) => topics::closed(choice.topic),
    }
}

async fn decided(
    acting: &Acting<'_>,
    change: &Change,
    ask: &Record,
    talking: &Talking,
    agreed: &AgreedState,
) -> Result<Done<Recorded>, Error> {
    let (talk, her) = (&talking.talk, &talking.her);
    if let Err(refusal) = moment(acting, change, ask, talk).await? {
        return Ok(Err(refusal));
    }
    if ask.method == ConsentMethod::Interpreted && talk.interpreter_ref.is_none() {
        return Ok(Err(refused(RefusalCode::InterpreterNeeded).at("method")));
    }
    let batch: Vec<Answer> = ask.choices.iter().map(|choice| answer(acting, ask, choice, talk, her, agreed)).collect();
    let first_met = store::first_met(change.db(), &her.id).await?;
    let guarded = Talk {
        private: talk.private_setting,
        read_back: ask.read_back,
        first_meeting: her.statements.is_empty(),
        first_met,
        arrived: her.arrived(),
    };
    if let Err(refused_at) = guards::check(&batch, &guarded) {
        return Ok(Err(refused(refused_at.code).at(format!("choices[{}]", refused_at.at))));
    }
    // What cannot be is told before anything that hangs on who is around her.
    if let Some((at, flaw)) = batch.iter().enumerate().find_map(|(at, a)| rules::flaws(&a.said).into_iter().next().map(|f| (at, f))) {
        return Err(Error::invalid(format!("choices[{at}].{}", flaw.field), format!("{}: {}", flaw.what, flaw.mend)));
    }
    if let Some(at) = ask.choices.iter().position(|choice| is_a_stranger(acting, choice, her, agreed)) {
        return Ok(Err(refused(RefusalCode::NotOnHerTeam).at(format!("choices[{at}].organisation"))));
    }
    if let Some(at) = batch.iter().position(|a| has_said_no_since(a, her)) {
        return Ok(Err(refused(RefusalCode::SaidNoSince).at(format!("choices[{at}]"))));
    }
    let conflicts = against(&batch, her);
    if !conflicts.is_empty() {
        return Ok(Ok(Recorded { conflicts, ..Recorded::default() }));
    }
    write(acting, change, ask, talking, agreed, &batch).await.map(Ok)
}

/// Whether what is entered later comes from a form that she can have ticked then. A no passes from any moment that is over.
async fn moment(acting: &Acting<'_>, change: &Change, ask: &Record, talk: &choices_session::Model) -> Result<Done<()>, Error> {
    let any_yes = ask.choices.iter().any(|c| c.decision == ConsentDecision::Yes);
    let Some(form) = &talk.form_id else {
        let late = ask.said_on.is_some() || ask.method == ConsentMethod::Signed;
        return Ok(if late && any_yes { Err(refused(RefusalCode::FormNeeded).at("saidOn")) } else { Ok(()) });
    };
    let form = match paper::usable(change.db(), form, &talk.person_id, acting.now()).await? {
        Ok(form) => form,
        Err(refusal) => return Ok(Err(refusal.at("sessionId"))),
    };
    let said = ask.said_on.unwrap_or(acting.now());
    Ok(if any_yes && !paper::was_in_time(&form, said) { Err(refused(RefusalCode::FormTooOld).at("saidOn")) } else { Ok(()) })
}

/// An answer as a statement, for the rules.
fn answer(acting: &Acting<'_>, ask: &Record, choice: &Choice, talk: &choices_session::Model, her: &Her, agreed: &AgreedState) -> Answer {
    let now = acting.now();
    let said_on = ask.said_on.unwrap_or(now);
    let yes = choice.decision == ConsentDecision::Yes;
    let year = said_on.date_naive().checked_add_months(Months::new(12));
    let justice = agreed.registry.agency(&choice.organisation).is_some_and(|a| is_justice(a.kind));
    let sentence = her.sentence_ends(now.date_naive()).filter(|_| justice);
    let said = Statement {
        id: Uuid::new_v4().to_string(),
        decision: choice.decision,
        separate: choice.separate || choice.item.is_some() || topics::is_one_question(choice.topic),
        items: items(choice),
        fields: choice.lines.iter().cloned().collect(),
        // A refusal has no bounds in what it is for: each yes that names it opens what that yes speaks of.
        purposes: if yes { topics::PURPOSES.into() } else { BTreeSet::new() },
        recipients: vec![Recipient {
            agency: choice.organisation.clone(),
            role: choice.role,
            worker: choice.worker.as_ref().map(|worker| format!("{}/{worker}", choice.organisation)),
        }],
        said_on,
        // A yes entered late opens nothing backwards.
        starts_on: Some(now).filter(|_| yes && ask.said_on.is_some()),
        ends_on: if yes { [choice.ends_on.or(year), sentence].into_iter().flatten().min() } else { None },
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: acting.caller.agency().to_string(),
        taken_by_role: Some(acting.caller.role()),
        private_setting: Some(talk.private_setting),
        capacity_concern: ask.capacity_concern,
        confirmed_by: None,
    };
    let supersedes = replaced(choice, &said, her);
    Answer { topic: choice.topic, said: Statement { supersedes, ..said } }
}

/// What an answer replaces: the refusals it names, every earlier yes to no more than it speaks of, and every earlier answer to the same
/// question in which she ticked other lines, so that the last word holds.
fn replaced(choice: &Choice, said: &Statement, her: &Her) -> Option<String> {
    let yes = |s: &&Statement| s.decision == ConsentDecision::Yes && s.withdrawn_on.is_none() && s.said_on <= said.said_on;
    let ticked_anew = |old: &&Statement| !said.fields.is_empty() && old.items == said.items && old.recipients == said.recipients;
    let earlier = her.statements.iter().filter(yes).filter(|old| rules::covers(said, old) || ticked_anew(old)).map(|old| old.id.as_str());
    let ids: Vec<&str> = choice.replaces.iter().map(String::as_str).chain(earlier).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn is_justice(kind: AgencyKind) -> bool {
    matches!(kind, AgencyKind::Prison | AgencyKind::Probation)
}

/// Whether a yes is for an organisation that is neither on her team nor invited. Where a place on her team would itself tell
/// something, nobody is told that there is none: the yes is recorded and opens nothing until they come. Those who enrol women make her
/// team with her, and may know of prison, home and work.
fn is_a_stranger(acting: &Acting<'_>, choice: &Choice, her: &Her, agreed: &AgreedState) -> bool {
    let here = her.around_her(acting.now()).any(|m| m.agency == choice.organisation);
    let tells = |role: &Role| match role.entry().reveals {
        Reveals::Nothing | Reveals::Never => false,
        Reveals::All(categories) => {
            let usual = |c: &Category| matches!(c, Category::CustodyDates | Category::HousingNeed | Category::LearningWork);
            !(acting.enrols() && categories.iter().all(usual))
        }
    };
    let would_tell = agreed.registry.roles(&choice.organisation).iter().filter(|r| **r != Role::CommunityWorker).any(tells);
    choice.decision == ConsentDecision::Yes && !here && !would_tell
}

/// Whether she has refused what a late yes speaks of since she said it.
fn has_said_no_since(answer: &Answer, her: &Her) -> bool {
    let no = |s: &&Statement| s.decision != ConsentDecision::Yes && s.said_on > answer.said.said_on;
    answer.said.decision == ConsentDecision::Yes && her.statements.iter().filter(no).any(|no| rules::overlaps(no, &answer.said))
}

/// The refusals that stand against the batch, sorted.
fn against(batch: &[Answer], her: &Her) -> Vec<Against> {
    let all: Vec<Statement> = her.statements.iter().chain(batch.iter().map(|a| &a.said)).cloned().collect();
    let told = |conflict: rules::Conflict| {
        let at = batch.iter().position(|a| a.said.id == conflict.yes)?;
        let said_on = her.statements.iter().find(|s| s.id == conflict.refusal)?.said_on;
        Some(Against { at, refusal: conflict.refusal, said_on, is_wider: conflict.named })
    };
    let mut conflicts: Vec<_> = rules::conflicts(&all).into_iter().filter_map(told).collect();
    conflicts.sort_by(|a, b| (a.at, &a.refusal).cmp(&(b.at, &b.refusal)));
    conflicts
}

async fn write(
    acting: &Acting<'_>,
    change: &Change,
    ask: &Record,
    talking: &Talking,
    agreed: &AgreedState,
    batch: &[Answer],
) -> Result<Recorded, Error> {
    let (her, talk, db) = (&talking.her, &talking.talk, change.db());
    let worker = acting.worker("recordChoices")?;
    let name = |agency: &str| agreed.registry.agency(agency).map(|a| a.name.clone());
    for answer in batch {
        let said = &answer.said;
        let sentence = said.ends_on.is_some() && said.ends_on == her.sentence_ends(acting.now().date_naive());
        let ends = if sentence { ConsentEndEvent::SentenceEnd } else { ConsentEndEvent::TwelveMonths };
        let status = if rules::needs_confirmation(said) { ConsentStatus::Provisional } else { ConsentStatus::Live };
        let taken = store::Taken {
            person: &her.id,
            topic: Some(answer.topic),
            method: ask.method,
            session: Some(&talk.id),
            read_back: ask.read_back,
            entered_on: acting.now(),
            end_event: Some(ends).filter(|_| said.decision == ConsentDecision::Yes),
            questions: ask.questions.as_deref(),
            worker: &worker,
            status,
        };
        store::add_statement(db, said, &taken, name).await?;
        for to in &said.recipients {
            store::answer_requests(db, &her.id, &to.agency, answer.topic.code(), acting.now()).await?;
        }
        if said.decision == ConsentDecision::Yes {
            outbox::opened(db, agreed, &her.id, said, acting.now()).await?;
        } else {
            outbox::stop_using(acting, db, agreed, &her.id, said).await?;
        }
    }
    settle(change, her, batch).await?;
    if let Some(form) = &talk.form_id {
        store::use_form(db, form, acting.now()).await?;
    }
    let topics = batch.iter().map(|a| a.topic.code().to_owned());
    let agencies = batch.iter().flat_map(|a| a.said.recipients.iter().map(|r| r.agency.clone()));
    let and = |before: &serde_json::Value, more: Vec<String>| {
        serde_json::json!(store::texts(before).into_iter().chain(more).collect::<BTreeSet<_>>())
    };
    let row = choices_session::Model {
        topics_offered: and(&talk.topics_offered, topics.collect()),
        agencies_read_aloud: and(&talk.agencies_read_aloud, agencies.collect()),
        read_back: talk.read_back || ask.read_back,
        ..talk.clone()
    };
    store::put_session(db, row).await?;
    Ok(Recorded { choices: batch.iter().map(|a| a.said.id.clone()).collect(), conflicts: Vec::new() })
}

/// Says of earlier answers that these replaced them.
async fn settle(change: &Change, her: &Her, batch: &[Answer]) -> Result<(), Error> {
    let all: Vec<Statement> = her.statements.iter().chain(batch.iter().map(|a| &a.said)).cloned().collect();
    let replaced = her.statements.iter().filter(|s| rules::status(s, &all) == ConsentStatus::Superseded);
    let ids: Vec<String> = replaced.map(|s| s.id.clone()).collect();
    store::mark(change.db(), &ids, ConsentStatus::Superseded, None).await
}

/// The answers of a batch as they are told back.
pub async fn told(acting: &Acting<'_>, recorded: &Recorded) -> Result<Vec<store::Told>, Error> {
    store::told(acting.hub.store.reader(), &recorded.choices).await
}

/// A refusal that says that conflicts stand.
pub fn conflict() -> Refusal {
    refused(RefusalCode::Conflict).at("choices")
}
