//! How much, how long, how often.

use std::time::Duration;

/// Limits of uploads and of work on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files of one actor that are kept at once.
    pub actor_bytes: u64,
    /// Bytes of all files that are kept at once.
    pub total_bytes: u64,
    /// How long a file is kept.
    pub keep: Duration,
    /// Jobs that a node does at once. Each holds its file in memory.
    pub at_once: usize,
    /// How long a node may be silent before another takes its jobs.
    pub lease: Duration,
    /// How often a job is tried.
    pub attempts: u32,
    /// How often a node looks for jobs that came in through another node.
    pub look: Duration,
}

impl Default for Settings {
    /// 1 GiB a file, 10 GiB an actor, 100 GiB in all, for 14 days; two jobs at once, leases of a minute, three attempts.
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            actor_bytes: 10 << 30,
            total_bytes: 100 << 30,
            keep: Duration::from_hours(14 * 24),
            at_once: 2,
            lease: Duration::from_mins(1),
            attempts: 3,
            look: Duration::from_secs(1),
        }
    }
}
