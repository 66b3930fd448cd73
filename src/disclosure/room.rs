//! Room for what is under way: an answer waits in memory for its record, and a page of people is large.
//!
//! A filter or an order looks at a whole caseload before it answers with a page of it. A large one has a room of its own, so that
//! whoever asks for less never stands behind it.
//!
//! Architecture invariant: nobody who has a place waits for another one, and every wait ends.

use crate::error::Error;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Persons that may be under way at once, each of some 40 KiB as a page has them: twelve full pages, or as many single questions as
/// there are persons here. That is more than processors or the writer can use at once; more of them only fill memory.
const PERSONS: u32 = 600;
/// The most persons that find room among pages and single questions.
const FEW: usize = 200;
/// Persons of larger caseloads that may be looked at at once, each with what a filter reads of her and her entry for the record: the
/// largest caseload that is looked at. The queue of the writer holds twice as many.
const MANY: u32 = 5_000;
/// How long a question waits for room before the hub says that it cannot answer now.
const PATIENCE: Duration = Duration::from_secs(10);

/// The room of one hub.
#[derive(Clone, Debug)]
pub struct Room {
    few: Arc<Semaphore>,
    many: Arc<Semaphore>,
}

impl Default for Room {
    fn default() -> Self {
        let of = |persons: u32| Arc::new(Semaphore::new(persons as usize));
        Self { few: of(PERSONS), many: of(MANY) }
    }
}

impl Room {
    /// Waits for room for so many persons, in turn. Dropped, the place is free again. Whoever has one waits for the record and for nobody
    /// who waits for a place, so that every wait ends.
    ///
    /// # Errors
    /// `UNAVAILABLE` when there is none in time.
    pub async fn take(&self, persons: usize) -> Result<OwnedSemaphorePermit, Error> {
        let (room, all) = if persons <= FEW { (&self.few, PERSONS) } else { (&self.many, MANY) };
        let place = Arc::clone(room).acquire_many_owned(u32::try_from(persons).unwrap_or(all).clamp(1, all));
        let place = timeout(PATIENCE, place).await.map_err(|_| Error::unavailable("too much is under way"))?;
        place.map_err(Error::unavailable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(taken: &Result<OwnedSemaphorePermit, Error>) -> bool {
        taken.as_ref().is_err_and(|error| error.code() == "UNAVAILABLE")
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_no_room_is_told_so_in_time_and_room_comes_back() {
        let room = Room::default();
        let places = futures::future::try_join_all((0..PERSONS as usize / FEW).map(|_| room.take(FEW))).await.unwrap();
        assert!(refused(&room.take(1).await), "nobody takes no room");
        assert!(refused(&room.take(0).await), "a page on which nobody is takes some");
        drop(places);
        assert!(room.take(1).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn large_caseloads_wait_for_each_other_and_nobody_else_for_them() {
        let room = Room::default();
        let first = room.take(usize::MAX).await.unwrap();
        let began = tokio::time::Instant::now();
        let (second, one, page) = tokio::join!(room.take(FEW + 1), room.take(1), async {
            let page = room.take(FEW).await;
            assert!(began.elapsed() < PATIENCE, "at once");
            page
        });
        assert!(refused(&second) && one.is_ok() && page.is_ok());
        drop(first);
        assert!(room.take(FEW + 1).await.is_ok());
    }
}
