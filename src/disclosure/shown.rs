//! What is let through of one person: released rows, in memory, with everything the answer is made from.

use super::{
    Question,
    agreed::AgreedState,
    control::OfPerson,
    decide::{CallerTerms, Decision},
};
use crate::{
    agency::Holder,
    computed::{self, Facts, MyPlan},
    decision::{Allowance, Lens},
    record::{Released, Row, RowReader, Rows, Sealed, TeamMember, catalogue, is_hidden, kept_by_gates, lens, never_stored},
    team::{Ends, Member, Who, stands},
    vocabulary::{AgencyKind, Coded, FieldSet, Plain, Reveals, Role},
};
use chrono::{DateTime, Utc};
use std::{
    cmp::Reverse,
    collections::{BTreeSet, HashMap, HashSet},
};

/// Why a row that was let through is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stands {
    /// Something recorded on it is open.
    ByItself,
    /// Nothing recorded on it is open, and a row of the caller's agency hangs under it.
    UnderOwnRows,
    /// Nothing recorded on it is open: it carries its children and is itself not there.
    Bare,
}

/// A row as far as it was let through.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its released values.
    pub released: Released,
    /// Whether the caller's agency holds it, which gives its version token.
    pub own: bool,
    /// Whether it may be said who holds it and when it was recorded.
    pub provenance: bool,
    /// The selected fields that are open on it, whether or not a value is recorded.
    pub(super) open: FieldSet,
    stands: Stands,
    rank: usize,
}

/// A person as far as she was let through. An answer is made from this and from nothing else.
#[derive(Clone, Debug)]
pub struct Disclosed {
    /// Her id in the hub.
    pub person: String,
    rows: Vec<Shown>,
    by_entity: HashMap<&'static str, Vec<usize>>,
    by_id: HashMap<String, usize>,
    by_worker: HashMap<String, usize>,
    plan: MyPlan,
    /// Whose rows about her were read.
    pub(super) holders: BTreeSet<Holder>,
    /// The selected fields that are open for some holder's rows.
    open: FieldSet,
}

impl Disclosed {
    /// Rows that hold no personal data, all of whose fields are public.
    pub fn public(rows: Vec<Sealed>, lens: &Lens) -> Self {
        gather(String::new(), rows.into_iter().map(|row| open_to_all(row, lens)).collect(), MyPlan::default())
    }

    /// Puts public rows beside hers, for links to point to.
    pub(super) fn add_public(&mut self, rows: Vec<Sealed>, lens: &Lens) {
        let rows = std::mem::take(&mut self.rows).into_iter().chain(rows.into_iter().map(|row| open_to_all(row, lens)));
        *self = Self {
            holders: std::mem::take(&mut self.holders),
            open: self.open,
            ..gather(std::mem::take(&mut self.person), rows.collect(), std::mem::take(&mut self.plan))
        };
    }

    /// The rows of a list entity, in their fixed order; children of a list only those of this parent.
    pub fn list(&self, entity: &str, parent: Option<&str>) -> Vec<&Shown> {
        let rows = self.entity(entity).filter(|s| s.released.row.holder != Holder::Hub);
        let rows = rows.filter(|s| self.is_there(s));
        let mut rows: Vec<_> = rows.filter(|s| parent.is_none_or(|p| self.parent_of(s) == Some(p))).collect();
        // Her one plan comes before the rows that are joined into it and those that are closed.
        rows.sort_by_key(|s| !self.is_one_plan(s));
        rows
    }

    /// Every step that was let through of this plan: those of its goals, and those whose goal was not let through.
    pub fn steps_of(&self, plan: &str) -> Vec<&Shown> {
        let goal_of = |s: &&Shown| s.released.row.parent_id.as_deref().and_then(|goal| self.linked("Goal", goal));
        let in_plan = |s: &&Shown| match goal_of(s) {
            Some(goal) => self.parent_of(goal) == Some(plan),
            None => self.plan.id.as_deref() == Some(plan),
        };
        self.entity("Step").filter(|s| self.is_there(s)).filter(in_plan).collect()
    }

    /// The accounts of a single entity, the default one first: the first readable holder in the entity's declared order. Of two holders
    /// of one kind the later account comes first: a prison she has left still holds where she was.
    pub fn accounts(&self, entity: &str, parent: Option<&str>) -> Vec<&Shown> {
        let mut accounts = self.list(entity, parent);
        accounts.sort_by_key(|s| (s.rank, Reverse(s.released.row.recorded_at), s.released.row.id.clone()));
        accounts
    }

    /// The hub's own row of a single entity: what it computed.
    pub fn computed(&self, entity: &str) -> Option<&Shown> {
        self.entity(entity).find(|s| s.released.row.holder == Holder::Hub)
    }

    /// Her own words in a field of a single entity, for which no agency's account stands. Several agencies may have written down a part
    /// of what she says: of those that are there for the reader, what was written last.
    pub fn hers(&self, entity: &str, position: usize) -> Option<&Plain> {
        let rows = self.entity(entity).filter(|s| s.released.row.holder == Holder::Herself && self.is_there(s)).map(|s| &s.released);
        let written = rows.filter_map(|row| Some((row.written(position)?, &row.row.id)));
        written.max_by_key(|((at, _), id)| (*at, *id)).map(|((_, value), _)| value)
    }

    /// The row that a link points to, if it was let through: rows by id, workers as `AGENCY/WORKER`.
    pub fn linked(&self, target: &str, id: &str) -> Option<&Shown> {
        let index = if target == "TeamMember" { self.by_worker.get(id).or_else(|| self.by_id.get(id)) } else { self.by_id.get(id) };
        self.rows.get(*index?).filter(|s| s.released.meta.name == target && self.is_there(s))
    }

    /// The selected fields that are open for some holder's rows, whether or not there is one.
    pub fn open(&self) -> FieldSet {
        self.open
    }

    /// Which of these fields are open on a row that is there for the reader; nothing where it is not.
    pub fn open_on(&self, row: &str, fields: FieldSet) -> FieldSet {
        let there = self.by_id.get(row).and_then(|at| self.rows.get(*at)).filter(|shown| self.is_there(shown));
        there.map_or(FieldSet::EMPTY, |shown| shown.open & fields)
    }

    /// Which of these fields say something on rows that are there for the reader.
    pub fn said(&self, fields: FieldSet) -> FieldSet {
        let said = self.rows().flat_map(|shown| shown.released.fields()).filter(|(_, value)| value.is_some());
        FieldSet::of(said.map(|(field, _)| field.number)) & fields
    }

    /// Every row that is there for the reader.
    pub fn rows(&self) -> impl Iterator<Item = &Shown> {
        self.rows.iter().filter(|s| self.is_there(s))
    }

    /// A row of which nothing recorded is open is not there: an account of nulls would tell that there is something. Her one plan
    /// is there for whoever meets a part of it.
    fn is_there(&self, shown: &Shown) -> bool {
        shown.stands != Stands::Bare || shown.own || self.is_one_plan(shown)
    }

    fn is_one_plan(&self, shown: &Shown) -> bool {
        self.plan.id.as_ref() == Some(&shown.released.row.id)
    }

    fn entity(&self, entity: &str) -> impl Iterator<Item = &Shown> {
        self.by_entity.get(entity).into_iter().flatten().filter_map(|i| self.rows.get(*i))
    }

    /// The row a row hangs under. The goals of every open plan are goals of her one plan, and so is a goal that names none.
    fn parent_of<'a>(&'a self, shown: &'a Shown) -> Option<&'a str> {
        let parent = shown.released.row.parent_id.as_deref();
        let joined = parent.is_none_or(|p| self.plan.joined.iter().any(|open| open == p));
        match shown.released.meta.name {
            "Goal" if joined => self.plan.id.as_deref().or(parent),
            _ => parent,
        }
    }
}

/// Lets through what the decision allows of her rows.
pub(super) fn disclose(
    agreed: &AgreedState,
    question: &Question<'_>,
    her: &OfPerson,
    terms: &CallerTerms<'_>,
    decision: &Decision,
    rows: &Rows,
    now: DateTime<Utc>,
) -> Disclosed {
    let members = her.control.members.as_slice();
    let given = rows.not_of(&terms.apart);
    let facts = Facts {
        person: &decision.person,
        rows,
        given: &given,
        members,
        phase: &decision.phase,
        status: her.status,
        purpose: question.purpose,
        named: decision.counted.consent.named,
        now,
    };
    let caller = question.caller;
    let plan = computed::my_plan(&facts);
    let lead = computed::lead(&decision.phase, now.date_naive()).map(|l| l.role);
    let contact = contact(members, decision.invited_by.as_deref(), lead, &decision.phase.ends(), now);
    let reader = RowReader {
        who: Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) },
        kind: caller.kind(),
        purpose: question.purpose,
        lead,
        contact: contact.as_deref(),
        plan: plan.id.as_deref(),
    };
    let pass = Pass { agreed, terms, decision, reader };
    let sealed = computed::seal(&facts);
    let holders = sealed.iter().map(|row| row.row.holder.clone()).collect();
    let carrying = pass.under_own_rows(&sealed, &plan);
    let shown = sealed.into_iter().filter_map(|row| pass.through(row, &carrying)).collect();
    Disclosed { holders, open: decision.open(), ..gather(decision.person.clone(), shown, plan) }
}

/// Lets through what is hers of her rows: no gate stands between her and her own record, and every row says whose it is.
pub(super) fn disclose_own(
    agreed: &AgreedState,
    facts: &Facts<'_>,
    sealed: Vec<Sealed>,
    selected: FieldSet,
    allowance: impl Fn(&Holder) -> Allowance,
) -> Disclosed {
    let holders: BTreeSet<Holder> = sealed.iter().map(|row| row.row.holder.clone()).collect();
    let hers: HashMap<&Holder, Allowance> = holders.iter().map(|holder| (holder, allowance(holder))).collect();
    let hub = allowance(&Holder::Hub).lens(selected, true);
    let through = |row: Sealed| {
        let open = hers.get(&row.row.holder).copied().unwrap_or_default().fields() & !never_stored(&row);
        let bare = row.row.holder != Holder::Hub && !row.records_any(&open);
        let lens = Allowance { agreed: open, own: FieldSet::EMPTY }.lens(selected, true);
        let hub = hub.narrowed(!never_stored(&row));
        let (own, rank) = (row.row.holder == Holder::Herself, rank(&row, agreed));
        let stands = if bare { Stands::Bare } else { Stands::ByItself };
        Shown { released: row.release(&lens, &hub), own, provenance: true, open: lens.fields(), stands, rank }
    };
    let shown = sealed.into_iter().map(through).collect();
    Disclosed { holders: holders.clone(), ..gather(facts.person.to_owned(), shown, computed::my_plan(facts)) }
}

/// The worker whom a summary of her team shows: who invited the reader, while that worker is on the team, else who leads (domain B3).
fn contact(members: &[Member], invited_by: Option<&str>, lead: Option<Role>, ends: &Ends, now: DateTime<Utc>) -> Option<String> {
    let mut there = members.iter().filter(|m| stands(m, ends, now)).filter_map(computed::global_name);
    let inviter = there.find(|name| Some(name.as_str()) == invited_by);
    inviter.or_else(|| computed::global_name(computed::leading(members, lead?, ends, now)?))
}

/// Bench only: rows of which everything that was selected is let through.
#[cfg(feature = "bench")]
pub(super) fn undecided(agreed: &AgreedState, person: &str, rows: Vec<Sealed>, lens: &Lens, plan: MyPlan) -> Disclosed {
    let show = |row: Sealed| {
        let rank = rank(&row, agreed);
        Shown { released: row.release(lens, lens), own: false, provenance: false, open: lens.fields(), stands: Stands::ByItself, rank }
    };
    gather(person.to_owned(), rows.into_iter().map(show).collect(), plan)
}

/// One person's decision, applied to her rows one by one.
struct Pass<'a> {
    agreed: &'a AgreedState,
    terms: &'a CallerTerms<'a>,
    decision: &'a Decision,
    reader: RowReader<'a>,
}

impl Pass<'_> {
    fn allowance(&self, holder: &Holder) -> Allowance {
        let index = self.terms.of.get(holder);
        index.and_then(|i| self.decision.allowed.get(*i)).copied().unwrap_or_default()
    }

    /// The rows that must be there for an agency to meet its own rows under them, whoever holds them: an agency always reads its own record.
    fn under_own_rows(&self, sealed: &[Sealed], plan: &MyPlan) -> HashSet<String> {
        let own = sealed.iter().filter(|row| row.row.holder.is_agency(self.reader.who.agency));
        let readable = own.filter(|row| row.meta.fields.iter().any(|f| self.allowance(&row.row.holder).own.contains(f.number)));
        let under = readable.filter_map(|row| match (row.meta.name, &row.row.parent_id) {
            ("Step", _) | ("Goal", None) => plan.id.clone(),
            ("Goal", Some(parent)) if plan.joined.contains(parent) => plan.id.clone(),
            (_, parent) => parent.clone(),
        });
        under.collect()
    }

    /// A row through its gates; `None` ends it here.
    fn through(&self, row: Sealed, carrying: &HashSet<String>) -> Option<Shown> {
        let allowed = self.allowance(&row.row.holder);
        let carries = carrying.contains(&row.row.id);
        let Some(open) = lens(&row, &allowed, &self.reader, !FieldSet::EMPTY) else {
            return carries.then(|| shell(row, &allowed));
        };
        let selected = self.decision.selected;
        // Whether a row is there does not hang on what was selected: the default account is the same whatever is asked of it.
        let bare = row.row.holder != Holder::Hub && !row.records_any(&open.fields());
        let lens = open.narrowed(selected);
        #[cfg(feature = "bench")]
        let lens = {
            let reader = &self.reader;
            super::bench::asked(&row, lens, selected, allowed.own, &self.decision.counted.consent, reader.who.role, reader.purpose)
        };
        // A computed value is the hub's, on whichever row it stands; the row itself must have been let through first.
        let hub = self.allowance(&Holder::Hub).lens(selected, true).narrowed(lens_scope(&row, &lens.fields(), &allowed));
        let own = row.row.holder.is_agency(self.reader.who.agency);
        // An own row passes no gate, but for what the hub says on it of rows that are not there.
        let hidden = own && is_hidden(&row, &allowed, &self.reader);
        let hub = if hidden { hub.narrowed(!kept_by_gates(&row)) } else { hub };
        let provenance = own || self.tells_its_holder(&row.row, &allowed);
        let stands = match (bare, carries) {
            (false, _) => Stands::ByItself,
            (true, true) => Stands::UnderOwnRows,
            (true, false) => Stands::Bare,
        };
        let rank = rank(&row, self.agreed);
        Some(Shown { released: row.release(&lens, &hub), own, provenance, open: lens.fields(), stands, rank })
    }

    /// Who holds a row is gated like the holder's row in the team list.
    fn tells_its_holder(&self, row: &Row, allowed: &Allowance) -> bool {
        let Holder::Agency(id) = &row.holder else { return true };
        // A summary of her team shows one worker, and so one organisation.
        let listed = TeamMember::META.rows.is_some_and(|(rows, _)| allowed.agreed.contains(rows));
        let contact = || self.reader.contact.and_then(|name| name.split_once('/')).is_some_and(|(agency, _)| agency == id.as_ref());
        if !listed && !contact() {
            return false;
        }
        let kind = self.agreed.registry.agency(id).map(|a| a.kind);
        match kind.and_then(role_of).map(|role| role.entry().reveals) {
            Some(Reveals::Nothing) => true,
            Some(Reveals::All(categories)) => {
                categories.iter().all(|c| catalogue().present(*c).is_some_and(|present| allowed.agreed.contains(present)))
            }
            Some(Reveals::Never) | None => false,
        }
    }
}

/// A row of a public table.
fn open_to_all(row: Sealed, lens: &Lens) -> Shown {
    Shown { released: row.release(lens, lens), own: false, provenance: false, open: lens.fields(), stands: Stands::ByItself, rank: 0 }
}

/// A row with nothing on it.
fn shell(row: Sealed, allowed: &Allowance) -> Shown {
    let nothing = allowed.lens(FieldSet::EMPTY, false);
    Shown {
        released: row.release(&nothing, &nothing),
        own: false,
        provenance: false,
        open: FieldSet::EMPTY,
        stands: Stands::UnderOwnRows,
        rank: 0,
    }
}

/// Which computed fields may stand on a row: all on the hub's own; on another's row those that its passage leaves open.
fn lens_scope(row: &Sealed, shown: &FieldSet, allowed: &Allowance) -> FieldSet {
    let is_list = row.meta.cardinality == crate::vocabulary::Cardinality::Many;
    let summary_only = is_list && row.meta.rows.is_some_and(|(rows, _)| !allowed.fields().contains(rows));
    match (computed::is_hubs(&row.row), summary_only) {
        (true, _) | (false, false) => !FieldSet::EMPTY,
        (false, true) => computed::summary_fields() | *shown,
    }
}

/// Where an account stands among those of its entity: by the declared order of holders, then those that it does not name.
fn rank(row: &Sealed, agreed: &AgreedState) -> usize {
    let holders = row.meta.holders;
    let token = match &row.row.holder {
        Holder::Herself => "WOMAN",
        Holder::Hub => "HUB",
        Holder::Agency(id) => agreed.registry.agency(id).map_or("", |a| a.kind.code()),
    };
    holders.iter().position(|h| *h == token).unwrap_or(holders.len())
}

/// The role by which an organisation of this kind shows in a team list.
fn role_of(kind: AgencyKind) -> Option<Role> {
    Some(match kind {
        AgencyKind::Prison => Role::Pom,
        AgencyKind::Probation => Role::Com,
        AgencyKind::LaLeavingCare => Role::Pa,
        AgencyKind::LaChildrenSoc => Role::Csw,
        AgencyKind::LaHousing => Role::Lha,
        AgencyKind::WomensCentre => Role::Wcw,
        AgencyKind::Peer => Role::Peerc,
        AgencyKind::HousingProvider => Role::Hpw,
        AgencyKind::Health => Role::Health,
        AgencyKind::DrugAlcohol => Role::Daw,
        AgencyKind::DaService => Role::Idva,
        AgencyKind::FamilyService => Role::Fam,
        AgencyKind::EteDwp => Role::Ete,
        AgencyKind::Nominated => Role::Adv,
        AgencyKind::StatutoryForum => Role::Forum,
        AgencyKind::Community => Role::CommunityWorker,
        AgencyKind::Oversight | AgencyKind::Hub => return None,
    })
}

/// Keeps rows whose parents were let through, and indexes them.
fn gather(person: String, shown: Vec<Shown>, plan: MyPlan) -> Disclosed {
    let there: HashSet<String> = shown.iter().map(|s| s.released.row.id.clone()).collect();
    let mut disclosed = Disclosed {
        person,
        rows: shown
            .into_iter()
            .filter(|s| s.own || s.released.row.parent_id.as_ref().is_none_or(|p| there.contains(p) || is_a_step(s)))
            .collect(),
        by_entity: HashMap::new(),
        by_id: HashMap::new(),
        by_worker: HashMap::new(),
        plan,
        holders: BTreeSet::new(),
        open: FieldSet::EMPTY,
    };
    for (index, shown) in disclosed.rows.iter().enumerate() {
        let row = &shown.released.row;
        disclosed.by_entity.entry(shown.released.meta.name).or_default().push(index);
        if row.holder != Holder::Hub {
            disclosed.by_id.insert(row.id.clone(), index);
        }
        if shown.released.meta.name == "TeamMember" {
            disclosed.by_worker.insert(format!("{}/{}", row.recorded_by, row.source_ref), index);
        }
    }
    disclosed
}

/// A step is met without its goal by the one whose step it is (domain B5): it hangs under the plan for them.
fn is_a_step(shown: &Shown) -> bool {
    shown.released.meta.name == "Step"
}
