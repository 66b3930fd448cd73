//! Which of her answers counts, for one caller and one purpose, now. Pure.
//!
//! A no stands until later statements of the same scope replace it by name: a broad yes never overrides it, and it has no end.
//! "Ask me each time" stands like a no until she was asked. A yes counts only while nothing at all is wrong with it, and once she
//! took back what it says it never counts again, whatever happens to the answer that took it back.
//!
//! What closes counts at once, also where the clock of the system that told it runs ahead of this one's ([`CLOCKS_APART`]); what opens
//! counts from when she said it.

use super::rules::{self, Recipient, Statement};
use crate::{
    clock::CLOCKS_APART,
    decision::Consent,
    vocabulary::{AloneItem, Catalogue, ConsentDecision, ConsentItem, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Months, NaiveDate, Utc};

/// Months after which a yes lapses unless she was asked again (domain D4).
const YES_LASTS_MONTHS: u32 = 12;

/// Who asks, as far as her answers name them.
#[derive(Clone, Copy, Debug)]
pub struct Asker<'a> {
    /// The caller's agency.
    pub agency: &'a str,
    /// The caller's role.
    pub role: Role,
    /// The worker; `None` for a system, which is given nothing that she gave one worker.
    pub worker: Option<&'a str>,
    /// What for.
    pub purpose: Purpose,
}

/// Her answers for one asker.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    /// The answers as the decision takes them.
    pub consent: Consent,
    /// Statements whose yes was relied on, by id.
    pub statements: Vec<String>,
    /// The earliest day after which one of them no longer holds.
    pub until: Option<NaiveDate>,
}

/// What an answer speaks of.
#[derive(Clone, Debug, Default)]
struct Scope {
    fields: FieldSet,
    alone: Vec<AloneItem>,
}

/// What a yes opens.
#[derive(Clone, Debug, Default)]
struct Opened {
    fields: FieldSet,
    /// Of what is asked alone, which lines: all of them unless she named some.
    alone: Vec<(AloneItem, FieldSet)>,
}

/// Her answers as they stand for this asker.
pub fn standing(catalogue: &Catalogue, statements: &[Statement], asker: &Asker<'_>, now: DateTime<Utc>) -> Counted {
    let mut counted = Counted::default();
    let refusals: Vec<_> = statements.iter().filter_map(|s| Refusal::of(catalogue, s, statements, asker, now)).collect();
    for no in refusals.iter().filter(|no| no.stands && !rules::is_open_ended(no.said)) {
        counted.consent.refused |= no.scope.fields;
        counted.consent.refused_alone.extend(&no.scope.alone);
    }
    let heard = || statements.iter().filter(|other| !rules::is_provisional(other));
    for yes in statements.iter().filter(|s| says_yes_to(s, asker, now) && !rules::is_replaced(s, heard(), now + CLOCKS_APART)) {
        let closed = refusals.iter().filter(|no| no.closes(yes)).map(|no| &no.scope);
        add_yes(&mut counted, catalogue, yes, closed);
    }
    counted
}

/// An answer that keeps things closed: a no, an "ask me each time", or a yes that she took back.
struct Refusal<'a> {
    said: &'a Statement,
    at: DateTime<Utc>,
    scope: Scope,
    /// Whether it still stands against every yes that does not name it.
    stands: bool,
}

impl<'a> Refusal<'a> {
    /// The answer as a refusal, if it is one and reaches the asker. A yes that is not heard yet replaces nothing.
    fn of(catalogue: &Catalogue, s: &'a Statement, all: &[Statement], asker: &Asker<'_>, now: DateTime<Utc>) -> Option<Self> {
        let at = if s.decision == ConsentDecision::Yes { s.withdrawn_on? } else { s.said_on };
        let heard = all.iter().filter(|other| !rules::is_provisional(other));
        let stands = || s.decision != ConsentDecision::Yes && !rules::is_replaced(s, heard, now);
        (at <= now + CLOCKS_APART && reaches(s, asker)).then(|| Self { said: s, at, scope: refused(catalogue, s), stands: stands() })
    }

    /// Whether it closes what this yes opens: always when it came later; when it came before, until it was replaced by name. A
    /// refusal without bounds is opened by each yes that names it, for what that yes speaks of.
    fn closes(&self, yes: &Statement) -> bool {
        let named = rules::names(yes, self.said);
        let before = yes.said_on < self.at || (yes.said_on == self.at && !named && self.said.decision != ConsentDecision::Yes);
        before || (self.stands && !(named && rules::is_open_ended(self.said)))
    }
}

fn says_yes_to(s: &Statement, asker: &Asker<'_>, now: DateTime<Utc>) -> bool {
    let named = |r: &Recipient| {
        r.agency == asker.agency
            && r.role.is_none_or(|role| role == asker.role)
            && r.worker.as_deref().is_none_or(|worker| is_the_asker(worker, asker))
    };
    s.decision == ConsentDecision::Yes
        && !rules::is_open_ended(s)
        && s.purposes.contains(&asker.purpose)
        && s.recipients.iter().any(named)
        && in_time(s, now)
        && well_taken(s)
}

/// Whether a worker written `AGENCY/WORKER` is the one who asks.
fn is_the_asker(worker: &str, asker: &Asker<'_>) -> bool {
    asker.worker.is_some_and(|own| worker.split_once('/') == Some((asker.agency, own)))
}

fn in_time(s: &Statement, now: DateTime<Utc>) -> bool {
    let begun = s.said_on <= now && s.starts_on.is_none_or(|start| start <= now);
    begun && now.date_naive() <= ends_on(s) && s.withdrawn_on.is_none_or(|withdrawn| now + CLOCKS_APART < withdrawn)
}

/// The last day a yes holds: as she said, and twelve months at most.
pub fn ends_on(s: &Statement) -> NaiveDate {
    let year = s.said_on.date_naive().checked_add_months(Months::new(YES_LASTS_MONTHS)).unwrap_or(NaiveDate::MIN);
    s.ends_on.map_or(year, |end| end.min(year))
}

/// Whether a yes was taken so that it may be relied on: heard by somebody who may hear it, in private where the topic needs that.
fn well_taken(s: &Statement) -> bool {
    let sensitive = s.items.iter().any(|i| rules::is_sensitive(rules::category_of(*i)));
    !s.capacity_concern && !rules::is_provisional(s) && (!sensitive || s.private_setting == Some(true))
}

/// Whether a no reaches the asker. Where a dimension is missing or malformed the no reaches all of it; a system acts for every worker.
fn reaches(s: &Statement, asker: &Asker<'_>) -> bool {
    let other = |worker: &str| asker.worker.is_some() && worker.starts_with(&format!("{}/", asker.agency)) && !is_the_asker(worker, asker);
    let named =
        |r: &Recipient| r.agency == asker.agency && r.role.is_none_or(|role| role == asker.role) && !r.worker.as_deref().is_some_and(other);
    let recipient = s.recipients.is_empty() || s.recipients.iter().any(named);
    recipient && (s.purposes.is_empty() || s.purposes.contains(&asker.purpose))
}

fn whole(catalogue: &Catalogue, s: &Statement) -> FieldSet {
    let category = |item: &ConsentItem| if let ConsentItem::Category(category) = item { Some(*category) } else { None };
    s.items.iter().filter_map(category).fold(FieldSet::EMPTY, |all, c| all | catalogue.category(c))
}

fn alone(s: &Statement) -> Vec<AloneItem> {
    s.items.iter().filter_map(|item| if let ConsentItem::Alone(alone) = item { Some(*alone) } else { None }).collect()
}

fn lines(catalogue: &Catalogue, s: &Statement) -> FieldSet {
    FieldSet::of(s.fields.iter().filter_map(|path| catalogue.path(path)).map(|f| f.number))
}

/// What a refusal closes: the lines it names, else all it is about, else everything. Closing a category closes what of it is asked alone.
fn refused(catalogue: &Catalogue, s: &Statement) -> Scope {
    let named = lines(catalogue, s);
    let known = !named.is_empty() && named.len() == s.fields.len();
    match (known, s.items.is_empty()) {
        (true, _) => Scope { fields: named, alone: Vec::new() },
        (false, true) => Scope { fields: !FieldSet::EMPTY, alone: AloneItem::ALL.to_vec() },
        (false, false) => {
            let within = |item: &AloneItem| {
                let item = ConsentItem::Alone(*item);
                s.items.contains(&item) || s.items.contains(&ConsentItem::Category(rules::category_of(item)))
            };
            Scope { fields: whole(catalogue, s), alone: AloneItem::ALL.iter().copied().filter(within).collect() }
        }
    }
}

/// What a yes opens. A yes to single fields still lets their rows and category be met.
fn opened(catalogue: &Catalogue, s: &Statement) -> Opened {
    let (whole, named) = (whole(catalogue, s), lines(catalogue, s));
    let lines = named & whole;
    let fields = if s.fields.is_empty() { whole } else { lines | catalogue.met_with(lines) | ticked(catalogue, lines) };
    let of_each = if s.fields.is_empty() { !FieldSet::EMPTY } else { named };
    Opened { fields, alone: alone(s).into_iter().map(|item| (item, of_each)).collect() }
}

/// Lines of her own pages that she ticked one by one are also what a summary of them shows.
fn ticked(catalogue: &Catalogue, lines: FieldSet) -> FieldSet {
    let Some(ticked) = catalogue.path("AboutMe.tickedLines") else { return FieldSet::EMPTY };
    let sources = FieldSet::of(ticked.derived_from.iter().filter_map(|p| catalogue.path(p)).map(|f| f.number));
    if sources.meets(&lines) { FieldSet::of([ticked.number]) } else { FieldSet::EMPTY }
}

fn add_yes<'a>(counted: &mut Counted, catalogue: &Catalogue, s: &Statement, closed: impl Iterator<Item = &'a Scope>) {
    let mut open = opened(catalogue, s);
    let mut named = lines(catalogue, s) & open.fields & !counted.consent.refused;
    for scope in closed {
        open.fields &= !scope.fields;
        named &= !scope.fields;
        open.alone.retain(|(item, _)| !scope.alone.contains(item));
        open.alone.iter_mut().for_each(|(_, lines)| *lines &= !scope.fields);
    }
    open.alone.retain(|(_, lines)| !lines.is_empty());
    if open.fields.is_empty() && open.alone.is_empty() {
        return;
    }
    if s.separate {
        counted.consent.separate |= open.fields;
        counted.consent.alone.extend(&open.alone);
    } else {
        counted.consent.agreed |= open.fields;
    }
    counted.consent.named |= named;
    counted.statements.push(s.id.clone());
    let last = ends_on(s);
    counted.until = Some(counted.until.map_or(last, |until| until.min(last)));
}

#[cfg(test)]
#[path = "standing_tests.rs"]
mod tests;
