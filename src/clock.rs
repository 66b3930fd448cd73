//! The only "now".

use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Where the time comes from; rules take the moment as a parameter.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the system for the time")]
    pub fn system() -> Self {
        Self(Arc::new(Utc::now))
    }

    /// A clock that stands still, for tests and for the demonstration.
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self(Arc::new(move || at))
    }

    /// A clock of one's own, which tests let run.
    pub fn of(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The moment it is.
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
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
