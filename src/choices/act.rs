//! Who acts, and how a change that was not made is told.

use crate::{
    agency::ENROLLING,
    audit::{self, Decided, Entry, HERSELF, Recorded, Seen},
    disclosure::{Hub, TRIES, kept_changing},
    error::Error,
    identity::Caller,
    store::Snapshot,
    vocabulary::{Coded, RefusalCode, Role},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Somebody who changes something.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// The hub.
    pub hub: &'a Hub,
    /// Who.
    pub caller: &'a Caller,
    /// The request's id.
    pub trace: &'a str,
    /// When, by the clock that all hubs share: by that clock it is decided what holds.
    pub at: DateTime<Utc>,
}

/// Why nothing was changed, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    code: String,
    /// The input at fault, such as `choices[2]`.
    pub field: Option<String>,
}

impl Refusal {
    /// The code; one that a later release wrote reads as the plainest.
    pub fn code(&self) -> RefusalCode {
        RefusalCode::parse(&self.code).unwrap_or(RefusalCode::NoMatch)
    }

    /// The same, at this input.
    #[must_use]
    pub fn at(self, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..self }
    }
}

/// A refusal of this kind.
pub fn refused(code: RefusalCode) -> Refusal {
    Refusal { code: code.code().to_owned(), field: None }
}

/// What came of a change: what was done, or why not.
pub type Done<T> = Result<T, Refusal>;

/// Who writes an answer of hers down: a worker who heard it, or she by her own sign-in.
#[derive(Clone, Debug)]
pub(super) struct Taker {
    /// Whose worker; [`HERSELF`] where nobody took it.
    pub agency: String,
    /// In which role.
    pub role: Role,
    /// Which worker, `AGENCY/WORKER`.
    pub worker: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Taker {
    /// She, at this moment.
    pub fn herself(at: DateTime<Utc>) -> Self {
        Self { agency: HERSELF.to_owned(), role: Role::Woman, worker: None, at }
    }

    /// Whether this role may enrol her, and open a talk without being on her team.
    pub fn enrols(&self) -> bool {
        ENROLLING.contains(&self.role)
    }
}

/// Roles that never sit with her to enrol, choose or stop: those who check and count, a safety meeting, a peer who is inside too.
const NEVER: &[Role] = &[Role::Woman, Role::Dpo, Role::Analyst, Role::Admin, Role::Forum, Role::Peerp];

impl Acting<'_> {
    /// The moment it is.
    pub fn now(&self) -> DateTime<Utc> {
        self.at
    }

    /// The worker who acts: a system of its own accord hears nobody.
    pub fn worker(&self, operation: &str) -> Result<String, Error> {
        let may = !NEVER.contains(&self.caller.role());
        let worker = self.caller.global_worker().filter(|_| may);
        worker.ok_or_else(|| Error::Forbidden(format!("`{operation}` is for workers who help her: use a token that names one")))
    }

    /// The worker who acts, as whoever writes an answer of hers down.
    pub(super) fn taker(&self, operation: &str) -> Result<Taker, Error> {
        let worker = Some(self.worker(operation)?);
        Ok(Taker { agency: self.caller.agency().to_string(), role: self.caller.role(), worker, at: self.now() })
    }

    /// Whether the caller's role may enrol her, and open a talk without being on her team.
    pub fn enrols(&self) -> bool {
        ENROLLING.contains(&self.caller.role())
    }

    /// Records that something was changed or refused, about somebody or nobody, before it is answered. Of what was read of her it says
    /// nothing: see [`Self::before`].
    pub async fn record(&self, operation: &'static str, person: Option<&str>) -> Result<(), Error> {
        let about: Vec<String> = person.map(str::to_owned).into_iter().collect();
        for _ in 0..TRIES {
            // Whoever asks may be registered no more: what was done is on record all the same.
            let seen = audit::versions(self.hub.store.reader(), &about).await?;
            if self.stands(operation, &about, seen, None).await? {
                return Ok(());
            }
        }
        Err(kept_changing())
    }

    /// The versions from which something is read about these persons. It is read after them, recorded with them, and read again where
    /// it does not stand.
    pub(super) async fn before(&self, persons: &[String]) -> Result<Seen, Error> {
        let reader = self.hub.store.reader();
        let seen = audit::versions(reader, persons).await?;
        // Of what is agreed later, the record says that it does not stand.
        self.caller.still(&self.hub.agreed.at(reader).await?.registry)?;
        Ok(seen)
    }

    /// Ends a snapshot in which something was read about these persons, and records that; whether it stands.
    pub(super) async fn stands_of(
        &self,
        operation: &'static str,
        snapshot: Snapshot,
        about: BTreeSet<String>,
        valid_until: Option<DateTime<Utc>>,
    ) -> Result<bool, Error> {
        let about: Vec<String> = about.into_iter().collect();
        let seen = audit::versions(&*snapshot, &about).await?;
        // Whoever waits for the writer keeps no connection.
        snapshot.end().await?;
        self.stands(operation, &about, seen, valid_until).await
    }

    /// Records what was read about these persons, nobody meaning that nobody was found, with the earliest end of what allowed it; whether
    /// it stands. No field is named, for none left.
    pub(super) async fn stands(
        &self,
        operation: &'static str,
        about: &[String],
        seen: Seen,
        valid_until: Option<DateTime<Utc>>,
    ) -> Result<bool, Error> {
        let entry = Entry { caller: self.caller, operation, purpose: None, trace: self.trace, at: self.now() };
        let decided = || Decided { valid_until, ..Decided::nothing() };
        let mut entries: Vec<_> = about.iter().map(|person| entry.decided(person, decided())).collect();
        if entries.is_empty() {
            // The number that was typed is not kept.
            entries.push(entry.unknown("*", "[]".into()));
        }
        Ok(self.hub.recorder.record(entries, seen).await? == Recorded::Stands)
    }
}
