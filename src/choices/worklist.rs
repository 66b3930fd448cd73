//! What clocks ask a worker to do about her choices. Nothing is stored: each task follows from what is recorded, and is gone when it
//! was done. No task names a topic, an organisation's answer, or a word of her plan.

use super::{
    Acting, confirm,
    her::{Her, Place},
    outbox::working_days_after,
    request, store,
};
use crate::{
    consent::Statement,
    error::Error,
    team::{self, Who},
    vocabulary::{ConsentDecision, Role, SourceClock, TaskKind},
};
use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};

/// Persons whose clocks are read at once.
const PERSONS: usize = 100;
/// Days before the end of a yes at which she is asked again.
const BEFORE_THE_END: u64 = 28;
/// Days without a look after which the lead is asked whether somebody still supports her.
const QUIET: i64 = 90;
/// Working days after the first look by law until which its list is read to her.
const TO_READ: u32 = 5;

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    /// By when.
    pub due: NaiveDate,
    /// About whom, by hub id.
    pub person: String,
    /// What.
    pub kind: TaskKind,
    /// Which clock asks for it.
    pub clock: SourceClock,
}

/// The tasks of a worker, soonest first, and the person after whom to go on.
#[derive(Clone, Debug, Default)]
pub struct Tasks {
    /// The tasks.
    pub tasks: Vec<Task>,
    /// Where the next page begins; nothing at the end.
    pub after: Option<String>,
}

/// What the clocks of a page were read from.
struct Read {
    told: Vec<store::Use>,
    looked: Vec<store::Use>,
    notices: Vec<(String, Vec<String>)>,
    waiting: Vec<(String, DateTime<Utc>)>,
}

/// The tasks about the persons on whose team the worker is, a page of persons at a time.
///
/// # Errors
/// `FORBIDDEN` for callers that never sit with her.
pub async fn worklist(acting: &Acting<'_>, after: Option<&str>) -> Result<Tasks, Error> {
    acting.worker("worklist")?;
    let reader = acting.hub.store.reader();
    let caller = acting.caller;
    let who = Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
    let persons = team::persons(reader, &who, after, PERSONS + 1).await?;
    let more = persons.len() > PERSONS;
    let persons: Vec<String> = persons.into_iter().take(PERSONS).collect();
    let mut all = Her::load_all(reader, &persons).await?;
    all.retain(|her| her.may_meet(acting) && her.place(acting) == Place::Live);
    let read = Read {
        told: store::uses(reader, &persons, true).await?,
        looked: store::uses(reader, &persons, false).await?,
        notices: store::notices(reader, &persons).await?,
        waiting: store::waiting(reader, &persons, request::since(acting.now())).await?,
    };
    let mut tasks: Vec<Task> = all.iter().flat_map(|her| of(acting, her, &read)).collect();
    tasks.sort();
    tasks.dedup();
    let mut about: Vec<String> = tasks.iter().map(|task| task.person.clone()).collect();
    about.sort();
    about.dedup();
    if !about.is_empty() {
        acting.record_all("worklist", &about).await?;
    }
    Ok(Tasks { tasks, after: persons.last().filter(|_| more).cloned() })
}

fn of(acting: &Acting<'_>, her: &Her, read: &Read) -> Vec<Task> {
    let (now, role) = (acting.now(), acting.caller.role());
    let today = now.date_naive();
    let task = |kind, clock, due| Task { due, person: her.id.clone(), kind, clock };
    let mut tasks = Vec::new();
    let leads = her.lead(today) == Some(role);
    if leads {
        tasks.extend(to_read(her, read, today).map(|due| task(TaskKind::ReadNotice, SourceClock::Notice5wd, due)));
        tasks.extend(quiet(her, read, now).map(|due| task(TaskKind::AccessEnding, SourceClock::Access90d, due)));
        tasks.extend(ending(her, today).map(|due| task(TaskKind::ChoiceEnding, SourceClock::ChoiceEnd28d, due)));
    }
    if leads || matches!(role, Role::Ces | Role::Wcw) {
        let asked = read.waiting.iter().filter(|(person, _)| *person == her.id).map(|(_, at)| *at).min();
        tasks.extend(asked.map(|at| task(TaskKind::AskHer, SourceClock::Ask7d, request::until(at).date_naive())));
    }
    let heard = confirm::due(acting, her).map(|at| task(TaskKind::ConfirmChoice, SourceClock::Event, at.date_naive()));
    tasks.extend(heard);
    tasks
}

/// When a list should have been read to her that was not, the earliest.
fn to_read(her: &Her, read: &Read, today: NaiveDate) -> Option<NaiveDate> {
    let was_read = |agency: &String| read.notices.iter().any(|(person, agencies)| *person == her.id && agencies.contains(agency));
    let first = read.told.iter().filter(|u| u.person == her.id && !was_read(&u.agency));
    first.filter_map(|u| working_days_after(u.first.date_naive(), TO_READ)).filter(|due| *due < today).min()
}

/// Since when somebody on her team has not looked for so long that the lead is asked: a prompt, never a cut.
fn quiet(her: &Her, read: &Read, now: DateTime<Utc>) -> Option<NaiveDate> {
    let looked = |agency: &str| read.looked.iter().find(|u| u.person == her.id && u.agency == agency).map(|u| u.last);
    // Of a place that came with a file nothing is known before the first look.
    let since = |m: &team::Member| looked(&m.agency).map(|last| last.max(m.from)).or(m.invited_by.as_ref().map(|_| m.from));
    let last = her.team.iter().filter(|m| team::is_live(m, now)).filter_map(since).map(|at| at + TimeDelta::days(QUIET));
    last.filter(|due| *due <= now).min().map(|due| due.date_naive())
}

/// The soonest end of a yes that lies within four weeks.
fn ending(her: &Her, today: NaiveDate) -> Option<NaiveDate> {
    let last = |s: &Statement| s.ends_on.or_else(|| s.said_on.date_naive().checked_add_months(Months::new(12)));
    let yes = her.statements.iter().filter(|s| s.decision == ConsentDecision::Yes && s.withdrawn_on.is_none());
    let soon = today.checked_add_days(Days::new(BEFORE_THE_END))?;
    yes.filter_map(last).filter(|day| (today..=soon).contains(day)).min()
}
