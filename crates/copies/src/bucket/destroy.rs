//! What only a proof may do in a bucket.
//!
//! Where the bucket keeps versions, what is deleted here is no longer listed, and its bytes stay until the bucket's own
//! rules end them: a receipt of destruction says what a listing shows.

use super::{Bucket, blocking, list};
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::naming::{self, DESTROYING};
use crate::proof::Licence;
use object_store::ObjectStoreExt;
use object_store::path::Path;
use std::time::Duration;

/// For each step. All of them together are less than [`crate::MARGIN`]: a deletion that is still on its way when the leases
/// end is the one that leaves nothing.
pub(super) const PATIENCE: Duration = Duration::from_secs(15);

pub(super) fn mark(bucket: &Bucket, _: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
    // One that is there is of an earlier attempt of the same destruction, which this one finishes.
    let path = mark_path(bucket, blake3, item);
    patiently(bucket, bucket.put_new(&path, bytes::Bytes::new())).map(drop)
}

pub(super) fn manifest(
    bucket: &Bucket,
    _: &Licence,
    blake3: &Blake3,
    item: &ItemId,
) -> Result<Vec<ItemId>, CopyError> {
    remove(bucket, &bucket.manifest_path(blake3, item))?;
    patiently(bucket, list::manifests(bucket, blake3))
}

pub(super) fn object(bucket: &Bucket, _: &Licence, blake3: &Blake3) -> Result<(), CopyError> {
    remove(bucket, &bucket.object_path(blake3))
}

pub(super) fn unmark(bucket: &Bucket, _: &Licence, blake3: &Blake3, item: &ItemId) -> Result<(), CopyError> {
    remove(bucket, &mark_path(bucket, blake3, item))
}

fn mark_path(bucket: &Bucket, blake3: &Blake3, item: &ItemId) -> Path {
    bucket.path(&[DESTROYING, &naming::mark(blake3, item)])
}

/// Deletes a name, if it is there, and sees that it is gone: servers were seen to say yes to what they did not do. If equal
/// bytes are just being taken in again, it may be there again; then this is told as unfinished, and the next attempt sees
/// their manifest.
fn remove(bucket: &Bucket, path: &Path) -> Result<(), CopyError> {
    patiently(bucket, async {
        match bucket.store.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => return Err(bucket.failed("destroying a copy")(error)),
        }
        if bucket.is_there(path).await? { Err(given_up(bucket)) } else { Ok(()) }
    })
}

/// Waits for a step, and no longer than [`PATIENCE`].
fn patiently<T: Send>(
    bucket: &Bucket,
    step: impl Future<Output = Result<T, CopyError>> + Send,
) -> Result<T, CopyError> {
    blocking(&bucket.name, async { tokio::time::timeout(PATIENCE, step).await })?
        .unwrap_or_else(|_| Err(given_up(bucket)))
}

fn given_up(bucket: &Bucket) -> CopyError {
    CopyError::GivenUp { name: bucket.name.clone() }
}
