//! Waiting before work is begun again.

use std::time::Duration;

/// How often work is begun in all.
const ATTEMPTS: u32 = 8;

/// The longest wait after the first attempt; doubled after each further one.
const FIRST: Duration = Duration::from_millis(10);

/// How often one piece of work was begun again.
pub(crate) struct Patience {
    attempts: u32,
}

impl Patience {
    pub(crate) fn new() -> Self {
        Self { attempts: 1 }
    }

    /// Waits a while and says true, or says false when it was tried often enough. The wait is a matter of chance, so that
    /// two who met do not meet again.
    pub(crate) async fn wait(&mut self) -> bool {
        if self.attempts >= ATTEMPTS {
            return false;
        }
        let longest = FIRST.saturating_mul(1 << (self.attempts - 1));
        self.attempts += 1;
        // Without chance, the longest wait is still a wait.
        let share = getrandom::u32().map_or(1.0, |chance| f64::from(chance) / f64::from(u32::MAX));
        tokio::time::sleep(longest.mul_f64(share)).await;
        true
    }
}
