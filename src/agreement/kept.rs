//! What is agreed on one day, put so that it can be kept and compared with what is agreed on another. Pure.

use super::in_force::{Agreement, Agreements, Days, Flow, Mask, Party};
use crate::{
    agency::Selector,
    vocabulary::{Coded, FieldNumber, FieldSet, Role},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// How it is kept: `{"agreements": […], "masks": […]}`.
#[derive(Serialize, Deserialize)]
struct Kept {
    agreements: Vec<KeptAgreement>,
    masks: Vec<KeptMask>,
}

#[derive(Serialize, Deserialize)]
struct KeptAgreement {
    id: String,
    version: String,
    parties: Vec<String>,
    /// Holder, recipient and the policy's hash.
    flows: Vec<[String; 3]>,
}

#[derive(Serialize, Deserialize)]
struct KeptMask {
    holder: String,
    recipient: String,
    role: Option<String>,
    /// Numbers of fields.
    closed: Vec<FieldNumber>,
}

impl Agreements {
    /// What stands on this day, whatever comes after it, in an order of its own: equal where the same is agreed.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Self {
        let mut agreements: Vec<_> = self.agreements.iter().filter(|a| a.days.hold(day)).map(|a| a.on(day)).collect();
        agreements.sort_by(|a, b| (&a.id, &a.version).cmp(&(&b.id, &b.version)));
        let mut masks = self.masks.clone();
        masks.sort_by_key(Mask::words);
        Self { agreements, masks }
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        let agreement = |a: &Agreement| KeptAgreement {
            id: a.id.to_string(),
            version: a.version.to_string(),
            parties: a.parties.iter().map(|p| p.agency.to_string()).collect(),
            flows: a.flows.iter().map(|f| [f.holder.as_str().to_owned(), f.recipient.as_str().to_owned(), f.policy.to_string()]).collect(),
        };
        let mask = |m: &Mask| KeptMask {
            holder: m.holder.as_str().to_owned(),
            recipient: m.recipient.as_str().to_owned(),
            role: m.role.map(|role| role.code().to_owned()),
            closed: m.closed.iter().collect(),
        };
        let kept = Kept { agreements: self.agreements.iter().map(agreement).collect(), masks: self.masks.iter().map(mask).collect() };
        serde_json::to_value(kept).unwrap_or_default()
    }

    /// Reads what was kept; nothing for what cannot be read.
    pub fn from_json(kept: &Value) -> Option<Self> {
        let kept = Kept::deserialize(kept).ok()?;
        let agreements: Option<_> = kept.agreements.into_iter().map(KeptAgreement::read).collect();
        let masks: Option<_> = kept.masks.into_iter().map(KeptMask::read).collect();
        Some(Self { agreements: agreements?, masks: masks? })
    }
}

impl Agreement {
    fn on(&self, day: NaiveDate) -> Self {
        let standing = self.parties.iter().filter(|p| p.stands(day));
        let mut parties: Vec<_> = standing.map(|p| Party::standing(Arc::clone(&p.agency))).collect();
        parties.sort_by(|a, b| a.agency.cmp(&b.agency));
        let mut flows = self.flows.clone();
        flows.sort_by(|a, b| a.words().cmp(&b.words()));
        Self { id: Arc::clone(&self.id), version: Arc::clone(&self.version), days: Days::default(), parties, flows }
    }
}

impl Party {
    fn standing(agency: Arc<str>) -> Self {
        Self { agency, days: Days::default(), suspended: false }
    }
}

impl Flow {
    fn words(&self) -> (&str, &str, &str) {
        (self.holder.as_str(), self.recipient.as_str(), &self.policy)
    }
}

impl Mask {
    fn words(&self) -> (String, String, Option<&'static str>, Vec<FieldNumber>) {
        let (holder, recipient) = (self.holder.as_str().to_owned(), self.recipient.as_str().to_owned());
        (holder, recipient, self.role.map(Coded::code), self.closed.iter().collect())
    }
}

impl KeptAgreement {
    fn read(self) -> Option<Agreement> {
        let flow = |[holder, recipient, policy]: [String; 3]| {
            Some(Flow { holder: Selector::holder(&holder)?, recipient: Selector::recipient(&recipient)?, policy: policy.into() })
        };
        let flows: Option<_> = self.flows.into_iter().map(flow).collect();
        Some(Agreement {
            id: self.id.into(),
            version: self.version.into(),
            days: Days::default(),
            parties: self.parties.into_iter().map(|agency| Party::standing(agency.into())).collect(),
            flows: flows?,
        })
    }
}

impl KeptMask {
    fn read(self) -> Option<Mask> {
        let role = match self.role {
            Some(code) => Some(Role::parse(&code)?),
            None => None,
        };
        let (holder, recipient) = (Selector::holder(&self.holder)?, Selector::recipient(&self.recipient)?);
        Some(Mask { holder, recipient, role, closed: FieldSet::of(self.closed) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn party(agency: &str, last: Option<&str>, suspended: bool) -> Party {
        Party { agency: agency.into(), days: Days { first: None, last: last.map(day) }, suspended }
    }

    fn agreed(parties: Vec<Party>) -> Agreements {
        let flow = |recipient| Flow { holder: Selector::Any, recipient, policy: "hash".into() };
        let flows = vec![flow(Selector::Agency("council".into())), flow(Selector::Any)];
        let days = Days { first: Some(day("2026-04-01")), last: Some(day("2026-12-31")) };
        let mask = Mask { holder: Selector::Hub, recipient: Selector::Any, role: Some(Role::Pa), closed: FieldSet::of([3, 700]) };
        Agreements { agreements: vec![Agreement { id: "a".into(), version: "1".into(), days, parties, flows }], masks: vec![mask] }
    }

    #[test]
    fn what_is_kept_reads_back_the_same() {
        let agreed = agreed(vec![party("prison", None, false), party("council", None, false)]).on(day("2026-05-01"));
        assert_eq!(Agreements::from_json(&agreed.to_json()), Some(agreed));
        assert_eq!(Agreements::from_json(&serde_json::json!({"agreements": [{"id": "a"}], "masks": []})), None);
    }

    #[test]
    fn a_day_is_the_same_as_another_until_something_begins_or_ends() {
        let all = agreed(vec![party("prison", Some("2026-06-30"), false), party("council", None, false)]);
        assert_eq!(all.on(day("2026-05-01")), all.on(day("2026-06-30")));
        assert_ne!(all.on(day("2026-06-30")), all.on(day("2026-07-01")), "a party has left");
        assert_ne!(all.on(day("2026-12-31")), all.on(day("2027-01-01")), "it has ended");
        let suspended = agreed(vec![party("council", None, false), party("prison", None, true)]);
        assert_eq!(all.on(day("2026-07-01")), suspended.on(day("2026-05-01")), "whatever the reason and the order");
    }
}
