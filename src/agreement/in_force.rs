//! Agreements in force: which policies stand between a holder and a recipient, and what a holder has closed.

use super::State;
use crate::agency::{Holder, Selector};
use crate::error::Error;
use crate::vocabulary::{AgencyKind, Catalogue, Category, Coded, FieldSet, Role};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait};
use std::{collections::BTreeSet, sync::Arc};

/// A policy that an agreement in force adopts for one flow. Days are days of UTC.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Adopted {
    /// The agreement.
    pub agreement: Arc<str>,
    /// Its version.
    pub version: Arc<str>,
    /// The policy's hash.
    pub policy: Arc<str>,
    /// The last day on which this stands: the earliest end of the agreement and of the parties it rests on.
    pub last_day: Option<NaiveDate>,
}

impl Adopted {
    /// The first moment at which it stands no more.
    pub fn valid_until(&self) -> Option<DateTime<Utc>> {
        Some(self.last_day?.succ_opt()?.and_time(NaiveTime::MIN).and_utc())
    }
}

/// Every agreement stated to be in force, and every deny mask.
#[derive(Clone, Debug, Default)]
pub struct Agreements {
    agreements: Vec<Agreement>,
    masks: Vec<Mask>,
}

#[derive(Clone, Debug)]
struct Agreement {
    id: Arc<str>,
    version: Arc<str>,
    days: Days,
    parties: Vec<Party>,
    flows: Vec<Flow>,
}

#[derive(Clone, Debug)]
struct Party {
    agency: Arc<str>,
    days: Days,
    suspended: bool,
}

#[derive(Clone, Debug)]
struct Flow {
    holder: Selector,
    recipient: Selector,
    policy: Arc<str>,
}

#[derive(Clone, Debug)]
struct Mask {
    holder: Selector,
    recipient: Selector,
    role: Option<Role>,
    closed: FieldSet,
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug)]
struct Days {
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
}

impl Days {
    fn hold(self, today: NaiveDate) -> bool {
        self.first.is_none_or(|first| first <= today) && self.last.is_none_or(|last| today <= last)
    }
}

/// The fields that a deny mask's entry closes: a category with its synthetic fields, or one field. `None` for anything else.
pub(super) fn closed(catalogue: &Catalogue, entry: &str) -> Option<FieldSet> {
    if let Some(category) = Category::parse(entry) {
        return Some(catalogue.category(category));
    }
    catalogue.governed().find(|field| field.path == entry).map(|field| FieldSet::of([field.number]))
}

impl Agreements {
    /// Loads agreements and masks. An agreement that makes no sense is closed with an alarm, and a mask that makes none closes
    /// everything: neither can widen what is shared. `UNAVAILABLE` when the database does not answer.
    pub async fn load(db: &impl ConnectionTrait, catalogue: &Catalogue) -> Result<Self, Error> {
        let agreements = entity::agreement::Entity::find().all(db).await?;
        let parties = entity::agreement_party::Entity::find().all(db).await?;
        let flows = entity::agreement_flow::Entity::find().all(db).await?;
        let policies: BTreeSet<String> = super::policies::stored(db).await?.into_iter().map(|p| p.hash).collect();
        let in_force = agreements.into_iter().filter(|a| State::parse(&a.state) == Some(State::InForce));
        let read = in_force.filter_map(|a| Agreement::read(&a, &parties, &flows, &policies)).collect();
        let masks = entity::deny_mask::Entity::find().all(db).await?.iter().map(|row| Mask::read(row, catalogue)).collect();
        Ok(Self { agreements: read, masks })
    }

    /// The agencies that are parties to some agreement in force on this day.
    pub fn parties_in_force(&self, today: NaiveDate) -> BTreeSet<Arc<str>> {
        let standing = self.agreements.iter().filter(|a| a.days.hold(today));
        standing.flat_map(|a| a.parties.iter().filter(|p| p.stands(today)).map(|p| Arc::clone(&p.agency))).collect()
    }

    /// The policies under which this recipient may receive what this holder holds, today.
    ///
    /// She and the hub are in every agreement; an agency that holds must be a party in force of the same agreement as the
    /// recipient, which may be the same agency. One entry for each agreement and policy, with the longest time it stands.
    pub fn policies_between(
        &self,
        holder: &Holder,
        holder_kind: Option<AgencyKind>,
        recipient: &str,
        recipient_kind: AgencyKind,
        today: NaiveDate,
    ) -> Vec<Adopted> {
        let mut adopted = BTreeSet::new();
        for agreement in self.agreements.iter().filter(|a| a.days.hold(today)) {
            let Some(ends) = agreement.ends(holder, recipient, today) else { continue };
            let last_day = ends.into_iter().flatten().min();
            let named =
                |flow: &&Flow| flow.holder.names_holder(holder, holder_kind) && flow.recipient.names_recipient(recipient, recipient_kind);
            adopted.extend(agreement.flows.iter().filter(named).map(|flow| Adopted {
                agreement: Arc::clone(&agreement.id),
                version: Arc::clone(&agreement.version),
                policy: Arc::clone(&flow.policy),
                last_day,
            }));
        }
        adopted.into_iter().collect()
    }

    /// The fields that the holder has closed to this recipient in this role.
    pub fn denied(
        &self,
        holder: &Holder,
        holder_kind: Option<AgencyKind>,
        recipient: &str,
        recipient_kind: AgencyKind,
        role: Role,
    ) -> FieldSet {
        let meets = |mask: &&Mask| {
            mask.holder.names_holder(holder, holder_kind)
                && mask.recipient.names_recipient(recipient, recipient_kind)
                && mask.role.is_none_or(|named| named == role)
        };
        self.masks.iter().filter(meets).fold(FieldSet::EMPTY, |all, mask| all | mask.closed)
    }
}

impl Party {
    fn stands(&self, today: NaiveDate) -> bool {
        !self.suspended && self.days.hold(today)
    }
}

impl Agreement {
    fn read(
        row: &entity::agreement::Model,
        parties: &[entity::agreement_party::Model],
        flows: &[entity::agreement_flow::Model],
        policies: &BTreeSet<String>,
    ) -> Option<Self> {
        let parties = parties.iter().filter(|p| p.agreement_id == row.id && p.agreement_version == row.version);
        let flows = flows.iter().filter(|f| f.agreement_id == row.id && f.agreement_version == row.version);
        let flows: Option<Vec<_>> = flows.map(|flow| Flow::read(flow, policies)).collect();
        if flows.is_none() {
            tracing::error!(agreement = %row.id, version = %row.version, "agreement closed: a flow of it names nobody or no policy");
        }
        Some(Self {
            id: row.id.as_str().into(),
            version: row.version.as_str().into(),
            days: Days { first: Some(row.starts_on), last: row.ends_on },
            parties: parties.map(Party::read).collect(),
            flows: flows?,
        })
    }

    /// The ends on which a flow between holder and recipient rests; `None` when one of them does not stand today.
    fn ends(&self, holder: &Holder, recipient: &str, today: NaiveDate) -> Option<[Option<NaiveDate>; 3]> {
        let party = |agency: &str| self.parties.iter().find(|p| *p.agency == *agency && p.stands(today));
        let recipient = party(recipient)?;
        let holder_end = match holder.agency() {
            Some(agency) => party(agency)?.days.last,
            None => None,
        };
        Some([self.days.last, recipient.days.last, holder_end])
    }
}

impl Party {
    fn read(row: &entity::agreement_party::Model) -> Self {
        Self { agency: row.agency_id.as_str().into(), days: Days { first: row.starts_on, last: row.ends_on }, suspended: row.suspended }
    }
}

impl Flow {
    fn read(row: &entity::agreement_flow::Model, policies: &BTreeSet<String>) -> Option<Self> {
        let policy = policies.get(&row.policy_hash)?.as_str().into();
        Some(Self { holder: Selector::holder(&row.holder)?, recipient: Selector::recipient(&row.recipient)?, policy })
    }
}

impl Mask {
    fn read(row: &entity::deny_mask::Model, catalogue: &Catalogue) -> Self {
        Self::sound(row, catalogue).unwrap_or_else(|| {
            tracing::error!(mask = %row.id, "deny mask makes no sense: everything of its holder is closed");
            let holder = Selector::holder(&row.holder).unwrap_or(Selector::Any);
            Self { holder, recipient: Selector::Any, role: None, closed: !FieldSet::EMPTY }
        })
    }

    fn sound(row: &entity::deny_mask::Model, catalogue: &Catalogue) -> Option<Self> {
        let role = match &row.role {
            Some(code) => Some(Role::parse(code)?),
            None => None,
        };
        let entries: Option<Vec<_>> = row.fields.as_array()?.iter().map(|entry| closed(catalogue, entry.as_str()?)).collect();
        let closed = entries?.into_iter().fold(FieldSet::EMPTY, |all, fields| all | fields);
        Some(Self { holder: Selector::holder(&row.holder)?, recipient: Selector::recipient(&row.recipient)?, role, closed })
    }
}

#[cfg(test)]
#[path = "in_force_tests.rs"]
mod tests;
