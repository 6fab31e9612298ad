//! The end of a job as its print agent sends it itself.

use crate::{CardError, CardOffice, Job};
use cards::job::ClosingBundle;
use jiff::Timestamp;

/// The end of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Receipts that came with it and were new.
    pub receipts: u64,
    /// Whether it had been closed before: an agent that heard no answer sends it again.
    pub again: bool,
}

impl CardOffice<'_> {
    /// Takes in receipts and certificate of a print agent. It has no account: what it sends is signed with the key that the share
    /// was approved for, and is taken in in the name of whoever sealed the job.
    pub async fn ended(&self, job: &Job, bundle: &[u8], now: Timestamp) -> Result<Ended, CardError> {
        let closing = ClosingBundle::from_json(bundle)?;
        closing.opened(&job.manifest.agent_key()?)?;
        let by = self.sealed_by(job).await?;
        let again = Ended { receipts: 0, again: true };
        if self.desk(job).await?.closed().is_some() {
            return Ok(again);
        }
        let taken = self.take_receipts(&by, job, &closing.receipts, now).await?;
        match self.close(&by, job, &closing.certificate, now).await {
            Ok(_) => Ok(Ended { receipts: taken.fresh, again: false }),
            // Sent twice at once.
            Err(CardError::NothingToDo { .. }) => Ok(again),
            Err(error) => Err(error),
        }
    }
}
