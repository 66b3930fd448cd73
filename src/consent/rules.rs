//! The rules of a statement, pure: its scope, what makes it whole, which earlier answer it runs against, who must confirm it.

use super::ends_on;
use crate::vocabulary::{AloneItem, Category, Coded, ConsentDecision, ConsentItem, ConsentStatus, Purpose, Role};
use chrono::{DateTime, Months, NaiveDate, Utc};
use std::collections::BTreeSet;

/// An organisation that was read aloud to her, optionally only one kind of worker there, or one worker.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Recipient {
    /// Agency id; never a group.
    pub agency: String,
    /// Only this role there.
    pub role: Option<Role>,
    /// Only this worker, `AGENCY/WORKER`.
    pub worker: Option<String>,
}

impl Recipient {
    fn meets(&self, other: &Self) -> bool {
        fn agree<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.is_none() || b.is_none() || a == b
        }
        self.agency == other.agency && agree(self.role.as_ref(), other.role.as_ref()) && agree(self.worker.as_ref(), other.worker.as_ref())
    }

    fn covers(&self, other: &Self) -> bool {
        fn wider<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> bool {
            a.is_none() || a == b
        }
        self.agency == other.agency && wider(self.role.as_ref(), other.role.as_ref()) && wider(self.worker.as_ref(), other.worker.as_ref())
    }
}

/// One answer of hers, as the rules need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The hub's id of it.
    pub id: String,
    /// What she said.
    pub decision: ConsentDecision,
    /// Whether it was asked on its own.
    pub separate: bool,
    /// What it is about: categories, and things asked alone. Empty in a refusal means everything.
    pub items: BTreeSet<ConsentItem>,
    /// Only these lines, `Entity.field`; empty means all of what it is about.
    pub fields: BTreeSet<String>,
    /// What for. Empty in a refusal means everything.
    pub purposes: BTreeSet<Purpose>,
    /// Whom it was about. Empty in a refusal means everybody.
    pub recipients: Vec<Recipient>,
    /// When she said it.
    pub said_on: DateTime<Utc>,
    /// From when a yes holds, if later than she said it.
    pub starts_on: Option<DateTime<Utc>>,
    /// The last day of a yes.
    pub ends_on: Option<NaiveDate>,
    /// When she changed her mind.
    pub withdrawn_on: Option<DateTime<Utc>>,
    /// Ids of the statements that it replaces, with spaces between.
    pub supersedes: Option<String>,
    /// Whose worker took it.
    pub taken_by_agency: String,
    /// In which role.
    pub taken_by_role: Option<Role>,
    /// Whether nobody else could hear.
    pub private_setting: Option<bool>,
    /// Whether there was a worry about her deciding that day.
    pub capacity_concern: bool,
    /// Whose worker heard it too and confirmed it.
    pub confirmed_by: Option<String>,
}

/// What is wrong with a statement by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Field at fault, as import files name it.
    pub field: &'static str,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub mend: &'static str,
}

/// A yes that runs against a refusal which still stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// Id of the yes.
    pub yes: String,
    /// Id of the refusal.
    pub refusal: String,
    /// Whether the yes names the refusal, yet does not cover all that she refused.
    pub named: bool,
}

/// Topics that a yes is taken to only in private (`domain.md` D3: T3, T5 to T9, T11, T12).
pub fn is_sensitive(category: Category) -> bool {
    use Category as C;
    matches!(
        category,
        C::CareStatus
            | C::PhysHealth
            | C::MentalHealth
            | C::SelfHarm
            | C::Substance
            | C::DomAbuse
            | C::Exploitation
            | C::ChildrenFamily
            | C::Circle
            | C::Equality
            | C::Immigration
            | C::CustodyDates
            | C::Licence
            | C::Offence
    )
}

/// Topics to which nobody who decides about release, discipline or breach takes a yes alone (`domain.md` D3: T5 to T9).
pub fn is_apart_from_justice(category: Category) -> bool {
    use Category as C;
    let health = matches!(category, C::PhysHealth | C::MentalHealth | C::SelfHarm | C::Substance);
    health || matches!(category, C::DomAbuse | C::Exploitation | C::ChildrenFamily | C::Circle)
}

/// The category that an item belongs to, whose sensitivity it shares.
pub fn category_of(item: ConsentItem) -> Category {
    match item {
        ConsentItem::Category(category) => category,
        ConsentItem::Alone(AloneItem::BlockReason) => Category::SafeContact,
        ConsentItem::Alone(AloneItem::Orientation | AloneItem::GenderIdentity) => Category::Equality,
        ConsentItem::Alone(AloneItem::SensitiveId) => Category::MoneyId,
        ConsentItem::Alone(AloneItem::AddressForAdvocate) => Category::HousingAddress,
        ConsentItem::Alone(AloneItem::Pregnancy) => Category::PhysHealth,
        ConsentItem::Alone(AloneItem::IfISlip) => Category::Substance,
        ConsentItem::Alone(AloneItem::UnsafePeople) => Category::DomAbuse,
        ConsentItem::Alone(AloneItem::SexWork) => Category::Exploitation,
    }
}

/// What is only ever asked alone: the items, children and offence.
fn is_asked_alone(item: ConsentItem) -> bool {
    matches!(item, ConsentItem::Alone(_) | ConsentItem::Category(Category::ChildrenFamily | Category::Offence))
}

/// What is wrong with a statement by itself. Missing or malformed scope is an error when recorded.
pub fn flaws(statement: &Statement) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut flaw = |field, what: &str, mend| flaws.push(Flaw { field, what: what.to_owned(), mend });
    for purpose in statement.purposes.iter().filter(|p| matches!(p, Purpose::Safeguarding | Purpose::Statistics)) {
        flaw("purposes", &format!("{} is never a matter of her answer", purpose.code()), "leave it out");
    }
    if statement.decision != ConsentDecision::Yes {
        if statement.ends_on.is_some() {
            flaw("endsOn", "only a yes ends by itself", "leave it out: a refusal stands until she says otherwise");
        }
        if statement.withdrawn_on.is_some() {
            flaw("withdrawnOn", "only a yes is withdrawn", "record her new answer with `supersedes`");
        }
        return flaws;
    }
    if statement.recipients.is_empty() {
        flaw("ref", "a yes to nobody", "send a ConsentRecipient line for each organisation that was read aloud to her");
    }
    if statement.items.is_empty() {
        flaw("categories", "a yes to nothing", "name the categories, or one item that was asked alone");
    }
    if statement.purposes.is_empty() {
        flaw("purposes", "a yes for no purpose", "name what for");
    }
    let alone = statement.items.iter().any(|i| is_asked_alone(*i));
    if alone && !statement.separate {
        flaw("separate", "items, CHILDREN_FAMILY and OFFENCE are asked on their own", "ask her on its own and send \"separate\": true");
    }
    if (alone || statement.separate) && statement.items.len() > 1 {
        flaw("categories", "what is asked on its own stands alone", "record one statement for each category or item");
    }
    if statement.items.iter().any(|i| is_sensitive(category_of(*i))) && statement.private_setting != Some(true) {
        flaw("privateSetting", "a yes to a sensitive topic is taken only in private", "ask her another day, in another room");
    }
    let said = statement.said_on.date_naive();
    if statement.ends_on.is_some_and(|ends| ends < said || said.checked_add_months(Months::new(12)).is_some_and(|last| ends > last)) {
        flaw("endsOn", "a yes holds at most twelve months from the day she said it", "choose a day within them");
    }
    if statement.withdrawn_on.is_some_and(|at| at < statement.said_on) {
        flaw("withdrawnOn", "withdrawn before she said it", "correct one of the two");
    }
    flaws
}

fn shares<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    a.is_empty() || b.is_empty() || !a.is_disjoint(b)
}

/// Whether two statements speak of the same thing: a recipient, something it is about, and a purpose in common.
pub fn overlaps(a: &Statement, b: &Statement) -> bool {
    let recipients = a.recipients.is_empty() || b.recipients.is_empty();
    let recipients = recipients || a.recipients.iter().any(|x| b.recipients.iter().any(|y| x.meets(y)));
    recipients && shares(&a.items, &b.items) && shares(&a.purposes, &b.purposes)
}

/// Whether a statement speaks of this recipient, item and purpose, and of these lines of it; of any where none are asked for.
fn speaks_of(s: &Statement, recipient: &Recipient, item: ConsentItem, purpose: Purpose, fields: Option<&BTreeSet<String>>) -> bool {
    let whole = fields.is_none_or(|fields| s.fields.is_empty() || (!fields.is_empty() && s.fields.is_superset(fields)));
    let purposes = s.purposes.is_empty() || s.purposes.contains(&purpose);
    let items = s.items.is_empty() || s.items.contains(&item);
    whole && purposes && items && (s.recipients.is_empty() || s.recipients.iter().any(|r| r.covers(recipient)))
}

/// Whether these statements together speak of all that `old` speaks of, and of these lines of it.
fn cover(new: &[&Statement], old: &Statement, lines: Option<&BTreeSet<String>>) -> bool {
    let spoken = |r: &Recipient, i: ConsentItem, p: Purpose| new.iter().any(|s| speaks_of(s, r, i, p, lines));
    let each = |r: &Recipient| old.items.iter().all(|i| old.purposes.iter().all(|p| spoken(r, *i, *p)));
    !is_open_ended(old) && old.recipients.iter().all(each)
}

/// Whether a yes was asked for among others where an older one was asked for on its own: it opens less.
fn is_less(new: &Statement, old: &Statement) -> bool {
    let yes = |s: &Statement| s.decision == ConsentDecision::Yes;
    yes(new) && yes(old) && old.separate && !new.separate
}

/// Whether a yes says less than an older one: fewer lines, for a shorter time, or so that somebody worries whether she can decide.
fn narrows(new: &Statement, old: &Statement) -> bool {
    let lines = !new.fields.is_empty() && (old.fields.is_empty() || !new.fields.is_superset(&old.fields));
    lines || ends_on(new) < ends_on(old) || new.capacity_concern
}

/// Whether a statement may take the place of an older one. A yes among others takes nothing from one that was asked for on its own, unless
/// she says less by it: then the last word holds.
fn may_replace(new: &Statement, old: &Statement) -> bool {
    !is_less(new, old) || narrows(new, old)
}

/// Whether one statement speaks of all that another speaks of.
pub fn covers(new: &Statement, old: &Statement) -> bool {
    !is_less(new, old) && cover(&[new], old, Some(&old.fields))
}

/// Whether one statement takes the place of an older one: it speaks of all of it, or says less of the same.
pub fn replaces(new: &Statement, old: &Statement) -> bool {
    may_replace(new, old) && cover(&[new], old, Some(&old.fields))
}

/// Whether a refusal has no bounds in some direction, so that nothing ever covers it; a yes that names it opens its own scope only.
pub fn is_open_ended(statement: &Statement) -> bool {
    statement.recipients.is_empty() || statement.items.is_empty() || statement.purposes.is_empty()
}

/// Whether a statement was replaced at a moment: later ones that name it speak, together, of all that it speaks of. Where she ticks the
/// lines of a yes anew, those that she leaves out are closed: they do not have to be spoken of.
pub fn is_replaced<'a>(old: &Statement, all: impl IntoIterator<Item = &'a Statement>, at: DateTime<Utc>) -> bool {
    let replacing = |s: &&Statement| names(s, old) && s.said_on <= at && may_replace(s, old);
    let lines = Some(&old.fields).filter(|_| old.decision != ConsentDecision::Yes);
    cover(&all.into_iter().filter(replacing).collect::<Vec<_>>(), old, lines)
}

/// Whether a statement was made to replace this earlier one.
pub fn names(new: &Statement, old: &Statement) -> bool {
    let named = new.supersedes.as_deref().unwrap_or_default();
    named.split_whitespace().any(|id| id == old.id) && new.said_on >= old.said_on
}

/// The refusals that stood when each yes was said, overlap with it, and are not replaced by name; sorted, whatever the order of `all`.
pub fn conflicts(all: &[Statement]) -> Vec<Conflict> {
    let is_yes = |s: &&Statement| s.decision == ConsentDecision::Yes;
    let mut found = Vec::new();
    for yes in all.iter().filter(is_yes) {
        for refusal in all.iter().filter(|s| !is_yes(s) && s.said_on <= yes.said_on && overlaps(s, yes)) {
            let named = names(yes, refusal);
            if !(is_replaced(refusal, all, yes.said_on) || named && is_open_ended(refusal)) {
                found.push(Conflict { yes: yes.id.clone(), refusal: refusal.id.clone(), named });
            }
        }
    }
    found.sort();
    found
}

fn decides_about_release(role: Role) -> bool {
    matches!(role, Role::Pom | Role::Com | Role::Ap)
}

/// Whether a statement is about such a topic; whatever is asked on its own is guarded like the most sensitive of them.
fn touches(statement: &Statement, test: fn(Category) -> bool) -> bool {
    statement.separate || statement.items.iter().any(|i| is_asked_alone(*i) || test(category_of(*i)))
}

/// Whether a yes opens nothing until another organisation's worker hears it too (`domain.md` D3, "Not alone").
pub fn needs_confirmation(statement: &Statement) -> bool {
    let own = statement.recipients.iter().any(|r| r.agency == statement.taken_by_agency);
    let justice = statement.taken_by_role.is_some_and(decides_about_release);
    let sensitive = touches(statement, is_sensitive) && own;
    statement.decision == ConsentDecision::Yes && (sensitive || (touches(statement, is_apart_from_justice) && justice))
}

/// Whether a yes waits to be heard by somebody elsewhere, and nobody named on it did: neither its taker nor one of its recipients counts.
pub fn is_provisional(statement: &Statement) -> bool {
    let elsewhere = |c: &String| *c != statement.taken_by_agency && statement.recipients.iter().all(|r| r.agency != *c);
    needs_confirmation(statement) && !statement.confirmed_by.as_ref().is_some_and(elsewhere)
}

/// The earliest yes by which another organisation's worker confirmed this one. Two that each wait for another ear are none for each
/// other.
pub fn confirmed_by<'a>(statement: &Statement, all: &'a [Statement]) -> Option<&'a Statement> {
    let heard = |s: &&Statement| {
        let other = s.id != statement.id && s.taken_by_agency != statement.taken_by_agency;
        let free = s.decision == ConsentDecision::Yes && s.withdrawn_on.is_none() && !needs_confirmation(s) && !s.capacity_concern;
        other && free && covers(s, statement)
    };
    all.iter().filter(heard).min_by_key(|s| (s.said_on, s.id.as_str()))
}

/// Where a statement is up to, whatever the day: replaced, withdrawn, waiting for someone else to hear it, or live.
pub fn status(statement: &Statement, all: &[Statement]) -> ConsentStatus {
    if is_replaced(statement, all, DateTime::<Utc>::MAX_UTC) {
        ConsentStatus::Superseded
    } else if statement.withdrawn_on.is_some() {
        ConsentStatus::Withdrawn
    } else if is_provisional(statement) && confirmed_by(statement, all).is_none() {
        ConsentStatus::Provisional
    } else {
        ConsentStatus::Live
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
