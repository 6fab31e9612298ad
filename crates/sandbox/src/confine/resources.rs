//! How much the process may use.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Sets the limits, for good: a limit that was lowered can only be lowered further.
pub(super) fn limit(memory: u64, seconds: u64) -> bool {
    let limits = [
        (Resource::As, memory),
        // Descriptors are numbered from 0: the three that are open are all there can be.
        (Resource::Nofile, 3),
        (Resource::Fsize, 0),
        (Resource::Core, 0),
        // Root is exempt from this one; the list of system calls has no fork for anybody.
        (Resource::Nproc, 0),
        (Resource::Memlock, 0),
        (Resource::Msgqueue, 0),
    ];
    let are_set = limits.into_iter().all(|(resource, most)| {
        let most = getrlimit(resource).maximum.map_or(most, |already| already.min(most));
        set(resource, most, most)
    });
    // The soft limit sends a signal that tells lateness from other deaths; the hard one kills.
    let already = getrlimit(Resource::Cpu).maximum.unwrap_or(u64::MAX);
    are_set
        && set(Resource::Cpu, seconds.saturating_add(1).min(already), seconds.saturating_add(2).min(already))
}

fn set(resource: Resource, soft: u64, hard: u64) -> bool {
    setrlimit(resource, Rlimit { current: Some(soft), maximum: Some(hard) }).is_ok()
}
