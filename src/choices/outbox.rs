//! What agencies have to learn, written in the transaction that causes it: invited, stop using, left.

use super::{Acting, store};
use crate::{
    consent::Statement,
    disclosure::AgreedState,
    error::Error,
    record::catalogue,
    vocabulary::{Category, Coded, ConsentItem, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc, Weekday};
use sea_orm::ConnectionTrait;
use serde::Deserialize;
use std::collections::BTreeMap;

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

/// What an organisation had of what she stopped, and when last.
#[derive(Clone, Debug, Default)]
pub struct Had {
    /// Catalogue fields.
    pub fields: FieldSet,
    /// When it last looked.
    pub last: DateTime<Utc>,
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

/// Whether a refusal is about what this organisation may see in this role.
fn is_about(said: &Statement, agency: &str, role: Option<Role>) -> bool {
    let named = |r: &crate::consent::Recipient| r.agency == agency && r.role.is_none_or(|named| Some(named) == role);
    said.recipients.is_empty() || said.recipients.iter().any(named)
}

/// Who had, in the last twelve months and by her yes, what this refusal closes.
pub async fn who_had(
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    person: &str,
    said: &Statement,
    now: DateTime<Utc>,
) -> Result<BTreeMap<String, Had>, Error> {
    let since = now.checked_sub_months(Months::new(MONTHS)).unwrap_or(DateTime::<Utc>::MIN_UTC);
    let closed = closed(agreed, said);
    let mut had: BTreeMap<String, Had> = BTreeMap::new();
    for look in store::looks(db, person, since, now).await? {
        let role = Role::parse(&look.role);
        let (Some(role), Some(purpose)) = (role.filter(|r| is_about(said, &look.agency, Some(*r))), look.purpose.as_deref()) else {
            continue;
        };
        let told = Purpose::parse(purpose).map_or(FieldSet::EMPTY, |p| told(agreed, &look.agency, role, p, now.date_naive()));
        let fields = received(&look) & closed & !told;
        if !fields.is_empty() {
            let entry = had.entry(look.agency).or_default();
            entry.fields |= fields;
            entry.last = entry.last.max(look.last);
        }
    }
    Ok(had)
}

/// What was let through to an organisation that it does not hold itself.
fn received(look: &store::Look) -> FieldSet {
    let parts: Vec<Part> = serde_json::from_str(&look.released).unwrap_or_default();
    let others = parts.iter().filter(|part| part.holders.iter().any(|holder| *holder != look.agency));
    FieldSet::of(others.flat_map(|part| &part.fields).filter_map(|path| catalogue().path(path)).map(|f| f.number))
}

/// Tells each organisation that had what this refusal closes to stop using it: which fields, and never why.
pub async fn stop_using(
    acting: &Acting<'_>,
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    person: &str,
    said: &Statement,
) -> Result<(), Error> {
    let now = acting.now();
    for (agency, had) in who_had(db, agreed, person, said, now).await? {
        let fields = had.fields.iter().filter_map(|n| catalogue().name_of(n)).collect();
        let due_on = working_days_after(now.date_naive(), WORKING_DAYS);
        let news = store::ToLearn { kind: "STOP_USING", person, agency: &agency, fields, cause: &said.id, due_on };
        store::tell(db, &news, now).await?;
    }
    Ok(())
}

/// Tells an organisation that it was invited or that it has left.
pub async fn place(acting: &Acting<'_>, db: &impl ConnectionTrait, kind: &'static str, member: (&str, &str, &str)) -> Result<(), Error> {
    let (person, agency, cause) = member;
    store::tell(db, &store::ToLearn { kind, person, agency, fields: Vec::new(), cause, due_on: None }, acting.now()).await
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
