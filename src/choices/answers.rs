//! Her answers are recorded: one batch, each answer for a topic and an organisation by name (`domain.md` D1 and D3).

use super::{
    Acting, Done, Refusal,
    act::Taker,
    change::{Asked, Begun},
    enrol::sound,
    her::Her,
    outbox, paper, refused,
    session::Talking,
    still_open::StillOpen,
    store,
};
use crate::{
    consent::{
        Recipient, Statement,
        guards::{self, Answer, Talk},
        rules, topics,
    },
    disclosure::{AgreedState, TRIES, kept_changing},
    error::Error,
    vocabulary::{
        AgencyKind, AloneItem, Category, Coded, ConsentDecision, ConsentEndEvent, ConsentItem, ConsentMethod, ConsentStatus, ConsentTopic,
        RefusalCode, Reveals, Role,
    },
};
use chrono::{DateTime, Months, NaiveDate, Utc};
use entity::choices_session;
use sea_orm::ConnectionTrait;
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
pub struct Batch {
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
}

/// A batch that a worker takes.
#[derive(Clone, Debug)]
pub struct Record {
    /// The talk.
    pub session: String,
    /// The answers.
    pub batch: Batch,
    /// The caller's key.
    pub key: Option<String>,
}

/// In what a batch is given.
pub(super) struct Setting<'a> {
    /// Who writes it down.
    pub by: Taker,
    /// She.
    pub her: &'a Her,
    /// The talk; nothing where she signed in herself.
    pub talk: Option<&'a choices_session::Model>,
    /// Whether nobody else can hear or see.
    pub private: bool,
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
    let by = acting.taker("recordChoices")?;
    let person = acting.talking_with(&ask.session).await?;
    let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
    if ask.batch.method == ConsentMethod::Digital {
        return Err(Error::invalid("method", "`DIGITAL` is by her own sign-in, never by a worker's"));
    }
    if ask.batch.said_on.is_some_and(|said| said > acting.now()) {
        return Err(Error::invalid("saidOn", "`saidOn` lies in the future"));
    }
    can_be(&ask.batch, &agreed)?;
    let change = match acting.begin(Asked::new("recordChoices", ask.key.as_ref(), ask)?, std::slice::from_ref(&person)).await? {
        Begun::Again(again) => return again.told(acting, Some(&person)).await,
        Begun::New(change) => change,
    };
    let outcome = match acting.talking(&change, &ask.session).await? {
        Ok(Talking { talk, her }) => {
            let setting = Setting { by, her: &her, talk: Some(&talk), private: talk.private_setting };
            decided(change.db(), &setting, &ask.batch, &agreed).await?
        }
        Err(refusal) => Err(refusal),
    };
    change.done(acting, Some(&person), outcome).await
}

/// What is wrong with the batch whoever she is.
pub(super) fn can_be(ask: &Batch, agreed: &AgreedState) -> Result<(), Error> {
    if !(1..=MOST).contains(&ask.choices.len()) {
        return Err(Error::invalid("choices", format!("`choices` holds 1 to {MOST} answers")));
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

/// Holds a batch against the guards and the rules, and writes it down if they let it pass.
pub(super) async fn decided(
    db: &impl ConnectionTrait,
    setting: &Setting<'_>,
    ask: &Batch,
    agreed: &AgreedState,
) -> Result<Done<Recorded>, Error> {
    let her = setting.her;
    if let Some(talk) = setting.talk
        && let Err(refusal) = taken_so(db, ask, talk, her, setting.by.at).await?
    {
        return Ok(Err(refusal));
    }
    let batch: Vec<Answer> = ask.choices.iter().map(|choice| answer(setting, ask, choice, agreed)).collect();
    let guarded = Talk {
        private: setting.private,
        read_back: ask.read_back,
        first_meeting: her.statements.is_empty(),
        first_met: store::first_met(db, &her.id).await?.or(Some(setting.by.at)),
        arrived: her.arrived(),
    };
    if let Err(refused_at) = guards::check(&batch, &guarded) {
        return Ok(Err(refused(refused_at.code).at(format!("choices[{}]", refused_at.at))));
    }
    // What cannot be is told before anything that hangs on who is around her.
    if let Some((at, flaw)) = batch.iter().enumerate().find_map(|(at, a)| rules::flaws(&a.said).into_iter().next().map(|f| (at, f))) {
        return Err(Error::invalid(format!("choices[{at}].{}", flaw.field), format!("{}: {}", flaw.what, flaw.mend)));
    }
    if let Some(at) = ask.choices.iter().position(|choice| is_a_stranger(&setting.by, choice, her, agreed)) {
        return Ok(Err(refused(RefusalCode::NotOnHerTeam).at(format!("choices[{at}].organisation"))));
    }
    if let Some(at) = batch.iter().position(|a| has_said_no_since(a, her)) {
        return Ok(Err(refused(RefusalCode::SaidNoSince).at(format!("choices[{at}]"))));
    }
    let conflicts = against(&batch, her);
    if !conflicts.is_empty() {
        return Ok(Ok(Recorded { conflicts, ..Recorded::default() }));
    }
    write(db, setting, ask, agreed, &batch).await.map(Ok)
}

/// Whether it can have been taken so in this talk: through an interpreter only where there was one, and later only from a form that she
/// can have ticked then, and that speaks of it. A no passes from any moment that is over.
async fn taken_so(
    db: &impl ConnectionTrait,
    ask: &Batch,
    talk: &choices_session::Model,
    her: &Her,
    now: DateTime<Utc>,
) -> Result<Done<()>, Error> {
    let on_paper = ask.said_on.is_some() || ask.method == ConsentMethod::Signed;
    if !ask.choices.iter().any(|c| c.decision == ConsentDecision::Yes) {
        return Ok(interpreted(ask, talk));
    }
    let Some(form) = &talk.form_id else {
        return Ok(if on_paper { Err(refused(RefusalCode::FormNeeded).at("saidOn")) } else { interpreted(ask, talk) });
    };
    let entering = match paper::entering(db, form, talk, now).await? {
        Ok(entering) => entering,
        Err(refusal) => return Ok(Err(refusal.at("sessionId"))),
    };
    if !paper::was_in_time(&entering.form, ask.said_on.unwrap_or(now)) {
        return Ok(Err(refused(RefusalCode::FormTooOld).at("saidOn")));
    }
    if on_paper && let Err(refusal) = stands_on(&entering, ask, her) {
        return Ok(Err(refusal));
    }
    Ok(interpreted(ask, talk))
}

/// Whether each yes stands on the form, and was not entered from it before.
fn stands_on(entering: &paper::Entering, ask: &Batch, her: &Her) -> Done<()> {
    let entered = |choice: &Choice| {
        let mut of_form = her.statements.iter().filter(|said| entering.before.contains(&said.id));
        let same =
            |said: &Statement| said.recipients.iter().any(|to| to.agency == choice.organisation) && !said.items.is_disjoint(&items(choice));
        of_form.any(same)
    };
    for (at, choice) in ask.choices.iter().enumerate().filter(|(_, choice)| choice.decision == ConsentDecision::Yes) {
        if !paper::has(&entering.form, &choice.organisation, choice.topic) {
            return Err(refused(RefusalCode::FormNeeded).at(format!("choices[{at}]")));
        }
        if entered(choice) {
            return Err(refused(RefusalCode::FormUsed).at(format!("choices[{at}]")));
        }
    }
    Ok(())
}

fn interpreted(ask: &Batch, talk: &choices_session::Model) -> Done<()> {
    let nobody = ask.method == ConsentMethod::Interpreted && talk.interpreter_ref.is_none();
    if nobody { Err(refused(RefusalCode::InterpreterNeeded).at("method")) } else { Ok(()) }
}

/// An answer as a statement, for the rules.
fn answer(setting: &Setting<'_>, ask: &Batch, choice: &Choice, agreed: &AgreedState) -> Answer {
    let (by, her, now) = (&setting.by, setting.her, setting.by.at);
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
        taken_by_agency: by.agency.clone(),
        taken_by_role: Some(by.role),
        private_setting: Some(setting.private),
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
    let earlier = her.statements.iter().filter(yes).filter(|old| rules::replaces(said, old) || ticked_anew(old)).map(|old| old.id.as_str());
    let ids: Vec<&str> = choice.replaces.iter().map(String::as_str).chain(earlier).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

fn is_justice(kind: AgencyKind) -> bool {
    matches!(kind, AgencyKind::Prison | AgencyKind::Probation)
}

/// Whether a yes is for an organisation that is neither on her team nor invited. Where a place on her team would itself tell
/// something, nobody is told that there is none: the yes is recorded and opens nothing until they come. Those who enrol women make her
/// team with her, and may know of prison, home and work.
fn is_a_stranger(by: &Taker, choice: &Choice, her: &Her, agreed: &AgreedState) -> bool {
    let here = her.around_her(by.at).any(|m| m.agency == choice.organisation);
    let tells = |role: &Role| match role.entry().reveals {
        Reveals::Nothing | Reveals::Never => false,
        Reveals::All(categories) => {
            let usual = |c: &Category| matches!(c, Category::CustodyDates | Category::HousingNeed | Category::LearningWork);
            !(by.enrols() && categories.iter().all(usual))
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
    db: &impl ConnectionTrait,
    setting: &Setting<'_>,
    ask: &Batch,
    agreed: &AgreedState,
    batch: &[Answer],
) -> Result<Recorded, Error> {
    let (by, her, now) = (&setting.by, setting.her, setting.by.at);
    let name = |agency: &str| agreed.registry.agency(agency).map(|a| a.name.clone());
    for answer in batch {
        let said = &answer.said;
        let sentence = said.ends_on.is_some() && said.ends_on == her.sentence_ends(now.date_naive());
        let ends = if sentence { ConsentEndEvent::SentenceEnd } else { ConsentEndEvent::TwelveMonths };
        let status = if rules::needs_confirmation(said) { ConsentStatus::Provisional } else { ConsentStatus::Live };
        let taken = store::Taken {
            person: &her.id,
            topic: Some(answer.topic),
            method: ask.method,
            session: setting.talk.map(|talk| talk.id.as_str()),
            read_back: ask.read_back,
            entered_on: now,
            end_event: Some(ends).filter(|_| said.decision == ConsentDecision::Yes),
            questions: ask.questions.as_deref(),
            worker: by.worker.as_deref(),
            status,
        };
        store::add_statement(db, said, &taken, name).await?;
        for to in &said.recipients {
            store::answer_requests(db, &her.id, &to.agency, answer.topic.code(), now).await?;
        }
        if said.decision == ConsentDecision::Yes {
            outbox::opened(db, agreed, &her.id, said, now).await?;
        } else {
            outbox::stop_using(db, agreed, &her.id, said, now).await?;
        }
    }
    settle(db, her, batch).await?;
    let recorded: Vec<String> = batch.iter().map(|a| a.said.id.clone()).collect();
    if batch.iter().any(|a| a.said.supersedes.is_some()) {
        StillOpen::load(db, &her.id).await?.tell_replaced(db, agreed, (&her.id, &recorded), now).await?;
    }
    if let Some(talk) = setting.talk {
        offered(db, talk, ask.read_back, batch, now).await?;
    }
    Ok(Recorded { choices: recorded, conflicts: Vec::new() })
}

/// Writes down in the talk what was offered in it, and that its form is used.
async fn offered(
    db: &impl ConnectionTrait,
    talk: &choices_session::Model,
    read_back: bool,
    batch: &[Answer],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if let Some(form) = &talk.form_id {
        store::use_form(db, form, now).await?;
    }
    let topics = batch.iter().map(|a| a.topic.code().to_owned());
    let agencies = batch.iter().flat_map(|a| a.said.recipients.iter().map(|r| r.agency.clone()));
    let and = |before: &serde_json::Value, more: Vec<String>| {
        serde_json::json!(store::texts(before).into_iter().chain(more).collect::<BTreeSet<_>>())
    };
    let row = choices_session::Model {
        topics_offered: and(&talk.topics_offered, topics.collect()),
        agencies_read_aloud: and(&talk.agencies_read_aloud, agencies.collect()),
        read_back: talk.read_back || read_back,
        ..talk.clone()
    };
    store::put_session(db, row).await
}

/// Says of earlier answers that these replaced them. One that waits to be heard replaces nothing yet.
async fn settle(db: &impl ConnectionTrait, her: &Her, batch: &[Answer]) -> Result<(), Error> {
    let all = her.statements.iter().chain(batch.iter().map(|a| &a.said));
    let all: Vec<Statement> = all.filter(|said| !rules::is_provisional(said)).cloned().collect();
    let replaced = her.statements.iter().filter(|s| rules::status(s, &all) == ConsentStatus::Superseded);
    let ids: Vec<String> = replaced.map(|s| s.id.clone()).collect();
    store::mark(db, &ids, ConsentStatus::Superseded, None).await
}

/// Answers as they are told back in the talk in which they were given or heard.
///
/// # Errors
/// `NOT_FOUND` when it is over.
pub async fn told_in(acting: &Acting<'_>, session: &str, choices: &[String]) -> Result<Vec<store::Told>, Error> {
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let told = store::told(acting.hub.store.reader(), choices).await?;
        if sitting.stands(acting, "choicesSession").await? {
            return Ok(told);
        }
    }
    Err(kept_changing())
}

/// A refusal that says that conflicts stand.
pub fn conflict() -> Refusal {
    refused(RefusalCode::Conflict).at("choices")
}
