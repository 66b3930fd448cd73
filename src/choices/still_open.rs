//! What may still be read of her once something has closed: nobody is told to stop using what they may read for some purpose now.

use super::outbox::{self, Concerned, Had, WhoHad};
use crate::{
    consent::{self, Statement, ends_on, rules},
    disclosure::{AgreedState, OfHer, open_for_any_purpose},
    error::Error,
    record::{EntitySet, Rows},
    team::{self, Member, Who},
    vocabulary::{ConsentDecision, ConsentStatus, FieldSet},
};
use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;

/// What decides what is open of her, as it stands in this transaction.
pub(super) struct StillOpen {
    members: Vec<Member>,
    statements: Vec<Statement>,
    rows: Rows,
}

impl StillOpen {
    /// Reads it.
    pub async fn load(db: &impl ConnectionTrait, person: &str) -> Result<Self, Error> {
        let persons = [person.to_owned()];
        Ok(Self {
            members: team::load(db, &persons).await?.remove(person).unwrap_or_default(),
            statements: consent::load(db, &persons).await?.remove(person).unwrap_or_default(),
            rows: rows(db, &persons).await?.remove(person).unwrap_or_default(),
        })
    }

    /// Her rows of custody, release, housing and blocks.
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// What those who had it may read for any purpose, each worker by themselves; `None` when none of them is on her team.
    pub fn to(&self, agreed: &AgreedState, whom: &Concerned, had: &Had, now: DateTime<Utc>) -> Option<FieldSet> {
        let her = OfHer { members: &self.members, statements: &self.statements, rows: &self.rows };
        let open = |worker: Option<&str>| open_for_any_purpose(agreed, &Who { agency: &whom.agency, role: whom.role, worker }, &her, now);
        // A system is blocked with any worker of its organisation, and speaks only for itself.
        match (&whom.only, had.workers.is_empty()) {
            (Some(only), _) => open(Some(only)),
            (None, true) => open(None),
            (None, false) => had.workers.iter().filter_map(|worker| open(Some(worker))).reduce(|all, one| all | one),
        }
    }

    /// Leaves only what those who had it may read no more.
    pub fn leave_closed(&self, had: &mut WhoHad, agreed: &AgreedState, now: DateTime<Utc>) {
        had.retain(|whom, had| {
            let open = self.to(agreed, whom, had, now).unwrap_or_default();
            had.fields &= !open;
            !had.fields.is_empty()
        });
    }

    /// Tells those who had what earlier yeses opened, and who may read it no more now that these new answers took the place of them: she
    /// ticked fewer lines, or said the same so that it opens less.
    pub async fn tell_replaced(
        &self,
        db: &impl ConnectionTrait,
        agreed: &AgreedState,
        (person, new): (&str, &[String]),
        now: DateTime<Utc>,
    ) -> Result<(), Error> {
        let heard = || self.statements.iter().filter(|said| !rules::is_provisional(said));
        let before = || heard().filter(|said| !new.contains(&said.id));
        let stood = |yes: &&Statement| {
            let over = yes.withdrawn_on.is_some() || now.date_naive() > ends_on(yes);
            yes.decision == ConsentDecision::Yes && !over && !rules::is_replaced(yes, before(), now)
        };
        let replaced: Vec<&Statement> = before().filter(stood).filter(|yes| rules::is_replaced(yes, heard(), now)).collect();
        if replaced.is_empty() {
            return Ok(());
        }
        let looks = outbox::looks(db, person, now).await?;
        for yes in replaced {
            let mut had = outbox::who_of(agreed, &looks, yes, now);
            // Whoever has left her team was told that.
            had.retain(|whom, had| self.to(agreed, whom, had, now).is_some());
            self.leave_closed(&mut had, agreed, now);
            outbox::tell_to_stop(db, person, &yes.id, had, now).await?;
        }
        Ok(())
    }

    /// Which answers a yes took the place of, now that it is heard.
    pub fn replaced_by(&self, yes: &str) -> Vec<String> {
        let heard: Vec<Statement> = self.statements.iter().filter(|said| !rules::is_provisional(said)).cloned().collect();
        let named = |old: &&Statement| heard.iter().any(|said| said.id == yes && rules::names(said, old));
        let replaced = self.statements.iter().filter(named).filter(|old| rules::status(old, &heard) == ConsentStatus::Superseded);
        replaced.map(|old| old.id.clone()).collect()
    }
}

/// Rows of these persons that decide which purposes are open.
pub(super) async fn rows(db: &impl ConnectionTrait, persons: &[String]) -> Result<HashMap<String, Rows>, Error> {
    let wanted = EntitySet { access_block: true, custody_status: true, housing_need: true, release_day: true, ..EntitySet::default() };
    Ok(Rows::load(db, persons, &wanted).await?.by_person())
}
