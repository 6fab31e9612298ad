//! As many connections as the system lets us have: each takes a file, and systems begin with 1,024 of them.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More than this many would be an attack, and take memory that checks need.
const MOST: u64 = 16_384;

/// Takes what may be had. Without it fewer connections come in at once, and nothing breaks.
pub fn take_room() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(MOST, |most| most.min(MOST));
    if limit.current.is_some_and(|current| current < wanted) {
        let raised = Rlimit { current: Some(wanted), maximum: limit.maximum };
        if setrlimit(Resource::Nofile, raised).is_err() {
            tracing::warn!(
                "the limit of open files could not be raised; fewer connections are taken at once"
            );
        }
    }
}
