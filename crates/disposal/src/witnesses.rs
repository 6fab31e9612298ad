//! Nothing is destroyed behind the back of the witnesses: what is approved has to be what they have seen.

use crate::{DisposalError, Disposing};
use evidence::{EvidenceError, witnesses_are_current};
use jiff::Timestamp;

impl Disposing<'_> {
    /// Whether the witnesses are current and have seen the act at this position. Without a policy nobody is asked for.
    pub(crate) async fn witnesses_are_current(&self, act: u64, now: Timestamp) -> Result<(), DisposalError> {
        witnesses_are_current(self.record(), act, now).await.map_err(|error| match error {
            EvidenceError::Witnesses { what } => DisposalError::Witnesses { what },
            other => other.into(),
        })
    }
}
