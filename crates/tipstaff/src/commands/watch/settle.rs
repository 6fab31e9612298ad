//! Whether a file that arrived is complete: it has not changed for a while, and nobody has it open for writing.

use super::arrival::is_being_written;
use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, Instant};

/// What tells two states of a file apart.
type Sign = (u64, u64, u64, i64, i64);

/// Files that are watched until they are complete.
pub struct Settling {
    patience: Duration,
    seen: HashMap<OsString, (Sign, Instant)>,
}

impl Settling {
    pub fn new(patience: Duration) -> Self {
        Self { patience, seen: HashMap::new() }
    }

    /// The names that are complete, and whether others are not.
    pub fn complete(&mut self, arrived: &[(OsString, Metadata)]) -> (Vec<OsString>, bool) {
        let now = Instant::now();
        self.seen.retain(|name, _| arrived.iter().any(|(known, _)| known == name));
        let mut complete = Vec::new();
        for (name, about) in arrived {
            let sign = (about.ino(), about.dev(), about.len(), about.mtime(), about.mtime_nsec());
            let (before, since) = self.seen.entry(name.clone()).or_insert((sign, now));
            if *before != sign {
                (*before, *since) = (sign, now);
            } else if now.duration_since(*since) >= self.patience && !is_being_written(about) {
                complete.push(name.clone());
            }
        }
        let waiting = complete.len() < arrived.len();
        (complete, waiting)
    }
}
