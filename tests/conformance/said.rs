//! What she says in a case, in few words.

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use connections_hub::{
    consent::{Recipient, Statement},
    vocabulary::{AloneItem, Category, ConsentDecision, ConsentItem, Purpose, Role},
};
use std::collections::BTreeSet;

/// The morning of a day of the month, when she says things.
pub fn at(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).unwrap()
}

/// Its noon, when others ask.
pub fn noon(day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, 12, 0, 0).unwrap()
}

pub fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

/// An answer under construction: to nobody, about nothing, for no purpose.
#[derive(Clone)]
pub struct Said(Statement);

fn said(id: &str, decision: ConsentDecision, on: u32) -> Said {
    Said(Statement {
        id: id.into(),
        decision,
        separate: false,
        items: BTreeSet::new(),
        fields: BTreeSet::new(),
        purposes: BTreeSet::new(),
        recipients: Vec::new(),
        said_on: at(on),
        starts_on: None,
        ends_on: None,
        withdrawn_on: None,
        supersedes: None,
        taken_by_agency: "prison".into(),
        taken_by_role: Some(Role::Keyw),
        private_setting: Some(true),
        capacity_concern: false,
        confirmed_by: None,
    })
}

/// A yes, for planning with her and for a home, said on a day of the month.
pub fn yes(id: &str, on: u32) -> Said {
    said(id, ConsentDecision::Yes, on).purposes(&[Purpose::JointPlanning, Purpose::HousingReferral])
}

/// A no, without bounds where none are named.
pub fn no(id: &str, on: u32) -> Said {
    said(id, ConsentDecision::No, on)
}

/// "Ask me each time."
pub fn ask_me(id: &str, on: u32) -> Said {
    said(id, ConsentDecision::AskMeEachTime, on)
}

impl Said {
    /// To this organisation, whoever works there.
    pub fn to(self, agency: &str) -> Self {
        self.recipient(agency, None, None)
    }

    /// To one kind of worker there.
    pub fn role(self, agency: &str, role: Role) -> Self {
        self.recipient(agency, Some(role), None)
    }

    /// To one worker, written as it was recorded.
    pub fn worker(self, agency: &str, worker: &str) -> Self {
        self.recipient(agency, None, Some(worker))
    }

    fn recipient(mut self, agency: &str, role: Option<Role>, worker: Option<&str>) -> Self {
        self.0.recipients.push(Recipient { agency: agency.into(), role, worker: worker.map(str::to_owned) });
        self
    }

    pub fn about(mut self, categories: &[Category]) -> Self {
        self.0.items.extend(categories.iter().copied().map(ConsentItem::Category));
        self
    }

    /// About something that is only ever asked on its own.
    pub fn about_alone(mut self, item: AloneItem) -> Self {
        self.0.items.insert(ConsentItem::Alone(item));
        self.0.separate = true;
        self
    }

    /// Only these lines of it.
    pub fn lines(mut self, lines: &[&str]) -> Self {
        self.0.fields.extend(lines.iter().map(|line| (*line).to_owned()));
        self
    }

    pub fn purposes(mut self, purposes: &[Purpose]) -> Self {
        self.0.purposes = purposes.iter().copied().collect();
        self
    }

    pub fn starts(mut self, on: u32) -> Self {
        self.0.starts_on = Some(at(on));
        self
    }

    pub fn ends(mut self, on: u32) -> Self {
        self.0.ends_on = Some(day(on));
        self
    }

    pub fn withdrawn(mut self, on: u32) -> Self {
        self.0.withdrawn_on = Some(at(on));
        self
    }

    /// In place of these answers, by name.
    pub fn instead_of(mut self, ids: &str) -> Self {
        self.0.supersedes = Some(ids.into());
        self
    }

    /// Taken by a worker of this organisation.
    pub fn taken_by(mut self, agency: &str, role: Role) -> Self {
        self.0.taken_by_agency = agency.into();
        self.0.taken_by_role = Some(role);
        self
    }

    /// Heard by this organisation too.
    pub fn heard_by(mut self, agency: &str) -> Self {
        self.0.confirmed_by = Some(agency.into());
        self
    }

    pub fn with_others_in_the_room(mut self) -> Self {
        self.0.private_setting = Some(false);
        self
    }

    pub fn on_a_bad_day(mut self) -> Self {
        self.0.capacity_concern = true;
        self
    }

    pub fn said(self) -> Statement {
        self.0
    }
}
