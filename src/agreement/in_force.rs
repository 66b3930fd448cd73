//! Agreements in force: which policies stand between a holder and a recipient, and what a holder has closed. Pure.

use crate::agency::{Holder, Selector};
use crate::vocabulary::{AgencyKind, Catalogue, Category, Coded, FieldSet, Role};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use std::{collections::BTreeSet, sync::Arc};

/// The last year that is written with four digits.
const LAST_YEAR: i32 = 9999;

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
    /// The first moment at which it stands no more. A last day of the year 9999 is how some systems write that there is none, and no
    /// later year has a moment that every database can write.
    pub fn valid_until(&self) -> Option<DateTime<Utc>> {
        let first = self.last_day?.succ_opt()?;
        (first.year() <= LAST_YEAR).then(|| first.and_time(NaiveTime::MIN).and_utc())
    }
}

/// Every agreement stated to be in force, and every deny mask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreements {
    pub(super) agreements: Vec<Agreement>,
    pub(super) masks: Vec<Mask>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) id: Arc<str>,
    pub(super) version: Arc<str>,
    pub(super) days: Days,
    pub(super) parties: Vec<Party>,
    pub(super) flows: Vec<Flow>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Party {
    pub(super) agency: Arc<str>,
    pub(super) days: Days,
    pub(super) suspended: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Flow {
    pub(super) holder: Selector,
    pub(super) recipient: Selector,
    pub(super) policy: Arc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) holder: Selector,
    pub(super) recipient: Selector,
    pub(super) role: Option<Role>,
    pub(super) closed: FieldSet,
}

/// From a day to a day, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: Option<NaiveDate>,
    pub(super) last: Option<NaiveDate>,
}

impl Days {
    pub(super) fn hold(self, today: NaiveDate) -> bool {
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
    /// The agencies that are parties to some agreement in force on this day.
    pub fn parties_in_force(&self, today: NaiveDate) -> BTreeSet<Arc<str>> {
        let standing = self.agreements.iter().filter(|a| a.days.hold(today));
        standing.flat_map(|a| a.parties.iter().filter(|p| p.stands(today)).map(|p| Arc::clone(&p.agency))).collect()
    }

    /// Whether an agreement in force on this day has this holder and this recipient.
    pub fn have_both(&self, holder: &Holder, recipient: &str, today: NaiveDate) -> bool {
        self.have_both_until(holder, recipient, today).is_some()
    }

    /// The last day on which one of those agreements has them, and no day where one has them without end; `None` where none has.
    pub fn have_both_until(&self, holder: &Holder, recipient: &str, today: NaiveDate) -> Option<Option<NaiveDate>> {
        let standing = self.agreements.iter().filter(|a| a.days.hold(today));
        let last_days = standing.filter_map(|a| a.ends(holder, recipient, today)).map(|ends| ends.into_iter().flatten().min());
        last_days.max_by_key(|last| last.unwrap_or(NaiveDate::MAX))
    }

    /// The hashes of the policies that some flow of an agreement in force adopts on this day.
    pub fn adopted(&self, today: NaiveDate) -> BTreeSet<&str> {
        let standing = self.agreements.iter().filter(|a| a.days.hold(today));
        standing.flat_map(|a| a.flows.iter().map(|flow| &*flow.policy)).collect()
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
    pub(super) fn stands(&self, today: NaiveDate) -> bool {
        !self.suspended && self.days.hold(today)
    }
}

impl Agreement {
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

#[cfg(test)]
#[path = "in_force_tests.rs"]
mod tests;
