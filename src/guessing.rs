//! How often somebody may type a number and a name that do not fit together: whoever goes on guessing is made to wait.
//!
//! Counted by the hub's own clock, on each hub for itself: several hubs let through several times as many tries, which is still few.

use crate::{clock::Clock, error::Error};
use chrono::{DateTime, TimeDelta, Utc};
use governor::{Quota, RateLimiter, clock, middleware::NoOpMiddleware, state::keyed::DashMapStateStore};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    num::NonZeroU32,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Tries in vain of one worker in an hour.
pub const MISSES: u32 = 10;
/// Tries in vain of one organisation in an hour.
pub const MISSES_OF_ALL: u32 = 60;
/// Stops by typed number of one worker in an hour, whether or not they fit: their answer tells nothing, and so must the limit.
pub const TYPED: u32 = 30;
/// The same of one organisation.
pub const TYPED_OF_ALL: u32 = 200;

/// Locks for tries that go on.
const TURNS: usize = 64;

/// A try that goes on. Dropped, it is over.
#[derive(Debug)]
pub struct Turn<'a> {
    _lock: tokio::sync::MutexGuard<'a, ()>,
}

/// The hub's clock, as the limiter takes it.
#[derive(Clone, Debug)]
struct HubClock(Clock);

impl clock::Clock for HubClock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.now().timestamp_millis()).unwrap_or_default())
    }
}

type Limiter = RateLimiter<String, DashMapStateStore<String>, HubClock, NoOpMiddleware<Duration>>;

/// What was typed on one hub.
#[derive(Clone)]
pub struct Guessing(Arc<Inner>);

struct Inner {
    clock: HubClock,
    misses: Limiter,
    misses_of_all: Limiter,
    typed: Limiter,
    typed_of_all: Limiter,
    /// Who has to wait until when.
    waiting: Mutex<HashMap<String, DateTime<Utc>>>,
    /// Whose turn it is: one try of a worker at a time, so that what was missed counts before the next. Several may share a lock.
    turns: [tokio::sync::Mutex<()>; TURNS],
}

impl std::fmt::Debug for Guessing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Guessing")
    }
}

impl Guessing {
    /// Nothing was typed yet.
    pub fn new(clock: Clock) -> Self {
        let clock = HubClock(clock);
        let limiter = |an_hour| {
            let an_hour = NonZeroU32::new(an_hour).unwrap_or(NonZeroU32::MIN);
            RateLimiter::dashmap_with_clock(Quota::per_hour(an_hour), clock.clone())
        };
        Self(Arc::new(Inner {
            misses: limiter(MISSES),
            misses_of_all: limiter(MISSES_OF_ALL),
            typed: limiter(TYPED),
            typed_of_all: limiter(TYPED_OF_ALL),
            waiting: Mutex::default(),
            turns: std::array::from_fn(|_| tokio::sync::Mutex::default()),
            clock,
        }))
    }

    /// A try of this worker of this organisation, once the worker's tries before it are over.
    ///
    /// # Errors
    /// `RATE_LIMITED` while either has to wait, whether or not the next try would fit.
    pub async fn turn(&self, agency: &str, worker: &str) -> Result<Turn<'_>, Error> {
        let mut hasher = DefaultHasher::new();
        worker.hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % TURNS as u64).unwrap_or_default();
        let lock = self.0.turns.get(at).ok_or(Error::RateLimited)?.lock().await;
        self.may_try(agency, worker)?;
        Ok(Turn { _lock: lock })
    }

    fn may_try(&self, agency: &str, worker: &str) -> Result<(), Error> {
        let (now, waiting) = (self.0.clock.0.now(), self.0.waiting.lock().map_err(|_| Error::RateLimited)?);
        let waits = |who: &str| waiting.get(who).is_some_and(|until| now < *until);
        if waits(agency) || waits(worker) { Err(Error::RateLimited) } else { Ok(()) }
    }

    /// Counts a try in vain.
    pub fn missed(&self, agency: &str, worker: &str) {
        let now = self.0.clock.0.now();
        let mut late = Vec::new();
        for (limiter, who) in [(&self.0.misses, worker), (&self.0.misses_of_all, agency)] {
            if let Err(until) = limiter.check_key(&who.to_owned()) {
                let wait = until.wait_time_from(clock::Clock::now(&self.0.clock));
                late.push((who.to_owned(), now + TimeDelta::from_std(wait).unwrap_or(TimeDelta::hours(1))));
            }
        }
        if let (Ok(mut waiting), false) = (self.0.waiting.lock(), late.is_empty()) {
            waiting.retain(|_, until| now < *until);
            waiting.extend(late);
            self.0.misses.retain_recent();
            self.0.misses_of_all.retain_recent();
        }
    }

    /// Counts something that was typed, whether or not it fits.
    ///
    /// # Errors
    /// `RATE_LIMITED` when it was too much.
    pub fn typed(&self, agency: &str, worker: &str) -> Result<(), Error> {
        let all = [(&self.0.typed, worker), (&self.0.typed_of_all, agency)];
        let fits = |(limiter, who): (&Limiter, &str)| limiter.check_key(&who.to_owned()).is_ok();
        if all.into_iter().all(fits) {
            return Ok(());
        }
        self.0.typed.retain_recent();
        self.0.typed_of_all.retain_recent();
        Err(Error::RateLimited)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(minute: i64) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap() + TimeDelta::minutes(minute)
    }

    /// A guessing whose time is moved.
    fn guessing() -> (Guessing, Arc<Mutex<DateTime<Utc>>>) {
        let now = Arc::new(Mutex::new(at(0)));
        let read = Arc::clone(&now);
        (Guessing::new(Clock::imposed_by(move || *read.lock().unwrap())), now)
    }

    #[test]
    fn whoever_misses_too_often_waits_and_others_do_not() {
        let (guessing, now) = guessing();
        for _ in 0..MISSES {
            assert!(guessing.may_try("centre", "ces-1").is_ok());
            guessing.missed("centre", "ces-1");
        }
        guessing.missed("centre", "ces-1");
        assert!(guessing.may_try("centre", "ces-1").is_err());
        assert!(guessing.may_try("centre", "ces-2").is_ok());
        *now.lock().unwrap() = at(7);
        assert!(guessing.may_try("centre", "ces-1").is_ok(), "a tenth of an hour later");
        guessing.missed("centre", "ces-1");
        guessing.missed("centre", "ces-1");
        assert!(guessing.may_try("centre", "ces-1").is_err(), "and again");
    }

    #[test]
    fn an_organisation_whose_workers_share_the_guessing_waits_as_a_whole() {
        let (guessing, _) = guessing();
        for n in 0..=MISSES_OF_ALL {
            guessing.missed("centre", &format!("ces-{n}"));
        }
        assert!(guessing.may_try("centre", "ces-999").is_err());
        assert!(guessing.may_try("council", "pa-1").is_ok());
    }

    #[test]
    fn stops_are_counted_whether_or_not_they_fit() {
        let (guessing, now) = guessing();
        let tries = |worker: &str| (0..=TYPED).filter(|_| guessing.typed("centre", worker).is_ok()).count();
        assert_eq!(tries("ces-1"), TYPED as usize);
        assert!(guessing.typed("centre", "ces-2").is_ok());
        *now.lock().unwrap() = at(60);
        assert!(guessing.typed("centre", "ces-1").is_ok());
    }
}
