//! What was read of persons who were asked about a moment ago, kept in memory under the version that it belongs to.
//!
//! Every write about a person raises her version in the same transaction ([`Store::writing_about`](crate::store::Store::writing_about)),
//! and a question reads it anew: what is kept of another version is as if it was not there, on this hub and on any other.
//!
//! Architecture invariant: nothing is taken from here but under a version that the question itself has read, and the record compares
//! that version once more before the answer leaves. Whether she is enrolled, and her version, are never kept. What is kept was loaded
//! for the very same set of entities, so that no question meets rows that it would not have loaded.

use super::control::Control;
use crate::record::{EntitySet, Rows};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Persons of whom something is kept at once; about 25 KiB each.
const MOST: usize = 1_500;
/// Questions of different shape about one person that are kept.
const SHAPES: usize = 4;
/// How long rows stay in memory after they were last asked for.
const MINUTES: i64 = 5;

/// What is kept of one person.
#[derive(Debug)]
struct Person {
    version: i64,
    control: Shapes<Control>,
    rows: Shapes<Rows>,
    used: DateTime<Utc>,
}

impl Person {
    fn new(version: i64, used: DateTime<Utc>) -> Self {
        Self { version, control: Shapes::default(), rows: Shapes::default(), used }
    }
}

/// What was loaded, by the set of entities for which it was.
#[derive(Debug)]
struct Shapes<T>(Vec<(EntitySet, Arc<T>)>);

impl<T> Default for Shapes<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Shapes<T> {
    fn get(&self, wanted: EntitySet) -> Option<Arc<T>> {
        self.0.iter().find(|(shape, _)| *shape == wanted).map(|(_, kept)| Arc::clone(kept))
    }

    fn put(&mut self, wanted: EntitySet, what: Arc<T>) {
        if self.0.iter().any(|(shape, _)| *shape == wanted) {
            return;
        }
        if self.0.len() == SHAPES {
            self.0.remove(0);
        }
        self.0.push((wanted, what));
    }
}

/// What this hub keeps.
#[derive(Clone, Debug, Default)]
pub struct Kept(Arc<Mutex<Shelf>>);

#[derive(Debug, Default)]
struct Shelf {
    persons: HashMap<String, Person>,
    swept: Option<DateTime<Utc>>,
}

impl Kept {
    /// Her rows of exactly these entities, as of exactly this version.
    pub fn rows(&self, person: &str, version: i64, wanted: EntitySet, now: DateTime<Utc>) -> Option<Arc<Rows>> {
        self.look(person, version, now, |kept| kept.rows.get(wanted))
    }

    /// What decisions about her rest on, with exactly these entities, as of exactly this version.
    pub fn control(&self, person: &str, version: i64, wanted: EntitySet, now: DateTime<Utc>) -> Option<Arc<Control>> {
        self.look(person, version, now, |kept| kept.control.get(wanted))
    }

    /// Keeps her rows as of a version; what is kept of an older one is dropped.
    pub fn put_rows(&self, person: &str, version: i64, wanted: EntitySet, rows: Arc<Rows>, now: DateTime<Utc>) {
        self.change(person, version, now, |kept| kept.rows.put(wanted, rows));
    }

    /// Keeps what decisions about her rest on, alike.
    pub fn put_control(&self, person: &str, version: i64, wanted: EntitySet, control: Arc<Control>, now: DateTime<Utc>) {
        self.change(person, version, now, |kept| kept.control.put(wanted, control));
    }

    fn look<T>(&self, person: &str, version: i64, now: DateTime<Utc>, what: impl Fn(&Person) -> Option<T>) -> Option<T> {
        #[cfg(feature = "bench")]
        if super::bench::mode() == super::bench::Mode::NothingKept {
            return None;
        }
        let mut shelf = self.0.lock().ok()?;
        let kept = shelf.persons.get_mut(person).filter(|kept| kept.version == version)?;
        kept.used = now;
        what(kept)
    }

    fn change(&self, person: &str, version: i64, now: DateTime<Utc>, put: impl FnOnce(&mut Person)) {
        let Ok(mut shelf) = self.0.lock() else { return };
        shelf.sweep(now);
        let kept = shelf.persons.entry(person.to_owned()).or_insert_with(|| Person::new(version, now));
        if kept.version > version {
            return;
        }
        if kept.version < version {
            *kept = Person::new(version, now);
        }
        kept.used = now;
        put(kept);
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
        kept.put_rows("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.rows("jas", 3, shape(true), at(0)).is_some());
        assert!(kept.rows("jas", 4, shape(true), at(0)).is_none(), "after a write");
        assert!(kept.rows("jas", 2, shape(true), at(0)).is_none(), "in an older snapshot");
        assert!(kept.rows("jas", 3, shape(false), at(0)).is_none(), "for another set of entities");
        assert!(kept.rows("em", 3, shape(true), at(0)).is_none());
    }

    #[test]
    fn what_decides_is_kept_by_the_same_rule_and_beside_the_rows() {
        let kept = Kept::default();
        kept.put_rows("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.control("jas", 3, shape(true), at(0)).is_none());
        kept.put_control("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.control("jas", 3, shape(true), at(0)).is_some() && kept.rows("jas", 3, shape(true), at(0)).is_some());
        assert!(kept.control("jas", 4, shape(true), at(0)).is_none() && kept.control("jas", 3, shape(false), at(0)).is_none());
        kept.put_control("jas", 4, shape(true), Arc::default(), at(0));
        assert!(kept.rows("jas", 4, shape(true), at(0)).is_none(), "rows of an older version go with it");
    }

    #[test]
    fn an_older_snapshot_never_takes_the_place_of_a_newer_one() {
        let kept = Kept::default();
        kept.put_rows("jas", 4, shape(true), Arc::default(), at(0));
        kept.put_rows("jas", 3, shape(true), Arc::default(), at(0));
        assert!(kept.rows("jas", 4, shape(true), at(0)).is_some() && kept.rows("jas", 3, shape(true), at(0)).is_none());
    }

    #[test]
    fn what_nobody_asks_for_is_dropped_and_memory_is_bounded() {
        let kept = Kept::default();
        kept.put_rows("jas", 1, shape(true), Arc::default(), at(0));
        kept.put_rows("em", 1, shape(true), Arc::default(), at(6));
        assert!(kept.rows("jas", 1, shape(true), at(6)).is_none());
        for n in 0..3 * MOST {
            kept.put_rows(&n.to_string(), 1, shape(true), Arc::default(), at(7));
        }
        assert!(kept.0.lock().unwrap().persons.len() <= MOST);
    }
}
