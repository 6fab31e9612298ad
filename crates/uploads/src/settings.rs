//! How much is taken, and for how long.

use jiff::SignedDuration;

/// How much is taken, and for how long.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Largest file, in bytes. So much memory is taken for each file that is being checked.
    pub file_bytes: u64,
    /// Most files that one actor may have at a time.
    pub files_of_actor: u64,
    /// Most bytes that one actor may have at a time.
    pub bytes_of_actor: u64,
    /// Most bytes of all actors together: the disk is not theirs alone.
    pub bytes_of_all: u64,
    /// How long a file stays.
    pub stays: SignedDuration,
    /// How many files are checked at once on this node.
    pub at_once: usize,
    /// For how long a node has a job for itself after its last sign of life.
    pub lease: SignedDuration,
    /// How often a job is begun before it counts as failed.
    pub attempts: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            file_bytes: 200_000_000,
            files_of_actor: 500,
            bytes_of_actor: 10_000_000_000,
            bytes_of_all: 100_000_000_000,
            stays: SignedDuration::from_hours(24 * 14),
            at_once: 2,
            lease: SignedDuration::from_secs(60),
            attempts: 3,
        }
    }
}
