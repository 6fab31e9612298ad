//! Values in a file under check were shown: an act, because somebody saw what may be personal.

use crate::examined::hex;
use crate::{ReleaseError, Releases};
use jiff::Timestamp;
use record::{Actor, Recorded, SamplesShown, Signer};

impl Releases<'_> {
    /// Says that values in a file under check are shown to the actor. The act comes first, the values after it. `purpose` is
    /// kept, sealed.
    pub async fn samples_shown(
        &self,
        by: &Actor,
        signer: &Signer,
        sha256: &[u8; 32],
        values: u64,
        purpose: &str,
        now: Timestamp,
    ) -> Result<Recorded, ReleaseError> {
        if purpose.trim().is_empty() {
            return Err(ReleaseError::Missing { what: "why the values are shown" });
        }
        let mut writing = self.record.begin("show samples", now).await?;
        writing.note(purpose.trim()).await?;
        let act = SamplesShown { sha256: hex(sha256), values };
        Ok(writing.commit(&act, by, &[signer]).await?)
    }
}
