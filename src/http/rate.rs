//! How often one caller may ask.

use super::config::RateLimits;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// After how many questions the callers who paused are forgotten, which keeps the memory to those who asked lately.
const SWEEP: u32 = 1_024;

/// Counts questions, one bucket for each caller, one for all who show no valid token, and one for all who are about to sign in: whoever
/// asks with a token that has run out must keep nobody from signing in.
pub struct Rate {
    callers: DefaultKeyedRateLimiter<String>,
    anonymous: DefaultDirectRateLimiter,
    signing_in: DefaultDirectRateLimiter,
    clock: DefaultClock,
    asked: AtomicU32,
    longest: Duration,
}

impl Rate {
    pub(super) fn new(limits: &RateLimits) -> Self {
        let quota = |per_second, burst| Quota::per_second(per_second).allow_burst(burst);
        let callers = quota(limits.per_second, limits.burst);
        let strangers = quota(limits.anonymous_per_second, limits.anonymous_burst);
        Self {
            callers: RateLimiter::keyed(callers),
            anonymous: RateLimiter::direct(strangers),
            signing_in: RateLimiter::direct(strangers),
            clock: DefaultClock::default(),
            asked: AtomicU32::new(0),
            longest: callers.burst_size_replenished_in(),
        }
    }

    /// Counts `questions` of a caller, all or none.
    ///
    /// # Errors
    /// How long to wait, when it is too many.
    pub fn take(&self, caller: Option<&String>, questions: NonZeroU32) -> Result<(), Duration> {
        self.sweep();
        let now = self.clock.now();
        let outcome = match caller {
            Some(key) => self.callers.check_key_n(key, questions).map(|r| r.map_err(|until| until.wait_time_from(now))),
            None => self.anonymous.check_n(questions).map(|r| r.map_err(|until| until.wait_time_from(now))),
        };
        outcome.unwrap_or(Err(self.longest))
    }

    /// Counts a page of somebody who is about to sign in.
    ///
    /// # Errors
    /// How long to wait, when it is too many.
    pub fn take_to_sign_in(&self) -> Result<(), Duration> {
        self.signing_in.check().map_err(|until| until.wait_time_from(self.clock.now()))
    }

    fn sweep(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.callers.retain_recent();
            self.callers.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(count: u32) -> NonZeroU32 {
        NonZeroU32::new(count).unwrap()
    }

    fn rate() -> Rate {
        Rate::new(&RateLimits { per_second: count(1), burst: count(3), anonymous_per_second: count(1), anonymous_burst: count(1) })
    }

    #[test]
    fn each_caller_has_a_bucket_of_her_own() {
        let rate = rate();
        let (one, other) = ("one".to_owned(), "other".to_owned());
        assert!(rate.take(Some(&one), count(3)).is_ok());
        assert!(rate.take(Some(&one), count(1)).unwrap_err() <= Duration::from_secs(1));
        assert!(rate.take(Some(&other), count(1)).is_ok());
        assert!(rate.take(None, count(1)).is_ok());
        assert!(rate.take(None, count(1)).is_err());
        assert!(rate.take_to_sign_in().is_ok(), "whoever signs in is not counted among them");
        assert!(rate.take_to_sign_in().is_err());
    }

    #[test]
    fn more_than_a_burst_never_passes() {
        assert_eq!(rate().take(Some(&"one".to_owned()), count(4)), Err(Duration::from_secs(3)));
    }

    #[test]
    fn callers_who_paused_are_forgotten() {
        let quick = RateLimits { per_second: count(1_000_000), burst: count(1), anonymous_per_second: count(1), anonymous_burst: count(1) };
        let rate = Rate::new(&quick);
        (0..5 * SWEEP).for_each(|n| {
            let _ = rate.take(Some(&n.to_string()), count(1));
        });
        assert!(rate.callers.len() <= SWEEP as usize + 1, "{}", rate.callers.len());
    }
}
