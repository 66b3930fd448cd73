//! What agreements open and close: one that begins or ends, a party that is suspended or comes back, a denial, another policy.
//!
//! Nothing here opens or closes anything: each decision reads what is agreed itself. A sweep compares what is agreed today with what it was
//! when everybody was last told, whether a day or a file has changed it. Where readers are concerned it goes through the women on whose
//! teams they are, so many at a time, and tells what it closed or opened of each: by whose rows they are, and under her answers of now.

use super::{
    outbox::{self, Concerned, Had, WhoHad},
    still_open,
    store::{self, Look},
};
use crate::{
    agency::Holder,
    agreement::{self, Agreements, Terms, Walk},
    consent::{self, Statement},
    disclosure::{AgreedState, Hub, OfHer, Reach},
    error::Error,
    outbox::News,
    record::{Rows, catalogue},
    store::Writing,
    team::{self, Member},
    vocabulary::{ChangeKind, Coded, FieldSet, Role},
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Persons that are looked at together, in a handful of queries: with a year of looks each.
const PERSONS: u64 = 100;
/// The hub's own note of what caused a stop.
const CAUSE: &str = "TERMS";

/// Tells what has changed since everybody was last told; gives back of how many persons something was told.
pub(super) async fn turn(hub: &Hub, now: DateTime<Utc>) -> Result<usize, Error> {
    let reader = hub.store.reader();
    let mut turned = 0;
    // What another round has left half done comes first.
    if agreement::terms(reader).await?.walk.is_none() && !begun(hub, now).await? {
        return Ok(turned);
    }
    let agreed = hub.agreed.at(reader).await?;
    let Some(walk) = agreement::terms(reader).await?.walk else { return Ok(turned) };
    let before: Vec<AgreedState> = walk.before.iter().map(|before| agreed.under(before.clone())).collect();
    let changed = Changed::of(&agreed, &before, now);
    let mut walk = Some(walk);
    while let Some(at) = walk.take() {
        let Some((told, next)) = step(hub, &changed, at, now).await? else { break };
        turned += told;
        walk = next;
    }
    Ok(turned)
}

/// Begins to tell, where something is agreed now that was not when everybody was last told; false when there is nothing to tell.
async fn begun(hub: &Hub, now: DateTime<Utc>) -> Result<bool, Error> {
    let reader = hub.store.reader();
    let (agreed, terms) = (hub.agreed.at(reader).await?, agreement::terms(reader).await?);
    let today = now.date_naive();
    if terms.since.is_empty() && told(&terms).is_some_and(|told| told == agreed.agreements.on(today)) {
        return Ok(false);
    }
    // Looked at again where no file changes it. Whatever was decided before and is not on record yet is decided again, so that what
    // everybody had is on record from here on.
    let writing = hub.store.writing_agreed().await?;
    let (agreed, terms) = (hub.agreed.at(writing.db()).await?, agreement::terms(writing.db()).await?);
    let stands = agreed.agreements.on(today);
    if terms.walk.is_some() {
        return Ok(true);
    }
    // Of what was agreed before anybody looked nothing is told.
    let known: Vec<Agreements> = told(&terms).into_iter().collect();
    let between = terms.since.iter().filter(|_| !known.is_empty()).filter_map(|(_, kept)| Agreements::from_json(kept));
    let mut before: Vec<Agreements> = Vec::new();
    for state in known.iter().cloned().chain(between) {
        if !before.contains(&state) {
            before.push(state);
        }
    }
    if before == [stands.clone()] {
        before.clear();
    }
    agreement::tell(writing.db(), &stands, &before, &terms.since).await?;
    writing.commit().await?;
    Ok(!before.is_empty())
}

/// What everybody was last told of; nothing when it cannot be read.
fn told(terms: &Terms) -> Option<Agreements> {
    terms.told.as_ref().and_then(Agreements::from_json)
}

/// The next persons of a walk: of how many something was told, and where it goes on; nothing when another hub goes on with it.
async fn step(hub: &Hub, changed: &Changed<'_>, walk: Walk, now: DateTime<Utc>) -> Result<Option<(usize, Option<Walk>)>, Error> {
    let reader = hub.store.reader();
    let agencies: Vec<&str> = changed.0.iter().map(|reader| reader.agency).collect::<BTreeSet<_>>().into_iter().collect();
    let persons = if agencies.is_empty() { Vec::new() } else { store::with_places_of(reader, &agencies, &walk.after, PERSONS).await? };
    let all = Team::load(reader, &persons, &agencies, now).await?;
    let news: Vec<Vec<News>> = persons.iter().map(|person| changed.news(&all, person, now)).collect();
    let told = news.iter().filter(|news| !news.is_empty()).count();
    let next = persons.last().filter(|_| persons.len() as u64 == PERSONS);
    let writing = Writing::at_large(hub.store.writer()).await?;
    if !agreement::walked(writing.db(), &walk, next.map(String::as_str)).await? {
        return Ok(None);
    }
    crate::outbox::tell(writing.db(), news.into_iter().flatten().collect(), now).await?;
    writing.commit().await?;
    Ok(Some((told, next.map(|last| walk.past(last)))))
}

/// What is known of the persons of a page.
struct Team {
    members: HashMap<String, Vec<Member>>,
    statements: HashMap<String, Vec<Statement>>,
    rows: HashMap<String, Rows>,
    looks: HashMap<String, Vec<Look>>,
    /// Persons, each with an organisation that has a number for her.
    known: HashSet<(String, String)>,
}

impl Team {
    async fn load(db: &impl ConnectionTrait, persons: &[String], agencies: &[&str], now: DateTime<Utc>) -> Result<Self, Error> {
        Ok(Self {
            members: team::load(db, persons).await?,
            statements: consent::load(db, persons).await?,
            rows: still_open::rows(db, persons).await?,
            looks: store::looks_of(db, persons, agencies, outbox::since(now)).await?,
            known: store::knowing(db, persons).await?,
        })
    }
}

/// The readers with whom others share something else than before.
struct Changed<'a>(Vec<Reader<'a>>);

/// A role of an organisation, with what is agreed now and what was before: first what everybody was told of.
struct Reader<'a> {
    agency: &'a str,
    role: Role,
    before: Vec<Reach<'a>>,
    now: Reach<'a>,
}

impl<'a> Changed<'a> {
    fn of(agreed: &'a AgreedState, before: &'a [AgreedState], now: DateTime<Utc>) -> Self {
        let mut changed = Vec::new();
        for agency in agreed.registry.agencies() {
            for role in &agency.roles {
                let reach = |state: &'a AgreedState| Reach::of(state, &agency.id, *role, now);
                let (Some(stands), before) = (reach(agreed), before.iter().filter_map(reach).collect::<Vec<_>>()) else { continue };
                if before.iter().any(|before| !before.is_like(&stands)) {
                    changed.push(Reader { agency: &agency.id, role: *role, before, now: stands });
                }
            }
        }
        Self(changed)
    }

    /// What is told of one person.
    fn news(&self, all: &Team, person: &str, now: DateTime<Utc>) -> Vec<News> {
        let none = Rows::default();
        let her = OfHer {
            members: all.members.get(person).map_or(&[], Vec::as_slice),
            statements: all.statements.get(person).map_or(&[], Vec::as_slice),
            rows: all.rows.get(person).unwrap_or(&none),
        };
        let looks = all.looks.get(person).map_or(&[][..], Vec::as_slice);
        let holds = |holder: &Holder| holder.agency().is_none_or(|agency| all.known.contains(&(person.to_owned(), agency.to_string())));
        let mut news = Vec::new();
        let on_her_team = |reader: &&Reader<'_>| her.members.iter().any(|m| m.agency == reader.agency && m.role == reader.role);
        for reader in self.0.iter().filter(on_her_team) {
            let turned = reader.turned(&her, looks, &holds, now);
            let whom = Concerned { agency: reader.agency.to_owned(), role: reader.role, only: None };
            if !turned.closed.fields.is_empty() {
                news.extend(outbox::stops(person, CAUSE, WhoHad::from([(whom, turned.closed)]), now));
            }
            if !turned.opened.is_empty() {
                let fields = turned.opened.iter().filter_map(|n| catalogue().name_of(n)).collect();
                news.push(News { fields, role: Some(reader.role), ..News::new(ChangeKind::Changed, person, reader.agency) });
            }
        }
        news
    }
}

/// What turned of one person for one reader.
#[derive(Default)]
struct Turned {
    /// What was had and is closed.
    closed: Had,
    /// What is open that was not, and what of the closed others still share: it is read again.
    opened: FieldSet,
}

impl Reader<'_> {
    fn turned(&self, her: &OfHer<'_>, looks: &[Look], holds: &impl Fn(&Holder) -> bool, now: DateTime<Utc>) -> Turned {
        let mine = |m: &&Member| m.agency == self.agency && m.role == self.role;
        let looked: Vec<&Look> = looks.iter().filter(|l| l.agency == self.agency && Role::parse(&l.role) == Some(self.role)).collect();
        let placed = her.members.iter().filter(mine).map(|m| m.worker.as_deref());
        let workers: BTreeSet<Option<&str>> = placed.chain(looked.iter().map(|l| l.worker.as_deref())).chain([None]).collect();
        let mut turned = Turned::default();
        for worker in workers {
            // Whoever has left her team was told that.
            let Some(open) = self.now.open(worker, her, now) else { continue };
            let before: Vec<_> = self.before.iter().filter_map(|before| before.open(worker, her, now)).collect();
            let of = |state: &HashMap<&Holder, FieldSet>, holder: &Holder| state.get(holder).copied().unwrap_or_default();
            for look in looked.iter().filter(|look| look.worker.as_deref() == worker) {
                turned.closes(look, |holder| before.iter().fold(FieldSet::EMPTY, |all, b| all | of(b, holder)) & !of(&open, holder));
            }
            let new = |(holder, fields): (&&Holder, &FieldSet)| *fields & !before.first().map(|b| of(b, holder)).unwrap_or_default();
            let opened = open.iter().filter(|(holder, _)| holds(holder)).map(new).fold(FieldSet::EMPTY, |all, new| all | new);
            let still = open.values().fold(FieldSet::EMPTY, |all, fields| all | *fields);
            turned.opened |= opened | (turned.closed.fields & still);
        }
        turned
    }
}

impl Turned {
    /// Takes in what a look let through of it, by whose rows it was.
    fn closes(&mut self, look: &Look, closed: impl Fn(&Holder) -> FieldSet) {
        let had = outbox::received_of(look).iter().fold(FieldSet::EMPTY, |all, (holder, fields)| all | (*fields & closed(holder)));
        if had.is_empty() {
            return;
        }
        self.closed.fields |= had;
        self.closed.workers.extend(look.worker.clone());
        self.closed.last = self.closed.last.max(look.last);
    }
}
