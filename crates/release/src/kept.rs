//! The bytes of what was released, kept sealed, so that they can be checked again when rules and lists have grown.

use crate::examined::Examined;
use crate::{Filter, Rechecked, Release, ReleaseError, Releases, State};
use blobs::{Area, BlobId};
use jiff::Timestamp;
use record::Actor;
use std::fs::File;
use std::io::Read;

/// Bytes that are read at once.
const PIECE: usize = 1 << 16;

impl Releases<'_> {
    /// Keeps the bytes of a file sealed; gives the identifier for [`crate::Proposal::blob`]. Nothing is kept of a file whose
    /// bytes are not those that were checked.
    pub async fn keep(&self, mut file: File, sha256: &[u8; 32]) -> Result<Vec<u8>, ReleaseError> {
        let blobs = self.record.blobs()?;
        let mut writer = blobs.put(Area::Released)?;
        let mut piece = vec![0; PIECE];
        loop {
            let read = file.read(&mut piece).map_err(|error| ReleaseError::Unread { kind: error.kind() })?;
            match piece.get(..read) {
                Some(bytes) if !bytes.is_empty() => writer.write(bytes).await?,
                _ => break,
            }
        }
        let stored = writer.finish().await?;
        if &stored.sha256 != sha256 {
            blobs.delete(&stored.id).await?;
            return Err(ReleaseError::OtherBytes);
        }
        Ok(stored.id.to_string().into_bytes())
    }

    /// Forgets bytes that were kept for a proposal that was not made. The answer to a commit can be lost although the commit
    /// was not, so the record is asked first; what a row names stays.
    pub async fn forget(&self, blob: &[u8]) -> Result<(), ReleaseError> {
        let id = id(blob)?;
        let rows = self.record.read("SELECT number FROM release WHERE blob = $1", &[blob.into()]).await?;
        if rows.is_empty() {
            self.record.blobs()?.delete(&id).await?;
        }
        Ok(())
    }

    /// The bytes of a release, in memory only; none where they were not kept.
    pub async fn bytes(&self, release: &Release, limit: u64) -> Result<Option<File>, ReleaseError> {
        let Some(blob) = &release.blob else { return Ok(None) };
        Ok(Some(self.record.blobs()?.to_memory(&id(blob)?, limit).await?))
    }

    /// Checks everything again that was released, or the one that is named, and hands over what came of each as it comes;
    /// `each` ends it by saying `false`. `check` opens the bytes with today's rules. What cannot be read goes to `each` as an
    /// error, and the next one follows.
    pub async fn recheck(
        &self,
        by: &Actor,
        only: Option<u32>,
        limit: u64,
        now: impl Fn() -> Timestamp,
        mut check: impl FnMut(&Release, File) -> Examined,
        mut each: impl FnMut(&Release, Result<Rechecked, ReleaseError>) -> bool,
    ) -> Result<(), ReleaseError> {
        let mut filter = Filter { state: Some(State::Approved), most: Some(50), ..Filter::default() };
        loop {
            let page = match only {
                Some(release) => vec![self.get(release).await?],
                None => self.list(&filter).await?,
            };
            let Some(last) = page.last() else { return Ok(()) };
            filter.before = Some(last.number);
            for release in &page {
                let told = match self.bytes(release, limit).await {
                    Ok(Some(file)) => {
                        let examined = check(release, file);
                        self.rechecked(by, release.number, &examined, now()).await
                    }
                    Ok(None) => Err(ReleaseError::NotKept { release: release.number }),
                    Err(error) => Err(error),
                };
                if !each(release, told) {
                    return Ok(());
                }
            }
            if only.is_some() {
                return Ok(());
            }
        }
    }
}

fn id(blob: &[u8]) -> Result<BlobId, ReleaseError> {
    let text = std::str::from_utf8(blob).ok();
    let id = text.and_then(|text| text.parse::<BlobId>().ok()).filter(|id| id.area() == Area::Released);
    id.ok_or_else(|| ReleaseError::damaged("the identifier of released bytes is none"))
}
