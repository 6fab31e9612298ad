//! When to stop, and why.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Asked by work that is under way.
#[derive(Clone, Default)]
pub(super) struct Halt {
    /// The whole worker stops: the job goes back into the queue.
    stopped: Arc<AtomicBool>,
    /// The job is another's by now: what comes of it counts for nothing.
    lost: Arc<AtomicBool>,
}

impl Halt {
    /// One for a job, which stops when all stop.
    pub(super) fn child(&self) -> Self {
        Self { stopped: Arc::clone(&self.stopped), lost: Arc::default() }
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn lose(&self) {
        self.lost.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    pub(super) fn is_lost(&self) -> bool {
        self.lost.load(Ordering::SeqCst)
    }

    pub(super) fn says_stop(&self) -> bool {
        self.is_stopped() || self.is_lost()
    }
}
