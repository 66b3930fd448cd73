//! Rows of persons who were asked about a moment ago, kept in memory under the version that they belong to.
//!
//! Every write about a person raises her version in the same transaction ([`Store::writing_about`](crate::store::Store::writing_about)),
//! and a question reads it in its own snapshot: rows of another version are as if they were not there, on this hub and on any other.
//!
//! Architecture invariant: what a decision rests on (enrolment, team, answers, blocks, custody) is never kept; it is read anew for each
//! question. What is kept was loaded for the very same set of entities, so that no question meets rows that it would not have loaded.

use crate::record::{EntitySet, Rows};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Persons whose rows are kept at once; about 20 KiB each.
const MOST: usize = 1_500;
/// Questions of different shape about one person that are kept.
const SHAPES: usize = 4;
/// How long rows stay in memory after they were last asked for.
const MINUTES: i64 = 5;

/// What is kept of one person.
#[derive(Debug)]
struct Person {
    version: i64,
    by_shape: Vec<(EntitySet, Arc<Rows>)>,
    used: DateTime<Utc>,
}

/// The kept rows of this hub.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    persons: HashMap<String, Person>,
    swept: Option<DateTime<Utc>>,
}

impl Kept {
    /// Her rows of exactly these entities, as of exactly this version.
    pub fn get(&self, person: &str, version: i64, wanted: EntitySet, now: DateTime<Utc>) -> Option<Arc<Rows>> {
        #[cfg(feature = "bench")]
        if super::bench::mode() == super::bench::Mode::NothingKept {
            return None;
        }
        let mut shelf = self.0.lock().ok()?;
        let kept = shelf.persons.get_mut(person).filter(|kept| kept.version == version)?;
        kept.used = now;
        kept.by_shape.iter().find(|(shape, _)| *shape == wanted).map(|(_, rows)| Arc::clone(rows))
    }

    /// Keeps her rows as of a version; those of an older one are dropped.
    pub fn put(&self, person: &str, version: i64, wanted: EntitySet, rows: Arc<Rows>, now: DateTime<Utc>) {
        let Ok(mut shelf) = self.0.lock() else { return };
        shelf.sweep(now);
        let fresh = || Person { version, by_shape: Vec::new(), used: now };
        let kept = shelf.persons.entry(person.to_owned()).or_insert_with(fresh);
        if kept.version > version {
            return;
        }
        if kept.version < version {
            *kept = fresh();
        }
        kept.used = now;
        if kept.by_shape.iter().all(|(shape, _)| *shape != wanted) {
            if kept.by_shape.len() == SHAPES {
                kept.by_shape.remove(0);
            }
            kept.by_shape.push((wanted, rows));
        }
    }
}

impl Shelf {
    /// Drops what was not asked for in a while; when it is full, the half that was asked for longest ago.
    fn sweep(&mut self, now: DateTime<Utc>) {
        let minute = TimeDelta::minutes(1);
        if self.persons.len() < MOST && self.swept.is_some_and(|swept| now - swept < minute) {
            return;
        }
        self.swept = Some(now);
        self.persons.retain(|_, kept| now - kept.used < minute * i32::try_from(MINUTES).unwrap_or(1));
        if self.persons.len() >= MOST {
            let mut used: Vec<_> = self.persons.values().map(|kept| kept.used).collect();
            let middle = used.len() / 2;
            let median = *used.select_nth_unstable(middle).1;
            let mut room = MOST / 2;
            self.persons.retain(|_, kept| {
                let stays = kept.used >= median && room > 0;
                room -= usize::from(stays);
                stays
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn at(minute: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, 23, 10, minute, 0).unwrap()
    }

    fn shape(goal: bool) -> EntitySet {
        EntitySet { goal, ..EntitySet::default() }
    }

    #[test]
    fn rows_of_another_version_or_another_shape_are_not_there() {
        let kept = Kept::default();
        kept.put("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.get("jas", 3, shape(true), at(0)).is_some());
        assert!(kept.get("jas", 4, shape(true), at(0)).is_none(), "after a write");
        assert!(kept.get("jas", 2, shape(true), at(0)).is_none(), "in an older snapshot");
        assert!(kept.get("jas", 3, shape(false), at(0)).is_none(), "for another set of entities");
        assert!(kept.get("em", 3, shape(true), at(0)).is_none());
    }

    #[test]
    fn an_older_snapshot_never_takes_the_place_of_a_newer_one() {
        let kept = Kept::default();
        kept.put("jas", 4, shape(true), Arc::default(), at(0));
        kept.put("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.get("jas", 4, shape(true), at(0)).is_some() && kept.get("jas", 3, shape(true), at(0)).is_none());
    }

    #[test]
    fn what_nobody_asks_for_is_dropped_and_memory_is_bounded() {
        let kept = Kept::default();
        kept.put("jas", 1, shape(true), Arc::default(), at(0));
        kept.put("em", 1, shape(true), Arc::default(), at(6));
        assert!(kept.get("jas", 1, shape(true), at(6)).is_none());
        for n in 0..3 * MOST {
            kept.put(&n.to_string(), 1, shape(true), Arc::default(), at(7));
        }
        assert!(kept.0.lock().unwrap().persons.len() <= MOST);
    }
}
