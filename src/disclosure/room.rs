//! Room for what is under way: an answer waits in memory for its record, and a page of people is large.

use super::Whom;
use crate::error::Error;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Persons that may be under way at once, each of some 40 KiB as a page has them: twelve full pages, or as many single questions as
/// there are persons here. That is more than processors or the writer can use at once; more of them only fill memory.
const PERSONS: u32 = 600;
/// How long a question waits for room before the hub says that it cannot answer now.
const PATIENCE: Duration = Duration::from_secs(10);

/// The room of one hub.
#[derive(Clone, Debug)]
pub struct Room(Arc<Semaphore>);

impl Default for Room {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(PERSONS as usize)))
    }
}

impl Room {
    /// Waits for room for a question, in turn. Dropped, the place is free again. Whoever has one waits for the record and for nobody
    /// who waits for a place, so that every wait ends.
    ///
    /// # Errors
    /// `UNAVAILABLE` when there is none in time.
    pub async fn take(&self, whom: Whom<'_>) -> Result<OwnedSemaphorePermit, Error> {
        let place = Arc::clone(&self.0).acquire_many_owned(persons(whom));
        let place = timeout(PATIENCE, place).await.map_err(|_| Error::unavailable("too much is under way"))?;
        place.map_err(Error::unavailable)
    }
}

/// How many persons a question may hold in memory at once.
fn persons(whom: Whom<'_>) -> u32 {
    match whom {
        Whom::Person(_) | Whom::OwnReference(_) => 1,
        Whom::Page(ids, size) => u32::try_from(ids.len().min(size)).unwrap_or(PERSONS).clamp(1, PERSONS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(size: usize) -> Vec<String> {
        vec![String::new(); size]
    }

    #[test]
    fn a_page_takes_as_much_room_as_it_has_persons() {
        assert_eq!(persons(Whom::Person("jas")), 1);
        assert_eq!(persons(Whom::Page(&page(51), 50)), 50);
        assert_eq!(persons(Whom::Page(&page(0), 50)), 1);
        assert_eq!(persons(Whom::Page(&page(10_000), 10_000)), PERSONS);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_no_room_is_told_so_in_time_and_room_comes_back() {
        let (room, all) = (Room::default(), page(PERSONS as usize));
        let place = room.take(Whom::Page(&all, usize::MAX)).await.unwrap();
        assert_eq!(room.take(Whom::Person("jas")).await.unwrap_err().code(), "UNAVAILABLE");
        drop(place);
        assert!(room.take(Whom::Person("jas")).await.is_ok());
    }
}
