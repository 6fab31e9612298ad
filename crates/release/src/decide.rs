//! A release that will not be: refused by somebody else, or taken back by who proposed it.

use crate::stored::Stored;
use crate::{ReleaseError, Releases, State};
use jiff::Timestamp;
use record::{Actor, Recorded, ReleaseProposed, ReleaseRefused, ReleaseWithdrawn, Signer};

impl Releases<'_> {
    /// Refuses what was proposed. `why` is kept, sealed.
    pub async fn refuse(
        &self,
        by: &Actor,
        signer: &Signer,
        release: u32,
        why: &str,
        now: Timestamp,
    ) -> Result<Recorded, ReleaseError> {
        if why.trim().is_empty() {
            return Err(ReleaseError::Missing { what: "the reason of the refusal" });
        }
        let mut writing = self.record.begin("refuse a release", now).await?;
        let stored = Stored::read(&mut writing, release).await?;
        stored.is_open()?;
        stored.becomes(&mut writing, State::Refused, None, None).await?;
        writing.note(why.trim()).await?;
        let act = ReleaseRefused { release, proposal: stored.proposal };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }

    /// Takes back what one has proposed.
    pub async fn withdraw(
        &self,
        by: &Actor,
        signer: &Signer,
        release: u32,
        now: Timestamp,
    ) -> Result<Recorded, ReleaseError> {
        let mut writing = self.record.begin("withdraw a release", now).await?;
        let stored = Stored::read(&mut writing, release).await?;
        stored.is_open()?;
        let proposed = writing.act_at::<ReleaseProposed>(stored.proposal).await?;
        if proposed.is_none_or(|(leaf, _)| leaf.actor != by.number) {
            return Err(ReleaseError::NotYours { release });
        }
        stored.becomes(&mut writing, State::Withdrawn, None, None).await?;
        let act = ReleaseWithdrawn { release, proposal: stored.proposal };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }
}
