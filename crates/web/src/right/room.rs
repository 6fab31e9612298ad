//! Room for files on their way in: whoever finds none waits for a while instead of being turned away.
//!
//! What is bounded is memory, not the number of files: a small file takes little of it. Those who wait have been read no byte
//! of, so they take none; they are let in in the order in which they came.

use crate::problem::Problem;
use axum::http::StatusCode;
use prometheus_client::metrics::gauge::Gauge;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uploads::Uploads;

/// Memory is given out in pieces of this size: 1 MiB.
const PIECE: u64 = 1 << 20;
/// After how many seconds a sender who was turned away may try again.
const AGAIN: u32 = 30;

/// Room for files on their way in.
#[derive(Debug, Clone)]
pub(super) struct Room {
    memory: Arc<Semaphore>,
    pieces: u32,
    queue: Arc<Semaphore>,
    patience: Duration,
    waiting: Gauge,
}

/// A place in it, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    _memory: OwnedSemaphorePermit,
}

impl Room {
    /// Room of so many MiB, with so many who may wait for so long.
    pub(super) fn new(memory_mib: u32, queue: usize, patience: Duration, waiting: Gauge) -> Self {
        Self {
            memory: Arc::new(Semaphore::new(memory_mib as usize)),
            pieces: memory_mib,
            queue: Arc::new(Semaphore::new(queue)),
            patience,
            waiting,
        }
    }

    /// A place for so many bytes, or for nobody knows how many.
    pub(super) async fn place(&self, bytes: Option<u64>) -> Result<Place, Problem> {
        // All of it at most, or it would never be free.
        let wanted = Uploads::memory_of(bytes).div_ceil(PIECE).min(u64::from(self.pieces)) as u32;
        if let Ok(memory) = self.memory.clone().try_acquire_many_owned(wanted) {
            return Ok(Place { _memory: memory });
        }
        let Ok(_queued) = self.queue.clone().try_acquire_owned() else {
            return Err(Problem::too_many("Too many files are being sent at once", AGAIN));
        };
        let _waiting = Counted::begin(self.waiting.clone());
        match tokio::time::timeout(self.patience, self.memory.clone().acquire_many_owned(wanted)).await {
            Ok(Ok(memory)) => Ok(Place { _memory: memory }),
            // It is never closed; if it were, nobody would be let in.
            Ok(Err(_)) | Err(_) => Err(waited_in_vain(self.patience)),
        }
    }
}

fn waited_in_vain(patience: Duration) -> Problem {
    let waited = crate::words::counted(patience.as_secs().div_ceil(60), "minute", "minutes");
    Problem {
        retry_after: Some(AGAIN),
        ..Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            format!("So many files are being sent that this one waited for {waited} and was not taken"),
            "Send it again in a few minutes",
        )
    }
}

/// Counts something as long as it is there, also when its client goes away.
pub(super) struct Counted(Gauge);

impl Counted {
    pub(super) fn begin(gauge: Gauge) -> Self {
        gauge.inc();
        Self(gauge)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(memory_mib: u32, queue: usize, patience: Duration) -> Room {
        Room::new(memory_mib, queue, patience, Gauge::default())
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_finds_no_room_waits_and_is_let_in() {
        let room = room(48, 100, Duration::from_mins(5));
        let large = Some(20_000_000);
        let first = room.place(large).await.unwrap();
        let _second = room.place(large).await.unwrap();
        let third = tokio::spawn({
            let room = room.clone();
            async move { room.place(large).await.map(drop) }
        });
        tokio::time::sleep(Duration::from_mins(4)).await;
        assert!(!third.is_finished());
        assert_eq!(room.waiting.get(), 1);
        drop(first);
        third.await.unwrap().unwrap();
        assert_eq!(room.waiting.get(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_too_long_is_told_so_in_plain_words() {
        let room = room(48, 100, Duration::from_mins(5));
        let _all = (room.place(None).await.unwrap(), room.place(None).await.unwrap());
        let problem = room.place(None).await.unwrap_err();
        assert_eq!((problem.status.as_u16(), problem.retry_after), (503, Some(30)));
        insta::assert_snapshot!(format!("{}. {}.", problem.what, problem.fix));
        assert_eq!(room.waiting.get(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn the_queue_has_an_end() {
        let room = room(24, 1, Duration::from_mins(5));
        let _all = room.place(None).await.unwrap();
        let waits = tokio::spawn({
            let room = room.clone();
            async move { room.place(None).await.map(drop) }
        });
        tokio::time::sleep(Duration::from_secs(1)).await;
        let problem = room.place(None).await.unwrap_err();
        assert_eq!(problem.status.as_u16(), 429);
        assert_eq!(waits.await.unwrap().unwrap_err().status.as_u16(), 503);
    }

    #[tokio::test(start_paused = true)]
    async fn small_files_take_little_of_it_and_a_large_one_never_more_than_there_is() {
        let room = room(24, 0, Duration::ZERO);
        let mut places = Vec::new();
        for _ in 0..12 {
            places.push(room.place(Some(10_000)).await.unwrap());
        }
        drop(places);
        let small = Room::new(8, 0, Duration::ZERO, Gauge::default());
        let _all_of_it = small.place(Some(1 << 40)).await.unwrap();
        assert!(small.place(Some(1)).await.is_err());
    }
}
