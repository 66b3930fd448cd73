//! The change feed: what an organisation has to learn, by cursor, in an order that loses nothing.
//!
//! News stands in the outbox as it happened; what of it is told is decided when it is read, by the very decision that a read would meet,
//! and recorded before it is told. What may not be told leaves no trace: no line, no gap, no count, and a cursor that says nothing.

mod acknowledge;
mod cursor;
mod store;
mod told;

pub use acknowledge::{Acknowledge, acknowledge};

use crate::{
    audit::{Decided, Entry, Recorded},
    choices::Acting,
    disclosure::{Looked, Pointed, Question, TRIES, kept_changing, point},
    error::Error,
    outbox::secret,
    record::catalogue,
    team::Who,
    vocabulary::{ChangeKind, Coded, FieldSet, MembershipState, Purpose},
};
use chrono::NaiveDate;
use cursor::{Cursor, Key, Place};
use entity::{membership, outbox};
use std::collections::{BTreeSet, HashMap, HashSet};
use store::Span;
use told::News;

/// The root field.
const OPERATION: &str = "changes";
/// News that is looked at together.
const CHUNK: usize = 200;
/// So many times a page looks at most: what may not be told is decided like the rest, and however much of it there is, a page has to
/// end within the time of a request.
const LOOKS: usize = 20;

/// What is asked of the feed.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What for: what may be told is what may be read for this.
    pub purpose: Purpose,
    /// Where to go on; nothing to begin.
    pub after: Option<String>,
    /// So many lines at most.
    pub first: usize,
}

/// A line of the feed. It points, and holds no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id: the same whenever it is read, and by which a stop is acknowledged.
    pub id: String,
    /// Its kind.
    pub kind: ChangeKind,
    /// The person; nobody for an invitation.
    pub person: Option<String>,
    /// The place on her team, for an invitation and where it was left.
    pub place: Option<String>,
    /// Fields, `Entity.field`, that changed and may be read, or that must no longer be used.
    pub fields: Vec<String>,
    /// Ids of rows that the reader had and that were taken back.
    pub gone: Vec<String>,
    /// The only worker of the organisation whom it concerns.
    pub worker: Option<String>,
    /// By when a stop is acknowledged.
    pub due: Option<NaiveDate>,
}

/// A page of the feed.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its lines.
    pub changes: Vec<Change>,
    /// Where to go on: given out anew each time, whether or not anything happened.
    pub end: String,
    /// Whether to ask again at once: the page is full, or it ended before everything was looked at.
    pub more: bool,
}

/// Reads a page of the feed. Without a cursor it begins with what still waits for an answer, and goes on from now.
///
/// # Errors
/// `INVALID_INPUT` at `after` for a cursor that has expired or is none; `UNAVAILABLE` when nothing could be recorded.
pub async fn read(acting: &Acting<'_>, ask: &Ask) -> Result<Page, Error> {
    for _ in 0..TRIES {
        // Anew each time: what is agreed may be what has changed.
        if let Some(page) = Feed::of(acting, ask).await?.page(ask).await? {
            return Ok(page);
        }
    }
    Err(kept_changing())
}

/// The feed of one reader.
struct Feed<'a> {
    acting: &'a Acting<'a>,
    who: Who<'a>,
    purpose: Purpose,
    /// Whatever the reader's role can ever read.
    ever: FieldSet,
    agreed: i64,
    /// Who may use a cursor of this feed.
    reader: String,
    key: Key,
}

/// Lines, each with its place, and what they rest on.
struct Told {
    lines: Vec<(Place, Change)>,
    looked: Looked,
    /// Whom the lines are about that point to nothing of hers.
    beside: BTreeSet<String>,
}

impl<'a> Feed<'a> {
    async fn of(acting: &'a Acting<'a>, ask: &Ask) -> Result<Self, Error> {
        let caller = acting.caller;
        let agreed = acting.hub.agreed.at(acting.hub.store.reader()).await?;
        caller.still(&agreed.registry)?;
        let ever = agreed.ever(caller.role(), acting.now().date_naive());
        // Of a row only its fields are told: whether it is there is told by them.
        let leaves = FieldSet::of(catalogue().fields().map(|field| field.number));
        Ok(Self {
            acting,
            who: Who { agency: caller.agency(), role: caller.role(), worker: caller.worker().map(AsRef::as_ref) },
            purpose: ask.purpose,
            ever: ever & leaves,
            agreed: agreed.version,
            reader: format!("{}/{}/{}", caller.agency(), caller.role().code(), caller.worker().map_or("*", AsRef::as_ref)),
            key: Key::new(&secret(&acting.hub.store).await?)?,
        })
    }

    /// A page, recorded; `None` when something that it rests on has changed meanwhile.
    async fn page(&self, ask: &Ask) -> Result<Option<Page>, Error> {
        let (hub, now) = (self.acting.hub, self.acting.now());
        let reader = hub.store.reader();
        let horizon = store::horizon(reader).await?;
        let begins = || Ok(Cursor { next: Place::default(), since: horizon, issued: now });
        let cursor = ask.after.as_deref().map_or_else(begins, |text| self.key.read(text, &self.reader, horizon, now))?;
        let mut span = Span { next: cursor.next, since: cursor.since, horizon };
        let mut page = Told { lines: Vec::new(), looked: Looked::nothing(self.agreed), beside: BTreeSet::new() };
        for _ in 0..LOOKS {
            if span.next >= horizon || page.lines.len() >= ask.first {
                break;
            }
            let mut rows = store::news(reader, &self.who, &span, CHUNK).await?;
            span.next = rows.last().filter(|_| rows.len() == CHUNK).map_or(horizon, |row| place(row).next());
            let mut told = self.told(&rows).await?;
            let room = ask.first - page.lines.len();
            if let Some(last) = told.lines.get(room - 1).map(|(at, _)| *at).filter(|_| told.lines.len() > room) {
                // Decided again without what does not fit on the page: what is not told is not recorded.
                rows.retain(|row| place(row) <= last);
                told = self.told(&rows).await?;
                span.next = last.next();
            }
            if !told.looked.rests_on(self.agreed) {
                return Ok(None);
            }
            page.absorb(told);
        }
        let more = page.lines.len() == ask.first || span.next < horizon;
        let end = self.key.seal(&Cursor { next: span.next, since: cursor.since, issued: now }, &self.reader)?;
        let changes = page.lines.into_iter().map(|(_, change)| change).collect();
        let beside = page.beside.iter().map(|person| self.entry().decided(person, Decided::nothing())).collect();
        let stands = page.looked.record(hub, beside).await? == Recorded::Stands;
        Ok(stands.then_some(Page { changes, end, more }))
    }

    fn entry(&self) -> Entry<'_> {
        let acting = self.acting;
        Entry { caller: acting.caller, operation: OPERATION, purpose: Some(self.purpose), trace: acting.trace, at: acting.now() }
    }

    /// What of this news is told.
    async fn told(&self, rows: &[outbox::Model]) -> Result<Told, Error> {
        let news: Vec<News> =
            rows.iter().cloned().filter_map(News::read).filter(|news| news.is_about(self.purpose) && news.is_for(&self.who)).collect();
        let reader = self.acting.hub.store.reader();
        let places = self.places(&news).await?;
        let dropped: Vec<_> = news.iter().flat_map(News::dropped).collect();
        let had = store::had(reader, &self.who, self.purpose, &dropped).await?;
        let looked = self.look(&news, &had).await?;
        let line = |news: &News| {
            let her = looked.persons.iter().find(|her| her.person == news.row.person_id);
            match news.kind {
                ChangeKind::Changed => news.changed(her?, &had, self.ever).map(|changed| news.change(changed)),
                ChangeKind::StopUsing => news.row.acknowledged_at.is_none().then(|| news.stop()),
                // While others of the organisation are on her team, or it came back, a system has not left.
                ChangeKind::Left => her.is_none().then(|| places.get(news.row.cause.as_deref()?)).flatten().map(|place| news.place(place)),
                ChangeKind::Invited => {
                    let place = places.get(news.row.cause.as_deref()?)?;
                    (place.state == MembershipState::Invited.code()).then(|| news.place(place))
                }
            }
        };
        let (mut lines, mut beside) = (Vec::new(), BTreeSet::new());
        for news in &news {
            if let Some(line) = line(news) {
                lines.push((news.place, line));
                beside.insert(news.row.person_id.clone());
            }
        }
        let looked = looked.about(&beside);
        Ok(Told { lines, looked, beside })
    }

    /// The places that news is about, by id.
    async fn places(&self, news: &[News]) -> Result<HashMap<String, membership::Model>, Error> {
        let of_places = news.iter().filter(|n| matches!(n.kind, ChangeKind::Invited | ChangeKind::Left));
        let ids: Vec<String> = of_places.filter_map(|n| n.row.cause.clone()).collect();
        let found = store::places(self.acting.hub.store.reader(), &ids).await?;
        Ok(found.into_iter().map(|place| (place.id.clone(), place)).collect())
    }

    /// Decides as a read would about everybody whom the news is about.
    async fn look(&self, news: &[News], had: &HashSet<String>) -> Result<Looked, Error> {
        let met = |n: &&News| matches!(n.kind, ChangeKind::Changed | ChangeKind::Left);
        let persons: BTreeSet<String> = news.iter().filter(met).map(|n| n.row.person_id.clone()).collect();
        if persons.is_empty() {
            return Ok(Looked::nothing(self.agreed));
        }
        let changed = || news.iter().filter(|n| n.kind == ChangeKind::Changed);
        let selected = changed().fold(FieldSet::EMPTY, |all, n| all | n.about(self.ever));
        let acting = self.acting;
        let question = Question { caller: acting.caller, purpose: self.purpose, selected, operation: OPERATION, trace: acting.trace };
        let persons: Vec<String> = persons.into_iter().collect();
        let pick = |her: &crate::disclosure::Disclosed| {
            let mut pointed = Pointed::default();
            for changed in changed().filter(|n| n.row.person_id == her.person).filter_map(|n| n.changed(her, had, self.ever)) {
                pointed.fields |= changed.fields;
                pointed.rows.extend(changed.rows);
            }
            pointed
        };
        point(acting.hub, &question, &persons, &pick).await
    }
}

impl Told {
    fn absorb(&mut self, other: Self) {
        self.lines.extend(other.lines);
        self.looked.absorb(other.looked);
        self.beside.extend(other.beside);
    }
}

fn place(row: &outbox::Model) -> Place {
    Place { tx: row.tx, id: row.id }
}
