//! How slowly a file may arrive: whoever sends keeps a place that others wait for.

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt};
use std::io;
use std::time::{Duration, Instant};

/// How long a client may send nothing.
pub const SILENCE: Duration = Duration::from_mins(1);
/// Slowest pace after the first minute, in bytes a second: a bad telephone line, and no more than a day for a whole place.
const SLOWEST: u64 = 8_192;

/// The pieces as they come, and an error instead of one that does not come or comes too late. Only time in which the client
/// was waited for counts: a slow disk of ours is nobody's fault.
pub fn paced<'s, S, E>(pieces: S) -> BoxStream<'s, io::Result<Bytes>>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin + Send + 's,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + Send,
{
    let state = Some((pieces, Duration::ZERO, 0_u64));
    futures::stream::unfold(state, |state| async {
        let (mut pieces, mut waited, mut arrived) = state?;
        let began = Instant::now();
        let piece = match tokio::time::timeout(SILENCE, pieces.next()).await {
            Err(_) => return Some((Err(too_slow()), None)),
            Ok(None) => return None,
            Ok(Some(Err(error))) => return Some((Err(io::Error::other(error)), None)),
            Ok(Some(Ok(piece))) => piece,
        };
        waited += began.elapsed();
        arrived += piece.len() as u64;
        if is_too_slow(waited, arrived) {
            return Some((Err(too_slow()), None));
        }
        Some((Ok(piece), Some((pieces, waited, arrived))))
    })
    .boxed()
}

fn is_too_slow(waited: Duration, arrived: u64) -> bool {
    waited.saturating_sub(SILENCE) > Duration::from_secs(arrived / SLOWEST)
}

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "it arrived too slowly")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_line_is_fast_enough_and_a_drop_a_minute_is_not() {
        let minutes = Duration::from_mins;
        assert!(!is_too_slow(minutes(1), 0));
        assert!(!is_too_slow(minutes(40), 20_000_000));
        assert!(is_too_slow(minutes(5), 5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_falls_silent_is_not_waited_for() {
        let first = futures::stream::iter([Ok::<_, io::Error>(Bytes::from_static(b"a"))]);
        let mut pieces = paced(first.chain(futures::stream::pending()).boxed());
        assert_eq!(pieces.next().await.unwrap().unwrap(), "a");
        assert_eq!(pieces.next().await.unwrap().unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert!(pieces.next().await.is_none());
    }
}
