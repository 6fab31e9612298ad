//! What our credentials may do in a bucket that is to be watched only.

use crate::bucket::blocking;
use crate::conditional;
use crate::error::CopyError;
use crate::id::{ItemId, fresh};
use object_store::path::Path;
use object_store::{Error, ObjectStoreExt};

/// Whether the credentials in the environment let us write to a place: whoever watches a store and is broken into must not be a
/// way to empty it. An upload in parts is begun below the prefix and given up at once, so nothing is ever there; a server that
/// answers neither yes nor no is an error. Of folders nothing is asked: what may be written there, the system says, and the
/// same account may not be the one that watches.
pub fn may_write(name: &str, place: &str) -> Result<bool, CopyError> {
    let Some((store, prefix)) = conditional::from_environment(name, place)? else { return Ok(false) };
    let key = Path::from(prefix).join(format!("tipstaff-may-not-write-{}", ItemId(fresh()?)));
    let begun = async {
        match store.put_multipart(&key).await {
            Ok(mut upload) => {
                // One that cannot be given up holds nothing, and a rule of the bucket's ends it.
                let _ = upload.abort().await;
                Ok(true)
            }
            Err(Error::PermissionDenied { .. } | Error::Unauthenticated { .. }) => Ok(false),
            Err(source) => Err(CopyError::Bucket {
                name: name.to_owned(),
                what: "finding out whether we may write there",
                source,
            }),
        }
    };
    blocking(name, begun)?
}
