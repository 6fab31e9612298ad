//! What a bucket lists. Nothing here shows that the bytes are there.

use super::Bucket;
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::naming::{self, CANARY, DESTROYING, IDENTITY};
use crate::place::{Entry, Part, Reads, Shard, Strays};
use futures::StreamExt;
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore};
use std::collections::HashSet;
use std::time::Duration;

const LISTING: &str = "listing it";

/// For a page of a listing. Nothing but time ends one that leads back to its beginning and has nothing on it, and none of what
/// `object_store` collects itself.
const PAGE: Duration = Duration::from_secs(20);

impl Bucket {
    /// The parts of a name below the prefix.
    fn below(&self, path: &Path) -> Vec<String> {
        let above = self.prefix.parts().count();
        path.parts().skip(above).map(|part| part.as_ref().to_owned()).collect()
    }

    /// Hands over everything below a path. A name that comes twice ends the listing as one that failed: there are gateways that
    /// lead back to the first page for ever (they ignore tokens that they do not know), and no honest listing has a name twice.
    async fn each(&self, under: &Path, mut take: impl FnMut(ObjectMeta) + Send) -> Result<(), CopyError> {
        let mut names = HashSet::new();
        let mut listing = self.store.list(Some(under));
        loop {
            let next = tokio::time::timeout(PAGE, listing.next()).await.map_err(|_| self.endless())?;
            let Some(about) = next else { return Ok(()) };
            let about = about.map_err(self.failed(LISTING))?;
            if !names.insert(about.location.clone()) {
                return Err(self.endless());
            }
            take(about);
        }
    }

    fn endless(&self) -> CopyError {
        let source = "the listing leads back to where it was, or comes to no end".into();
        self.failed(LISTING)(object_store::Error::Generic { store: "S3", source })
    }
}

/// A shard, which one request after another lists.
pub(super) struct WholeShard<'b> {
    pub(super) bucket: &'b Bucket,
    pub(super) first: u8,
}

impl Part for WholeShard<'_> {
    fn list(&self) -> Result<(Shard, Box<dyn Reads + '_>), CopyError> {
        let listed = super::blocking(&self.bucket.name, shard(self.bucket, self.first))??;
        Ok((listed, Box::new(self.bucket)))
    }
}

pub(super) async fn shard(bucket: &Bucket, first: u8) -> Result<Shard, CopyError> {
    let mut found = Shard::default();
    let under = bucket.path(&[&format!("{first:02x}")]);
    let take = |about: ObjectMeta| {
        let parts = bucket.below(&about.location);
        let named = match parts.as_slice() {
            [first, second, name] => naming::parse(&format!("{first}{second}"), name),
            _ => None,
        };
        match named {
            Some(named) => found.entries.push(Entry { named, size: about.size }),
            None => found.unknown.push(unknown(&parts)),
        }
    };
    bucket.each(&under, take).await?;
    Ok(found)
}

pub(super) async fn strays(bucket: &Bucket) -> Result<Strays, CopyError> {
    let mut found = Strays::default();
    let under = (bucket.prefix.parts().count() > 0).then_some(&bucket.prefix);
    let listing = tokio::time::timeout(PAGE, bucket.store.list_with_delimiter(under)).await;
    let listing = listing.map_err(|_| bucket.endless())?.map_err(bucket.failed(LISTING))?;
    for folder in listing.common_prefixes {
        let parts = bucket.below(&folder);
        let name = parts.first().map(String::as_str).unwrap_or_default();
        let shard = naming::shard(name);
        found.shards.extend(shard);
        let ours = shard.is_some() || name == DESTROYING || name == CANARY;
        if !ours {
            found.unknown.push(unknown(&parts));
        }
    }
    for object in listing.objects {
        let parts = bucket.below(&object.location);
        if parts != [IDENTITY] {
            found.unknown.push(unknown(&parts));
        }
    }
    found.shards.sort_unstable();
    found.temporary = marks(bucket).await?.len() as u64;
    Ok(found)
}

/// Destructions that are under way, or were interrupted.
pub(super) async fn marks(bucket: &Bucket) -> Result<Vec<(Blake3, ItemId)>, CopyError> {
    let mut marks = Vec::new();
    let take = |about: ObjectMeta| marks.extend(about.location.filename().and_then(naming::parse_mark));
    bucket.each(&bucket.path(&[DESTROYING]), take).await?;
    Ok(marks)
}

/// The items whose manifests lie beside an object.
pub(super) async fn manifests(bucket: &Bucket, blake3: &Blake3) -> Result<Vec<ItemId>, CopyError> {
    let (first, second) = naming::folders(blake3);
    let mut items = Vec::new();
    // The folder and not the name's beginning: `object_store` lists whole parts of paths only.
    let take = |about: ObjectMeta| {
        let name = about.location.filename().unwrap_or_default();
        if let Some(naming::Named::Manifest(of, item)) = naming::parse(&format!("{first}{second}"), name)
            && of == *blake3
        {
            items.push(item);
        }
    };
    bucket.each(&bucket.path(&[&first, &second]), take).await?;
    Ok(items)
}

fn unknown(parts: &[String]) -> Blake3 {
    Blake3::of(parts.join("/").as_bytes())
}
