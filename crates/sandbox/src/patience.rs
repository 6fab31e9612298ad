//! How long a worker may take, as far as can be told from outside.

use inspect::Limits;
use std::time::Duration;

/// DEFLATE cannot pack tighter than this (RFC 1951: 258 bytes in 2 bits).
const TIGHTEST: u64 = 1_032;

/// Time for the worker to notice by itself that it is late, and to say so.
const GRACE: Duration = Duration::from_secs(2);

/// Seconds that an honest reader can need for a file of this size, by its own account of the limits.
///
/// The account grows with unpacked bytes, which the parent cannot see: they are bounded here by what the file could
/// possibly unpack to. Without that bound a tiny file could hold a worker for as long as the largest one.
pub(crate) fn seconds(limits: &Limits, file_bytes: u64) -> u64 {
    let unpacked =
        file_bytes.saturating_mul(TIGHTEST).max(limits.ratio_free_bytes).min(limits.unpacked_bytes);
    limits.seconds.saturating_add((unpacked / 10_000_000).saturating_mul(limits.seconds_per_10_mb))
}

/// How long the parent waits for the worker, all waiting together. Time spent on what the worker said is not waiting:
/// a slow listener is no fault of the reader. What a worker can do without being waited for is bounded by its limit on
/// processor time.
pub(crate) fn longest_wait(limits: &Limits, file_bytes: u64) -> Duration {
    Duration::from_secs(seconds(limits, file_bytes)) + GRACE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_file_is_not_waited_for_as_long_as_a_large_one() {
        let limits = Limits::default();
        assert_eq!(seconds(&limits, 0), 10 + 6);
        assert_eq!(seconds(&limits, 1 << 30), 10 + 429);
        assert_eq!(seconds(&limits, u64::MAX), 10 + 429);
    }
}
