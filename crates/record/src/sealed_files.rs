//! Files that the record keeps sealed for good: what was released, by the rows that name them.

use crate::RecordError;
use ::blobs::{Area, BlobId};
use store::Snapshot;

/// A sealed file that a row names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SealedFile {
    /// Number of the release.
    pub(crate) release: i64,
    pub(crate) id: BlobId,
    /// SHA-256 of what is in it.
    pub(crate) sha256: [u8; 32],
}

impl SealedFile {
    /// What is wrong with it, for a person.
    pub(crate) fn missing(&self) -> String {
        format!("the sealed file {} of release {} is not where it was kept", self.id, self.release)
    }

    pub(crate) fn other(&self) -> String {
        format!("the sealed file {} of release {} is not the one that was released", self.id, self.release)
    }
}

/// All sealed files that are named at one moment, in the order of their releases; and the releases with a name that is none.
pub(crate) async fn named(snapshot: &mut Snapshot) -> Result<(Vec<SealedFile>, Vec<i64>), RecordError> {
    let (mut files, mut strange) = (Vec::new(), Vec::new());
    snapshot
        .for_each(
            "SELECT number, blob, sha256 FROM release WHERE blob IS NOT NULL ORDER BY number",
            &[],
            |row| {
                let release = row.integer(0)?;
                let id = std::str::from_utf8(row.bytes(1)?).ok().and_then(|text| text.parse().ok());
                let id = id.filter(|id: &BlobId| id.area() == Area::Released);
                match (id, row.bytes(2)?.try_into()) {
                    (Some(id), Ok(sha256)) => files.push(SealedFile { release, id, sha256 }),
                    _ => strange.push(release),
                }
                Ok(())
            },
        )
        .await?;
    Ok((files, strange))
}
