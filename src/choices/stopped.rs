//! What a stop comes to, told in plain words (`domain.md` D4): what goes on and by which law, what breaks, who had it.

use super::{
    Acting, around,
    her::Her,
    notice,
    outbox::{self, WhoHad},
};
use crate::{
    consent::Statement,
    disclosure::{AgreedState, TRIES, kept_changing},
    error::Error,
    record::{EntitySet, Rows},
    vocabulary::{Category, ConsentItem},
};
use chrono::{DateTime, Days, Utc};
use sea_orm::ConnectionTrait;
use std::collections::{BTreeMap, BTreeSet};

/// Days ahead in which a release may lose something.
const DAYS_AHEAD: u64 = 7;

/// An organisation that had something of what she stopped.
#[derive(Clone, Debug)]
pub struct HadIt {
    /// Its name.
    pub organisation: String,
    /// When it last looked.
    pub last: DateTime<Utc>,
}

/// What she is told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// When it stopped.
    pub said_on: Option<DateTime<Utc>>,
    /// What goes on, and by which law.
    pub goes_on: Vec<String>,
    /// What breaks.
    pub breaks: Vec<String>,
    /// Who had it; each was told to stop using it.
    pub had_it: Vec<HadIt>,
    /// Who looked between the moment she said it and the moment it was typed in.
    pub looked_between: Vec<HadIt>,
}

/// The list that belongs to a stop which was said in a talk of the caller's own.
///
/// # Errors
/// `NOT_FOUND` for a talk that is not the caller's, and a stop that is not hers.
pub async fn told_in(acting: &Acting<'_>, session: &str, stop: &str) -> Result<Told, Error> {
    for _ in 0..TRIES {
        let sitting = acting.sitting_with(session).await?;
        let told = listed(acting, &sitting.her, stop, &Named::AllBut(&BTreeSet::new())).await?;
        if sitting.stands(acting, "stop").await? {
            return Ok(told);
        }
    }
    Err(kept_changing())
}

/// The list that belongs to a stop which a member of her team passed on: she may not be there to hear it, so that it names no
/// organisation of which the caller's own question about her team would not tell, and says nothing of her days.
///
/// # Errors
/// `NOT_FOUND` for whoever may not meet her, and a stop that is not hers.
pub async fn told(acting: &Acting<'_>, person: &str, stop: &str) -> Result<Told, Error> {
    let about = [person.to_owned()];
    for _ in 0..TRIES {
        let seen = acting.before(&about).await?;
        let Some(her) = acting.meet(acting.hub.store.reader(), person).await? else {
            acting.record("stop", None).await?;
            return Err(Error::NotFound);
        };
        let known = around::seen_by(acting, "stop", person).await?;
        let told = listed(acting, &her, stop, &Named::Only(&known)).await?;
        if acting.stands("stop", &about, seen, her.own_place_ends(acting)).await? {
            return Ok(told);
        }
    }
    Err(kept_changing())
}

/// Which organisations a list names.
pub(super) enum Named<'a> {
    /// These alone: it is told to somebody who may know of no others, and of nothing of her days.
    Only(&'a BTreeSet<String>),
    /// Every one but these, for her to hear.
    AllBut(&'a BTreeSet<String>),
}

impl Named<'_> {
    fn names(&self, agency: &str) -> bool {
        match self {
            Self::Only(known) => known.contains(agency),
            Self::AllBut(kept) => !kept.contains(agency),
        }
    }
}

async fn listed(acting: &Acting<'_>, her: &Her, stop: &str, named: &Named<'_>) -> Result<Told, Error> {
    let reader = acting.hub.store.reader();
    let agreed = acting.hub.agreed.at(reader).await?;
    list(reader, &agreed, her, stop, named, acting.now()).await
}

/// The list, of the organisations that it may name.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    agreed: &AgreedState,
    her: &Her,
    stop: &str,
    named: &Named<'_>,
    now: DateTime<Utc>,
) -> Result<Told, Error> {
    let Some(said) = her.statements.iter().find(|s| s.id == stop) else { return Err(Error::NotFound) };
    let mut had = outbox::who_had(db, agreed, &her.id, said, now).await?;
    had.retain(|whom, _| named.names(&whom.agency));
    Ok(Told {
        said_on: Some(said.said_on),
        goes_on: goes_on(agreed, her, named, now),
        breaks: breaks(db, &her.id, said, matches!(named, Named::AllBut(_)), now).await?,
        had_it: looked(agreed, &had, DateTime::<Utc>::MIN_UTC),
        looked_between: looked(agreed, &had, said.said_on),
    })
}

/// The organisations that had it and looked after a moment, each once.
fn looked(agreed: &AgreedState, had: &WhoHad, after: DateTime<Utc>) -> Vec<HadIt> {
    let mut last: BTreeMap<&str, DateTime<Utc>> = BTreeMap::new();
    for (whom, had) in had.iter().filter(|(_, had)| had.last > after) {
        let latest = last.entry(&whom.agency).or_default();
        *latest = had.last.max(*latest);
    }
    let name = |id: &str| agreed.registry.agency(id).map_or_else(|| id.to_owned(), |a| a.name.clone());
    last.into_iter().map(|(agency, last)| HadIt { organisation: name(agency), last }).collect()
}

/// What the workers around her see by law, and what always goes on.
fn goes_on(agreed: &AgreedState, her: &Her, named: &Named<'_>, now: DateTime<Utc>) -> Vec<String> {
    let mut lines = Vec::new();
    let around = her.around_her(now).map(|m| m.agency.as_str());
    let mut agencies: Vec<&str> = around.filter(|agency| named.names(agency)).collect();
    agencies.sort_unstable();
    agencies.dedup();
    for agency in agencies {
        let roles: Vec<_> = her.around_her(now).filter(|m| m.agency == agency).map(|m| m.role).collect();
        lines.extend(notice::lines(agreed, agency, &roles, now.date_naive()));
    }
    lines.push("Each place still keeps its own notes.".to_owned());
    lines.push("If you or someone else could be badly hurt, we may tell people who can help.".to_owned());
    lines
}

/// What she may lose, without a word of her plan: whoever reads it aloud may not know the plan. That her release is near is told where
/// she hears it.
async fn breaks(
    db: &impl ConnectionTrait,
    person: &str,
    said: &Statement,
    she_hears: bool,
    now: DateTime<Utc>,
) -> Result<Vec<String>, Error> {
    let wanted = EntitySet { release_day: true, ..EntitySet::default() };
    let rows = Rows::load(db, &[person.to_owned()], &wanted).await?;
    let today = now.date_naive();
    let soon = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
    let stops = |category| said.items.is_empty() || said.items.contains(&ConsentItem::Category(category));
    let mut lines = Vec::new();
    if she_hears && rows.release_day.iter().filter_map(|r| r.date).any(|day| (today..=soon).contains(&day)) && stops(Category::ReleaseDay) {
        lines.push("Your release day is near. Someone who meets you may not be told when or where.".to_owned());
    }
    if stops(Category::HousingNeed) {
        lines.push("If we asked a council for help with a home, that can stop. We would have to ask again.".to_owned());
    }
    if stops(Category::PlanActions) {
        lines.push("A step that they do with you may have no one to do it.".to_owned());
    }
    Ok(lines)
}
