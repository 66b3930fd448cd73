//! What is known of her when something is changed: whether her record is open, her team, her answers, her blocks.

use super::{Acting, store};
use crate::{
    agency::Holder,
    computed,
    consent::{self, Statement},
    decision::Standing,
    error::Error,
    record::{AccessBlock, EntitySet, Rows},
    restriction,
    team::{self, Member, Who},
    vocabulary::{AgencyKind, Code, Coded, LegalStatus, MembershipState, RecordStatus, Role},
};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ConnectionTrait;

/// What is known of her.
#[derive(Debug)]
pub struct Her {
    /// The hub's id of her.
    pub id: String,
    /// Everybody who is, was or is invited to be on her team.
    pub team: Vec<Member>,
    /// What she said.
    pub statements: Vec<Statement>,
    status: Option<RecordStatus>,
    rows: Rows,
}

/// How the caller stands to her.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// On her team now.
    Live,
    /// Invited.
    Invited,
    /// Neither.
    Outside,
}

impl Her {
    /// Reads what is known of her; `None` when nobody has this id.
    pub async fn load(db: &impl ConnectionTrait, id: &str) -> Result<Option<Self>, Error> {
        Ok(Self::load_all(db, &[id.to_owned()]).await?.pop())
    }

    /// Reads what is known of each of these, in the order of their ids, with one query for each kind of thing.
    pub async fn load_all(db: &impl ConnectionTrait, ids: &[String]) -> Result<Vec<Self>, Error> {
        let statuses = store::record_statuses(db, ids).await?;
        let wanted = EntitySet { access_block: true, custody_status: true, person: true, ..EntitySet::default() };
        let mut teams = team::load(db, ids).await?;
        let mut statements = consent::load(db, ids).await?;
        let mut rows = Rows::load(db, ids, &wanted).await?.by_person();
        let her = |(id, status): (String, String)| Self {
            team: teams.remove(&id).unwrap_or_default(),
            statements: statements.remove(&id).unwrap_or_default(),
            status: RecordStatus::parse(&status),
            rows: rows.remove(&id).unwrap_or_default(),
            id,
        };
        Ok(statuses.into_iter().map(her).collect())
    }

    /// The role that leads her plan now.
    pub fn lead(&self, today: NaiveDate) -> Option<Role> {
        let phase = restriction::Phase::of(&self.rows);
        computed::lead(&phase, today).map(|lead| lead.role)
    }

    /// Whether she may be met by the caller at all: her record is open, and she did not block the caller.
    pub fn may_meet(&self, acting: &Acting<'_>) -> bool {
        let blocks = &self.rows.access_block;
        restriction::is_open(self.status) && !restriction::is_blocked(blocks, &who(acting), acting.now())
    }

    /// How the caller stands to her.
    pub fn place(&self, acting: &Acting<'_>) -> Place {
        let (who, now) = (who(acting), acting.now());
        let ends = restriction::Phase::of(&self.rows).ends();
        let standing = team::standing(&self.team, &who, &ends, now);
        let same = |m: &&Member| m.agency == who.agency && m.role == who.role;
        let invited = |m: &Member| m.state == MembershipState::Invited && (m.worker.is_none() || m.worker.as_deref() == who.worker);
        match () {
            () if matches!(standing, Some((Standing::Team, _))) => Place::Live,
            () if self.team.iter().filter(same).any(invited) => Place::Invited,
            () => Place::Outside,
        }
    }

    /// When the caller's own place on her team ends, as far as that is known; of several the one that lasts longest counts.
    pub fn own_place_ends(&self, acting: &Acting<'_>) -> Option<DateTime<Utc>> {
        let ends = restriction::Phase::of(&self.rows).ends();
        team::standing(&self.team, &who(acting), &ends, acting.now()).and_then(|(_, end)| end)
    }

    /// Whether she goes by this name, as she says it or as somebody wrote it down for her.
    pub fn goes_by(&self, name: &str) -> bool {
        let plain = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        self.rows.person.iter().filter_map(|p| p.known_as.as_deref()).any(|known| plain(known) == plain(name))
    }

    /// Members who are on her team now or are invited.
    pub fn around_her(&self, now: DateTime<Utc>) -> impl Iterator<Item = &Member> {
        let ends = restriction::Phase::of(&self.rows).ends();
        self.team.iter().filter(move |m| m.state == MembershipState::Invited || team::stands(m, &ends, now))
    }

    /// The day she came into prison last, while she is inside.
    pub fn arrived(&self) -> Option<NaiveDate> {
        let custody = &self.rows.custody_status;
        let arrived = custody.iter().filter_map(|c| c.arrived_on.max(c.recalled_on)).max();
        let left = custody.iter().filter_map(|c| c.actual_release_on).max();
        arrived.filter(|arrived| left.is_none_or(|left| left <= *arrived))
    }

    /// The last day of her sentence and licence, where it is known and lies ahead or is today.
    pub fn sentence_ends(&self, today: NaiveDate) -> Option<NaiveDate> {
        let custody = &self.rows.custody_status;
        let over = custody.iter().any(|c| c.legal_status == Some(Code(LegalStatus::SentenceEnded)));
        let last = custody.iter().filter_map(|c| c.sentence_ends_on.max(c.licence_ends_on)).max();
        last.filter(|day| !over && *day >= today)
    }

    /// Whether this worker is blocked from now on, for good.
    pub fn blocks_for_good(&self, worker: &str, today: NaiveDate) -> bool {
        self.blocks_of(worker, today).any(|block| block.from.is_none_or(|from| from <= today) && block.to.is_none())
    }

    /// The blocks of this worker that are not over, by id: those that stand, and those that lie ahead.
    pub fn blocks_to_lift<'a>(&'a self, worker: &'a str, today: NaiveDate) -> Vec<&'a str> {
        self.blocks_of(worker, today).map(|block| block.row.id.as_str()).collect()
    }

    fn blocks_of<'a>(&'a self, worker: &'a str, today: NaiveDate) -> impl Iterator<Item = &'a AccessBlock> {
        let not_over = move |block: &&AccessBlock| block.to.is_none_or(|to| today <= to);
        let of_worker = move |block: &&AccessBlock| block.blocked_worker.as_ref().is_some_and(|blocked| blocked.0 == worker);
        self.rows.access_block.iter().filter(not_over).filter(of_worker)
    }
}

fn who<'a>(acting: &Acting<'a>) -> Who<'a> {
    Who { agency: acting.caller.agency(), role: acting.caller.role(), worker: acting.caller.worker().map(AsRef::as_ref) }
}

impl Acting<'_> {
    /// The person of this id, if the caller may meet her.
    pub async fn meet(&self, db: &impl ConnectionTrait, id: &str) -> Result<Option<Her>, Error> {
        Ok(Her::load(db, id).await?.filter(|her| her.may_meet(self)))
    }

    /// The person behind a typed number and the name she goes by, if the caller may meet her. The number is one of the caller's own
    /// organisation or, where `prisons_too`, one of a prison of the same partnership.
    pub async fn find(&self, db: &impl ConnectionTrait, reference: &str, name: &str, prisons_too: bool) -> Result<Option<Her>, Error> {
        self.named(db, (reference, name), prisons_too, |her| her.may_meet(self)).await
    }

    /// The same, whether or not the caller may meet her: of what is found out by it, nothing may be told.
    pub async fn find_to_stop(&self, db: &impl ConnectionTrait, reference: &str, name: &str) -> Result<Option<Her>, Error> {
        self.named(db, (reference, name), true, |_| true).await
    }

    async fn named(
        &self,
        db: &impl ConnectionTrait,
        (reference, name): (&str, &str),
        prisons_too: bool,
        may: impl Fn(&Her) -> bool,
    ) -> Result<Option<Her>, Error> {
        let mut agencies = vec![self.caller.agency().to_string()];
        if prisons_too {
            agencies.extend(self.prisons().await?);
        }
        let mut found = None;
        for id in store::known_by(db, &agencies, reference.trim()).await? {
            let her = Her::load(db, &id).await?.filter(|her| may(her) && her.goes_by(name));
            // Two women under one number in two prisons: neither is meant until the caller says which.
            if her.is_some() && found.is_some() {
                return Ok(None);
            }
            found = her.or(found);
        }
        Ok(found)
    }

    /// Prisons that stand in an agreement in force in which the caller's organisation stands too.
    async fn prisons(&self) -> Result<Vec<String>, Error> {
        let agreed = self.hub.agreed.at(self.hub.store.reader()).await?;
        let (agency, today) = (self.caller.agency(), self.now().date_naive());
        let partners = agreed.registry.agencies().into_iter().filter(|a| a.kind == AgencyKind::Prison);
        let partners = partners.filter(|prison| agreed.agreements.have_both(&Holder::Agency(prison.id.clone()), agency, today));
        Ok(partners.map(|prison| prison.id.to_string()).collect())
    }
}
