//! What organisations have to learn of her choices and her team, written in the transaction that causes it.

use super::store;
use crate::{
    agency::Holder,
    consent::{Recipient, Statement},
    disclosure::AgreedState,
    error::Error,
    outbox::{self, News},
    record::catalogue,
    vocabulary::{Category, ChangeKind, Coded, ConsentItem, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use entity::membership;
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Months back in which an organisation counts as having had something (`domain.md` D4).
const MONTHS: u32 = 12;
/// Working days in which a stop is acknowledged.
const WORKING_DAYS: u32 = 2;

/// Part of a record: fields of rows that these hold.
#[derive(Deserialize)]
struct Part {
    holders: Vec<String>,
    fields: Vec<String>,
}

/// So many working days after a day; bank holidays count as working days, so that nothing is due later than promised.
pub fn working_days_after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    let ahead = (1..).map_while(|n| day.checked_add_days(Days::new(n)));
    ahead.filter(|day| !weekend(day)).nth(usize::try_from(days).ok()?.checked_sub(1)?)
}

/// The fields that a refusal closes; all of them where it names nothing.
fn closed(agreed: &AgreedState, said: &Statement) -> FieldSet {
    let of = |item: &ConsentItem| match item {
        ConsentItem::Category(category) => catalogue().category(*category),
        ConsentItem::Alone(item) => agreed.asked_alone(*item),
    };
    match (said.fields.is_empty(), said.items.is_empty()) {
        (false, _) => FieldSet::of(said.fields.iter().filter_map(|path| catalogue().path(path)).map(|f| f.number)),
        (true, true) => Category::ALL.iter().fold(FieldSet::EMPTY, |all, c| all | catalogue().category(*c)),
        (true, false) => said.items.iter().fold(FieldSet::EMPTY, |all, item| all | of(item)),
    }
}

/// What an agency is told by law in this role and for this purpose: a stop does not end it.
fn told(agreed: &AgreedState, agency: &str, role: Role, purpose: Purpose, today: NaiveDate) -> FieldSet {
    let Some(kind) = agreed.registry.agency(agency).map(|a| a.kind) else { return FieldSet::EMPTY };
    let mut told = FieldSet::EMPTY;
    for (holder, holder_kind) in agreed.holders() {
        for flow in agreed.agreements.policies_between(&holder, holder_kind, agency, kind, today) {
            if let Some((_, grants)) = agreed.grants(&flow.policy, role, purpose) {
                told |= grants.told;
            }
        }
    }
    told
}

/// Whom within an organisation what is stopped concerns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Concerned {
    /// The organisation, by id.
    pub agency: String,
    /// The role in which it looked.
    pub role: Role,
    /// The only worker there; everybody in the role if not said.
    pub only: Option<String>,
}

/// What an organisation had of what she stopped, who had it there, and when last.
#[derive(Clone, Debug, Default)]
pub struct Had {
    /// Catalogue fields.
    pub fields: FieldSet,
    /// The workers who had it; no systems.
    pub workers: BTreeSet<String>,
    /// When one of them last looked.
    pub last: DateTime<Utc>,
}

/// Who had what was stopped.
pub type WhoHad = BTreeMap<Concerned, Had>;

/// Whom a refusal concerns of those who made a look: the whole role, or the workers it names. A system looks for every worker, so that
/// what is refused to one of them concerns it too.
fn concerned(said: &Statement, look: &store::Look, role: Role) -> Vec<Option<String>> {
    if said.recipients.is_empty() {
        return vec![None];
    }
    let reached = |r: &Recipient| {
        let there = r.agency == look.agency && r.role.is_none_or(|named| named == role);
        let named = r.worker.as_deref().and_then(|worker| worker.strip_prefix(&r.agency)?.strip_prefix('/'));
        match (&r.worker, named, &look.worker) {
            _ if !there => None,
            // A name that cannot be read reaches everybody.
            (None, ..) | (Some(_), None, _) => Some(None),
            (Some(_), Some(named), looked) => looked.as_ref().is_none_or(|worker| worker == named).then(|| Some(named.to_owned())),
        }
    };
    let all: BTreeSet<_> = said.recipients.iter().filter_map(reached).collect();
    if all.contains(&None) { vec![None] } else { all.into_iter().collect() }
}

/// Who had, in the last twelve months and by her yes, what this refusal closes.
pub async fn who_had(
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    person: &str,
    said: &Statement,
    now: DateTime<Utc>,
) -> Result<WhoHad, Error> {
    Ok(who_of(agreed, &looks(db, person, now).await?, said, now))
}

/// What was let through about her in the last twelve months.
pub async fn looks(db: &impl ConnectionTrait, person: &str, now: DateTime<Utc>) -> Result<Vec<store::Look>, Error> {
    store::looks(db, person, since(now), now).await
}

/// Who of those who looked had, by her yes, what this answer speaks of.
pub fn who_of(agreed: &AgreedState, looks: &[store::Look], said: &Statement, now: DateTime<Utc>) -> WhoHad {
    let closed = closed(agreed, said);
    let mut had = WhoHad::new();
    for look in looks {
        let read = (Role::parse(&look.role), look.purpose.as_deref().and_then(Purpose::parse));
        let (Some(role), Some(purpose)) = read else { continue };
        if said.purposes.is_empty() || said.purposes.contains(&purpose) {
            let told = told(agreed, &look.agency, role, purpose, now.date_naive());
            add(&mut had, look, role, received(look) & closed & !told, concerned(said, look, role));
        }
    }
    had
}

/// Who had anything of others at all, in the last twelve months, and is a worker, or at an organisation, whom she blocks.
pub async fn who_is_blocked(db: &impl ConnectionTrait, person: &str, blocked: &str, now: DateTime<Utc>) -> Result<WhoHad, Error> {
    let mut had = WhoHad::new();
    let Some((agency, worker)) = blocked.split_once('/') else { return Ok(had) };
    for look in store::looks(db, person, since(now), now).await?.into_iter().filter(|look| look.agency == agency) {
        // A block of one worker blocks the systems too, which look for all of them.
        let whom = match worker {
            "*" => vec![None],
            _ if look.worker.as_deref().is_none_or(|looked| looked == worker) => vec![Some(worker.to_owned())],
            _ => Vec::new(),
        };
        if let Some(role) = Role::parse(&look.role) {
            add(&mut had, &look, role, received(&look), whom);
        }
    }
    Ok(had)
}

/// Who had something of others in the last twelve months for purposes that have closed.
pub async fn who_had_for(db: &impl ConnectionTrait, person: &str, closed: &BTreeSet<Purpose>, now: DateTime<Utc>) -> Result<WhoHad, Error> {
    let mut had = WhoHad::new();
    for look in store::looks(db, person, since(now), now).await? {
        let purpose = look.purpose.as_deref().and_then(Purpose::parse);
        if let Some(role) = Role::parse(&look.role).filter(|_| purpose.is_some_and(|purpose| closed.contains(&purpose))) {
            add(&mut had, &look, role, received(&look), vec![None]);
        }
    }
    Ok(had)
}

/// From when on a look counts.
pub fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now.checked_sub_months(Months::new(MONTHS)).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

fn add(had: &mut WhoHad, look: &store::Look, role: Role, fields: FieldSet, whom: Vec<Option<String>>) {
    if fields.is_empty() {
        return;
    }
    for only in whom {
        let entry = had.entry(Concerned { agency: look.agency.clone(), role, only }).or_default();
        entry.fields |= fields;
        entry.workers.extend(look.worker.clone());
        entry.last = entry.last.max(look.last);
    }
}

/// What was let through to an organisation that it does not hold itself.
fn received(look: &store::Look) -> FieldSet {
    received_of(look).into_iter().fold(FieldSet::EMPTY, |all, (_, fields)| all | fields)
}

/// The same by whose rows it was.
pub fn received_of(look: &store::Look) -> Vec<(Holder, FieldSet)> {
    let parts: Vec<Part> = serde_json::from_str(&look.released).unwrap_or_default();
    let numbers = |part: &Part| FieldSet::of(part.fields.iter().filter_map(|path| catalogue().path(path)).map(|f| f.number));
    let of = |part: Part| {
        let fields = numbers(&part);
        part.holders.into_iter().filter(|holder| *holder != look.agency).map(move |holder| (Holder::parse(&holder), fields))
    };
    parts.into_iter().flat_map(of).collect()
}

/// Tells each organisation that had what this refusal closes to stop using it: which fields, and never why.
pub async fn stop_using(
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    person: &str,
    said: &Statement,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let had = who_had(db, agreed, person, said, now).await?;
    tell_to_stop(db, person, &said.id, had, now).await
}

/// Tells whom she blocks to stop using whatever they had, in the same words as after any stop.
pub async fn blocked(db: &impl ConnectionTrait, person: &str, worker: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let had = who_is_blocked(db, person, worker, now).await?;
    tell_to_stop(db, person, worker, had, now).await
}

/// Tells whom she no longer blocks, `AGENCY/WORKER` or `AGENCY/*`, to read again.
pub async fn lifted(db: &impl ConnectionTrait, person: &str, worker: &str, now: DateTime<Utc>) -> Result<(), Error> {
    let Some((agency, worker)) = worker.split_once('/') else { return Ok(()) };
    let only = Some(worker).filter(|worker| *worker != "*").map(str::to_owned);
    look_again(db, person, agency, only, now).await
}

/// Tells each of them to stop using what it had.
pub async fn tell_to_stop(db: &impl ConnectionTrait, person: &str, cause: &str, had: WhoHad, now: DateTime<Utc>) -> Result<(), Error> {
    outbox::tell(db, stops(person, cause, had, now), now).await
}

/// That each of them is to stop using what it had.
pub fn stops(person: &str, cause: &str, had: WhoHad, now: DateTime<Utc>) -> Vec<News> {
    let due_on = working_days_after(now.date_naive(), WORKING_DAYS);
    let news = had.into_iter().map(|(whom, had)| News {
        role: Some(whom.role),
        only_worker: whom.only,
        workers: had.workers.into_iter().collect(),
        fields: had.fields.iter().filter_map(|n| catalogue().name_of(n)).collect(),
        cause: Some(cause.to_owned()),
        due_on,
        ..News::new(ChangeKind::StopUsing, person, &whom.agency)
    });
    news.collect()
}

/// Tells an organisation that it was invited to a place, or that its worker has left it.
pub async fn place(db: &impl ConnectionTrait, kind: ChangeKind, place: &membership::Model, now: DateTime<Utc>) -> Result<(), Error> {
    let news = News {
        role: Role::parse(&place.role),
        only_worker: place.worker.clone(),
        cause: Some(place.id.clone()),
        ..News::new(kind, &place.person_id, &place.agency_id)
    };
    outbox::tell(db, vec![news], now).await
}

/// Tells an organisation, or only one worker there, to read again whatever may have opened. Whether anything has is decided when the news
/// is read.
pub async fn look_again(
    db: &impl ConnectionTrait,
    person: &str,
    agency: &str,
    only: Option<String>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let fields = vec![outbox::EVERYTHING.to_owned()];
    let news = News { fields, only_worker: only, ..News::new(ChangeKind::Changed, person, agency) };
    outbox::tell(db, vec![news], now).await
}

/// Tells those whom a yes names to read again what it is about.
pub async fn opened(
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    person: &str,
    said: &Statement,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let fields: Vec<String> = closed(agreed, said).iter().filter_map(|n| catalogue().name_of(n)).collect();
    let to = |to: &Recipient| News { fields: fields.clone(), ..News::new(ChangeKind::Changed, person, &to.agency) };
    outbox::tell(db, said.recipients.iter().map(to).collect(), now).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_working_days_go_over_the_weekend() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        assert_eq!(working_days_after(day(23), 2), Some(day(25)), "Monday to Wednesday");
        assert_eq!(working_days_after(day(26), 2), Some(day(30)), "Thursday to Monday");
        assert_eq!(working_days_after(day(28), 1), Some(day(30)), "Saturday to Monday");
    }
}
