//! What was lost, looked for in a bucket: see [`find_in_bucket`].

use crate::bucket::blocking;
use crate::error::CopyError;
use crate::find::{Found, Looking, Passed, Wanted};
use futures::StreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

/// Hashes every object under a prefix (which may be empty) and hands over those that are wanted; the bucket need not be a
/// replica. What cannot be read is counted, and the rest goes on. An error means that the listing did not come to its end.
pub fn find_in_bucket(
    name: &str,
    store: &dyn ObjectStore,
    prefix: &str,
    wanted: Wanted<'_>,
    each: &mut (dyn FnMut(Found) + Send),
) -> Result<Passed, CopyError> {
    let looking = async {
        let mut passed = Passed::default();
        let prefix = Path::from(prefix);
        let mut listing = store.list((prefix.parts().count() > 0).then_some(&prefix));
        while let Some(about) = listing.next().await {
            match digest(store, &about?.location, wanted).await {
                Ok((found, is_wanted)) => {
                    passed.files += 1;
                    passed.bytes += found.size;
                    if is_wanted {
                        passed.found += 1;
                        each(found);
                    }
                }
                Err(_) => passed.unreadable += 1,
            }
        }
        Ok(passed)
    };
    blocking(name, looking)?.map_err(|source| CopyError::Bucket {
        name: name.to_owned(),
        what: "listing it",
        source,
    })
}

async fn digest(
    store: &dyn ObjectStore,
    key: &Path,
    wanted: Wanted<'_>,
) -> object_store::Result<(Found, bool)> {
    let mut pieces = store.get(key).await?.into_stream();
    let mut looking = Looking::new(wanted);
    while let Some(piece) = pieces.next().await {
        looking.update(&piece?);
    }
    Ok(looking.finish(key.as_ref().into()))
}
