//! From what is agreed and what she said to what is open, for each person of the page.

use super::{
    Question,
    agreed::AgreedState,
    control::{OfPerson, State},
};
use crate::{
    agency::Holder,
    clock::days_after,
    computed,
    consent::{self, Asker, Counted, Statement},
    decision::{Allowance, Ask, Standing, Terms, decide},
    policy::Grants,
    record::{EntitySet, Rows, catalogue},
    restriction::{self, Phase},
    team::{Member, Who, earliest, standing},
    vocabulary::{Act, AgencyKind, FieldSet, Purpose, Role},
};
use chrono::{DateTime, Utc};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What is agreed for one caller and one purpose, before any person is looked at.
#[derive(Debug)]
pub struct CallerTerms<'a> {
    /// Adopted grants, each with the agreement and the policy it comes from.
    pub adopted: Vec<Adopted<'a>>,
    grants: Vec<&'a Grants>,
    internal: Option<&'a Grants>,
    /// The distinct terms under which holders share.
    pub terms: Vec<Terms>,
    /// Which of them each holder shares under.
    pub of: HashMap<Holder, usize>,
    /// Holders who share nothing with the caller today: no agreement in force has both.
    pub apart: HashSet<Holder>,
    /// The earliest end of an agreement that is relied on.
    pub until: Option<DateTime<Utc>>,
    meets_nobody: bool,
}

/// A policy adopted by an agreement.
#[derive(Clone, Debug)]
pub struct Adopted<'a> {
    /// `id/version` of the agreement.
    pub agreement: String,
    /// Hash of the policy.
    pub policy: &'a str,
    /// What it grants the caller's role for the purpose.
    pub grants: &'a Grants,
}

/// The decision about one person.
#[derive(Debug)]
pub struct Decision {
    /// The person.
    pub person: String,
    /// What was selected of her.
    pub selected: FieldSet,
    /// Her answers as they counted.
    pub counted: Counted,
    /// The phase she is in.
    pub phase: Phase,
    /// What is allowed under each of the caller's terms.
    pub allowed: Vec<Allowance>,
    /// Entities that have to be read.
    pub entities: EntitySet,
    /// Who invited the caller to her team.
    pub invited_by: Option<String>,
    /// The earliest end of what it relies on.
    pub until: Option<DateTime<Utc>>,
}

impl Decision {
    /// The selected fields that are open for some holder's rows.
    pub fn open(&self) -> FieldSet {
        self.allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.fields()) & self.selected
    }
}

/// Collects what is agreed between every holder and the caller's agency.
pub fn terms<'a>(agreed: &'a AgreedState, question: &Question<'_>, now: DateTime<Utc>) -> CallerTerms<'a> {
    let caller = question.caller;
    terms_of(agreed, &Reader { agency: caller.agency(), kind: caller.kind(), role: caller.role(), purpose: question.purpose }, now)
}

/// Somebody who reads: of which agency, in which role, what for.
struct Reader<'a> {
    agency: &'a str,
    kind: AgencyKind,
    role: Role,
    purpose: Purpose,
}

fn terms_of<'a>(agreed: &'a AgreedState, by: &Reader<'_>, now: DateTime<Utc>) -> CallerTerms<'a> {
    let mut collected = CallerTerms {
        adopted: Vec::new(),
        grants: Vec::new(),
        internal: agreed.internal().and_then(|table| table.grants(by.role, by.purpose, Act::Read)),
        terms: Vec::new(),
        of: HashMap::new(),
        apart: HashSet::new(),
        until: None,
        meets_nobody: agreed.ever(by.role, now.date_naive()).is_empty(),
    };
    for (holder, kind) in agreed.holders() {
        let mut terms = Terms {
            own: holder.is_agency(by.agency),
            denied: agreed.agreements.denied(&holder, kind, by.agency, by.kind, by.role),
            adopted: Vec::new(),
        };
        for flow in agreed.agreements.policies_between(&holder, kind, by.agency, by.kind, now.date_naive()) {
            let Some((policy, grants)) = agreed.grants(&flow.policy, by.role, by.purpose) else { continue };
            let agreement = format!("{}/{}", flow.agreement, flow.version);
            collected.until = earliest([collected.until, flow.valid_until()]);
            let known = collected.adopted.iter().position(|a| a.agreement == agreement && a.policy == policy);
            terms.adopted.push(known.unwrap_or(collected.adopted.len()));
            if known.is_none() {
                collected.adopted.push(Adopted { agreement, policy, grants });
            }
        }
        match agreed.agreements.have_both_until(&holder, by.agency, now.date_naive()) {
            _ if terms.own => {}
            // What is computed rests on what it holds, whatever is granted.
            Some(last) => collected.until = earliest([collected.until, last.and_then(|day| days_after(day, 1))]),
            None => drop(collected.apart.insert(holder.clone())),
        }
        let known = collected.terms.iter().position(|t| *t == terms);
        collected.of.insert(holder, known.unwrap_or(collected.terms.len()));
        if known.is_none() {
            collected.terms.push(terms);
        }
    }
    collected.grants = collected.adopted.iter().map(|a| a.grants).collect();
    collected
}

/// What is known of her that decides what is open.
#[derive(Clone, Copy, Debug)]
pub struct OfHer<'a> {
    /// Her team.
    pub members: &'a [Member],
    /// What she said.
    pub statements: &'a [Statement],
    /// Her rows of custody, release, housing and blocks.
    pub rows: &'a Rows,
}

/// What somebody may read of her now for any purpose at all, whoever holds it; `None` for whoever is not on her team.
pub fn open_for_any_purpose(agreed: &AgreedState, who: &Who<'_>, her: &OfHer<'_>, now: DateTime<Utc>) -> Option<FieldSet> {
    let kind = agreed.registry.agency(who.agency)?.kind;
    let phase = Phase::of(her.rows);
    let standing = on_her_team(who, her, &phase, now)?;
    let mut open = FieldSet::EMPTY;
    for purpose in Purpose::ALL.iter().filter(|purpose| restriction::window(**purpose, &phase, now.date_naive()).is_some()) {
        let terms = terms_of(agreed, &Reader { agency: who.agency, kind, role: who.role, purpose: *purpose }, now);
        open = open_under(&terms, who, *purpose, standing, her, now).into_iter().fold(open, |open, fields| open | fields);
    }
    Some(open)
}

/// How somebody stands to her, if on her team now and not blocked by her.
fn on_her_team(who: &Who<'_>, her: &OfHer<'_>, phase: &Phase, now: DateTime<Utc>) -> Option<Standing> {
    let (standing, _) = standing(her.members, who, &phase.ends(), now)?;
    (standing == Standing::Team && !restriction::is_blocked(&her.rows.access_block, who, now)).then_some(standing)
}

/// What is open of others under each of the terms.
fn open_under(
    terms: &CallerTerms<'_>,
    who: &Who<'_>,
    purpose: Purpose,
    standing: Standing,
    her: &OfHer<'_>,
    now: DateTime<Utc>,
) -> Vec<FieldSet> {
    let asker = Asker { agency: who.agency, role: who.role, worker: who.worker, purpose };
    let consent = consent::standing(catalogue(), her.statements, &asker, now).consent;
    let ask = Ask { adopted: &terms.grants, internal: terms.internal, standing, purpose_is_open: true, consent: &consent };
    terms.terms.iter().map(|terms| decide(catalogue(), &ask, terms).agreed).collect()
}

/// What is agreed with an agency for one role there, whatever the purpose: worked out once for all on whose teams they are.
#[derive(Debug)]
pub struct Reach<'a> {
    agency: &'a str,
    role: Role,
    terms: Vec<(Purpose, CallerTerms<'a>)>,
}

impl<'a> Reach<'a> {
    /// What is agreed on this day.
    pub fn of(agreed: &'a AgreedState, agency: &'a str, role: Role, now: DateTime<Utc>) -> Option<Self> {
        let kind = agreed.registry.agency(agency)?.kind;
        let terms = |purpose: &Purpose| (*purpose, terms_of(agreed, &Reader { agency, kind, role, purpose: *purpose }, now));
        Some(Self { agency, role, terms: Purpose::ALL.iter().map(terms).collect() })
    }

    /// Whether the same holders share the same with this reader under both.
    pub fn is_like(&self, other: &Self) -> bool {
        self.terms.iter().zip(&other.terms).all(|((_, a), (_, b))| {
            let holders = || a.of.keys().chain(b.of.keys());
            holders().all(|holder| a.shared_by(holder) == b.shared_by(holder))
        })
    }

    /// What somebody may read now of the rows of each holder, for any purpose at all; `None` for whoever is not on her team.
    pub fn open(&self, worker: Option<&str>, her: &OfHer<'_>, now: DateTime<Utc>) -> Option<HashMap<&Holder, FieldSet>> {
        let (who, phase) = (Who { agency: self.agency, role: self.role, worker }, Phase::of(her.rows));
        let standing = on_her_team(&who, her, &phase, now)?;
        let mut all: HashMap<&Holder, FieldSet> = HashMap::new();
        for (purpose, terms) in &self.terms {
            if restriction::window(*purpose, &phase, now.date_naive()).is_none() {
                continue;
            }
            let open = open_under(terms, &who, *purpose, standing, her, now);
            for (holder, at) in &terms.of {
                *all.entry(holder).or_default() |= open.get(*at).copied().unwrap_or_default();
            }
        }
        Some(all)
    }
}

impl CallerTerms<'_> {
    /// The policies under which a holder shares, and what it has closed; nothing where it shares nothing.
    fn shared_by(&self, holder: &Holder) -> Option<(BTreeSet<&str>, FieldSet)> {
        let terms = self.of.get(holder).and_then(|at| self.terms.get(*at)).filter(|terms| !terms.adopted.is_empty())?;
        let policies = terms.adopted.iter().filter_map(|at| self.adopted.get(*at)).map(|adopted| adopted.policy);
        Some((policies.collect(), terms.denied))
    }
}

/// Decides about one person; `None` when she does not exist for the caller.
pub fn person(
    terms: &CallerTerms<'_>,
    question: &Question<'_>,
    state: &State,
    id: &str,
    by_own_reference: bool,
    now: DateTime<Utc>,
) -> Option<Decision> {
    let OfPerson { status, control } = state.persons.get(id)?;
    // A role that no agreement gives anything to, whatever the purpose, meets nobody: not even that she is here.
    if terms.meets_nobody {
        return None;
    }
    let rows = &control.rows;
    let who = Who { agency: question.caller.agency(), role: question.caller.role(), worker: question.caller.worker().map(AsRef::as_ref) };
    if !restriction::is_open(*status) || restriction::is_blocked(&rows.access_block, &who, now) {
        return None;
    }
    let phase = Phase::of(rows);
    let members = control.members.as_slice();
    let (standing, membership_ends) = standing(members, &who, &phase.ends(), now)?;
    // An agency that left her team finds her by its own number alone, and then its own record alone.
    if standing == Standing::OwnRecord && !by_own_reference {
        return None;
    }
    let window = restriction::window(question.purpose, &phase, now.date_naive());
    let asker = Asker { agency: who.agency, role: who.role, worker: who.worker, purpose: question.purpose };
    let counted = consent::standing(catalogue(), &control.statements, &asker, now);
    let ask =
        Ask { adopted: &terms.grants, internal: terms.internal, standing, purpose_is_open: window.is_some(), consent: &counted.consent };
    let allowed: Vec<_> = terms.terms.iter().map(|t| decide(catalogue(), &ask, t)).collect();
    let until = earliest([
        membership_ends,
        terms.until,
        window.flatten().and_then(|day| days_after(day, 0)),
        counted.until.and_then(|day| days_after(day, 1)),
        restriction::next_block(&rows.access_block, &who, now),
    ]);
    let own = |m: &&Member| m.agency == who.agency && m.role == who.role && (who.worker.is_none() || m.worker.as_deref() == who.worker);
    let invited_by = members.iter().find(own).and_then(|m| m.invited_by.clone());
    let entities = entities(question.selected, &allowed);
    Some(Decision { person: id.to_owned(), selected: question.selected, counted, phase, allowed, entities, invited_by, until })
}

/// Entities with a selected field that some holder's terms allow, and what those are computed from or gated by. Where the rows of a list
/// are selected by themselves, any field that is allowed lets them be there.
pub(super) fn entities(selected: FieldSet, allowed: &[Allowance]) -> EntitySet {
    let allowed = allowed.iter().fold(FieldSet::EMPTY, |all, a| all | a.fields());
    let open = allowed & selected;
    let mut set = EntitySet::default();
    for entity in catalogue().entities.iter().filter(|e| e.table.is_some()) {
        let leaves = || entity.fields.iter().map(|f| f.number).chain(entity.rows.map(|(n, _)| n));
        let rows = entity.rows.is_some_and(|(n, _)| selected.contains(n));
        if leaves().any(|n| open.contains(n)) || (rows && leaves().any(|n| allowed.contains(n))) {
            add(&mut set, entity.name, 2);
        }
    }
    set
}

/// Adds an entity, its parents, which gate it, and what it rests on.
fn add(set: &mut EntitySet, name: &str, depth: u8) {
    set.add(name);
    let parent = catalogue().entity(name).map(|e| e.parent).filter(|p| !p.is_empty() && *p != "Person");
    if let Some(list) = parent.and_then(|p| catalogue().entity(p)).filter(|p| p.cardinality == crate::vocabulary::Cardinality::Many) {
        add(set, list.name, depth);
    }
    for source in computed::rests_on(name).iter().filter(|s| depth > 0 && **s != name) {
        add(set, source, depth - 1);
    }
}
