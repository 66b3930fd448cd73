//! The only "now".

use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// How far another system's clock may run ahead of this one: what it tells of a later moment lies in the future.
pub const CLOCKS_APART: TimeDelta = TimeDelta::minutes(5);

/// Where the time comes from; rules take the moment as a parameter.
#[derive(Clone)]
pub struct Clock(Option<Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>>);

impl Clock {
    /// The system's clock. Where several hubs share a database, that one's clock decides about what ends.
    pub fn system() -> Self {
        Self(None)
    }

    /// A clock that stands still, for tests and for the demonstration.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self::imposed_by(move || at)
    }

    /// A clock that a test moves.
    pub fn imposed_by(clock: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(clock)))
    }

    /// The moment it is.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    pub fn now(&self) -> DateTime<Utc> {
        self.imposed().unwrap_or_else(Utc::now)
    }

    /// The moment of a clock that is not the system's: it stands for the database's clock too.
    pub fn imposed(&self) -> Option<DateTime<Utc>> {
        self.0.as_ref().map(|clock| clock())
    }
}

impl std::fmt::Debug for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

/// The first moment of the day so many days after; `None` past the calendar.
pub fn days_after(day: chrono::NaiveDate, days: u64) -> Option<DateTime<Utc>> {
    day.checked_add_days(chrono::Days::new(days)).map(|d| d.and_time(chrono::NaiveTime::MIN).and_utc())
}
