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
    disclosure::{AgreedState, TRIES, kept_changing},
    error::Error,
    outbox::{self, Stop},
    rights,
    team::{self, Who},
    vocabulary::{ConsentDecision, Role, SourceClock, TaskKind},
};
use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use sea_orm::ConnectionTrait;

/// Persons whose clocks are read at once.
const PERSONS: usize = 100;
/// Days before the end of a yes at which she is asked again.
const BEFORE_THE_END: u64 = 28;
/// Days without a look after which the lead is asked whether somebody still supports her.
const QUIET: i64 = 90;
/// Working days after the first look by law until which its list is read to her.
const TO_READ: u32 = 5;
/// Working days after which a stop that was not acknowledged is every officer's.
const TO_EVERY_OFFICER: u32 = 5;

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
    /// Whose doing it is, by id; only where an officer looks after several organisations.
    pub organisation: Option<String>,
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

/// The tasks about the persons on whose team the worker is, a page of persons at a time. A data protection officer has those that are
/// late to be obeyed.
///
/// # Errors
/// `FORBIDDEN` for callers that never sit with her.
pub async fn worklist(acting: &Acting<'_>, after: Option<&str>) -> Result<Tasks, Error> {
    let caller = acting.caller;
    let who = Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) };
    let officer = who.worker.filter(|_| caller.role() == Role::Dpo);
    if officer.is_none() {
        acting.worker("worklist")?;
    }
    for _ in 0..TRIES {
        let snapshot = acting.hub.store.snapshot().await?;
        let agreed = acting.hub.agreed.at(&*snapshot).await?;
        caller.still(&agreed.registry)?;
        let (mut tasks, until) = match officer {
            Some(officer) => (officers(acting, &*snapshot, &agreed, officer).await?, None),
            None => members(acting, &*snapshot, &who, after).await?,
        };
        tasks.tasks.sort();
        tasks.tasks.dedup();
        let about = tasks.tasks.iter().map(|task| task.person.clone()).collect();
        if acting.stands_of("worklist", snapshot, about, until).await? {
            return Ok(tasks);
        }
    }
    Err(kept_changing())
}

/// The tasks about a page of persons, and the earliest end of the caller's places on their teams.
async fn members(
    acting: &Acting<'_>,
    db: &impl ConnectionTrait,
    who: &Who<'_>,
    after: Option<&str>,
) -> Result<(Tasks, Option<DateTime<Utc>>), Error> {
    let persons = team::persons(db, who, after, PERSONS + 1).await?;
    let more = persons.len() > PERSONS;
    let persons: Vec<String> = persons.into_iter().take(PERSONS).collect();
    let mut all = Her::load_all(db, &persons).await?;
    all.retain(|her| her.may_meet(acting) && her.place(acting) == Place::Live);
    let read = Read {
        told: store::uses(db, &persons, true).await?,
        looked: store::uses(db, &persons, false).await?,
        notices: store::notices(db, &persons).await?,
        waiting: store::waiting(db, &persons, request::since(acting.now())).await?,
    };
    let mut tasks: Vec<Task> = all.iter().flat_map(|her| of(acting, her, &read)).collect();
    let on_her_team = |person: &String| all.iter().any(|her| her.id == *person);
    tasks.extend(to_stop(acting, outbox::unanswered(db, who).await?, after.is_none(), on_her_team));
    let until = all.iter().filter_map(|her| her.own_place_ends(acting)).min();
    Ok((Tasks { tasks, after: persons.last().filter(|_| more).cloned() }, until))
}

/// Stops that wait for an answer: for whoever had what is stopped, from the first day, also after leaving her team; late ones for
/// everybody of the organisation who is on it in that role.
fn to_stop(acting: &Acting<'_>, stops: Vec<Stop>, first_page: bool, on_her_team: impl Fn(&String) -> bool) -> Vec<Task> {
    let today = acting.now().date_naive();
    let worker = acting.caller.worker().map_or("", AsRef::as_ref);
    let theirs = |stop: &Stop| {
        let late = stop.due_on.is_some_and(|due| due < today);
        (first_page && stop.concerns(worker)) || (late && on_her_team(&stop.person))
    };
    stops.into_iter().filter(theirs).filter_map(|stop| stop_task(stop, None)).collect()
}

fn stop_task(stop: Stop, organisation: Option<String>) -> Option<Task> {
    Some(Task { due: stop.due_on?, person: stop.person, kind: TaskKind::StopUsing, clock: SourceClock::Event, organisation })
}

/// What she asked for and nobody answered, and what is late to be obeyed: for the officer of the organisation once it
/// is due, for those of every organisation that is or was on her team after five working days.
async fn officers(acting: &Acting<'_>, db: &impl ConnectionTrait, agreed: &AgreedState, officer: &str) -> Result<Tasks, Error> {
    let today = acting.now().date_naive();
    let controllers: Vec<String> = agreed.registry.controllers(acting.caller.agency(), officer).iter().map(ToString::to_string).collect();
    let theirs = |stop: &Stop| {
        let far_too_late = working_days_after(stop.at.date_naive(), TO_EVERY_OFFICER).is_some_and(|due| due < today);
        far_too_late || controllers.contains(&stop.agency)
    };
    let late = outbox::overdue(db, today, &controllers).await?.into_iter().filter(theirs);
    let to_stop = late.filter_map(|stop| {
        let organisation = Some(stop.agency.clone());
        stop_task(stop, organisation)
    });
    let to_answer = rights::waiting(db, &controllers).await?.into_iter().map(|request| Task {
        due: request.due_on,
        person: request.person,
        kind: TaskKind::AnswerRequest,
        clock: SourceClock::Rights1m,
        organisation: request.controller,
    });
    Ok(Tasks { tasks: to_stop.chain(to_answer).collect(), after: None })
}

fn of(acting: &Acting<'_>, her: &Her, read: &Read) -> Vec<Task> {
    let (now, role) = (acting.now(), acting.caller.role());
    let today = now.date_naive();
    let task = |kind, clock, due| Task { due, person: her.id.clone(), kind, clock, organisation: None };
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
