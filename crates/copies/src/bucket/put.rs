//! A group of items, put into a bucket.

use super::{Bucket, list};
use crate::error::CopyError;
use crate::id::{Blake3, ItemId};
use crate::manifest::ItemManifest;
use crate::place::{Body, Prepared};
use crate::seal::Seal;
use crate::spool;
use bytes::Bytes;
use futures::future::BoxFuture;
use futures::{FutureExt, StreamExt, stream};
use object_store::path::Path;
use object_store::{ObjectStoreExt, PutMode, PutOptions, PutPayload};
use std::fs::File;
use std::io::Read;

/// Requests at the same time.
const AT_ONCE: usize = 8;
/// Larger objects go in parts of this size.
const PART: u64 = 8 << 20;

/// Whether something was put, or something was there.
#[derive(PartialEq, Eq)]
pub(super) enum Made {
    New,
    There,
}

/// An item of which bytes and manifest are there.
struct Put<'i> {
    about: &'i ItemManifest,
    /// The sealed manifest that is there.
    sealed: Vec<u8>,
}

pub(super) async fn put<'i>(
    bucket: &Bucket,
    group: Vec<Prepared<'i>>,
    seal: &dyn Seal,
) -> Vec<Result<(), CopyError>> {
    // Boxed, because the compiler does not see that a closure that makes them would do for every lifetime.
    let putting: Vec<BoxFuture<'_, Result<Put<'i>, CopyError>>> =
        group.into_iter().map(|one| put_one(bucket, one, seal).boxed()).collect();
    let put: Vec<_> = stream::iter(putting).buffered(AT_ONCE).collect().await;
    // After the manifests are there, and before the reading: see `proof` for why in this order.
    let marks = list::marks(bucket).await;
    let marks = marks.as_deref();
    let reading: Vec<BoxFuture<'_, Result<(), CopyError>>> =
        put.into_iter().map(|one| read_back(bucket, one, marks.ok()).boxed()).collect();
    stream::iter(reading).buffered(AT_ONCE).collect().await
}

async fn put_one<'i>(bucket: &Bucket, one: Prepared<'i>, seal: &dyn Seal) -> Result<Put<'i>, CopyError> {
    let about = one.manifest;
    let path = bucket.object_path(&about.blake3);
    let made = match one.body {
        Body::Small(bytes) => bucket.put_new(&path, Bytes::copy_from_slice(bytes)).await?,
        Body::Written(file) => bucket.put_file(&path, &file.file, about).await?,
        Body::File(file) => bucket.put_file(&path, &file, about).await?,
    };
    if made == Made::There {
        // It is read before a manifest is put beside it, and once more at the end.
        compare(bucket, about, bucket.read_blake3(&about.blake3).await?)?;
    }
    let path = bucket.manifest_path(&about.blake3, &about.item);
    if bucket.put_new(&path, Bytes::copy_from_slice(one.sealed)).await? == Made::New {
        return Ok(Put { about, sealed: one.sealed.to_vec() });
    }
    let there = bucket.read_manifest(&about.blake3, &about.item).await?;
    match ItemManifest::open(&there, &about.blake3, &about.item, seal) {
        Ok(says) if says == *about => Ok(Put { about, sealed: there }),
        _ => Err(other_manifest(bucket, about)),
    }
}

async fn read_back(
    bucket: &Bucket,
    one: Result<Put<'_>, CopyError>,
    marks: Option<&[(Blake3, ItemId)]>,
) -> Result<(), CopyError> {
    let one = one?;
    match marks {
        Some(marks) if marks.iter().all(|(blake3, _)| *blake3 != one.about.blake3) => {}
        Some(_) => return Err(CopyError::BeingDestroyed { name: bucket.name.clone() }),
        None => return Err(CopyError::GivenUp { name: bucket.name.clone() }),
    }
    compare(bucket, one.about, bucket.read_blake3(&one.about.blake3).await?)?;
    let manifest = bucket.read_manifest(&one.about.blake3, &one.about.item).await?;
    if manifest == one.sealed { Ok(()) } else { Err(other_manifest(bucket, one.about)) }
}

fn compare(bucket: &Bucket, about: &ItemManifest, found: (Blake3, u64)) -> Result<(), CopyError> {
    if found == (about.blake3, about.size) {
        Ok(())
    } else {
        Err(CopyError::Corrupt { name: bucket.name.clone(), blake3: about.blake3 })
    }
}

fn other_manifest(bucket: &Bucket, about: &ItemManifest) -> CopyError {
    CopyError::OtherManifest { name: bucket.name.clone(), item: about.item }
}

impl Bucket {
    /// Puts something under a name that nothing has. It is looked for first: some servers ignore `If-None-Match` without a
    /// word (Garage 2.5.0), and what is there is never written over.
    pub(super) async fn put_new(&self, path: &Path, bytes: Bytes) -> Result<Made, CopyError> {
        if self.is_there(path).await? {
            return Ok(Made::There);
        }
        let options = PutOptions { mode: PutMode::Create, ..PutOptions::default() };
        match self.store.put_opts(path, PutPayload::from(bytes), options).await {
            Ok(_) => Ok(Made::New),
            Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                Ok(Made::There)
            }
            Err(error) => Err(self.failed("writing")(error)),
        }
    }

    pub(super) async fn is_there(&self, path: &Path) -> Result<bool, CopyError> {
        match self.store.head(path).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.failed("looking for a name")(error)),
        }
    }

    /// Puts a file there. What is read is hashed once more: the file lay on a disk since it was hashed. An upload in parts
    /// gets its name at its end; see `conditional` for how that is made to replace nothing.
    async fn put_file(&self, path: &Path, file: &File, about: &ItemManifest) -> Result<Made, CopyError> {
        let given_up = || CopyError::GivenUp { name: self.name.clone() };
        let mut from = spool::Whole::start(file);
        if about.size <= PART {
            let mut bytes = Vec::new();
            from.read_to_end(&mut bytes).map_err(|_| given_up())?;
            if Blake3::of(&bytes) != about.blake3 {
                return Err(given_up());
            }
            return self.put_new(path, bytes.into()).await;
        }
        if self.is_there(path).await? {
            return Ok(Made::There);
        }
        let writing = self.failed("writing");
        let mut upload = self.store.put_multipart(path).await.map_err(&writing)?;
        let sent = async {
            let mut hasher = blake3::Hasher::new();
            loop {
                let mut part = Vec::with_capacity(PART as usize);
                (&mut from).take(PART).read_to_end(&mut part).map_err(|_| given_up())?;
                if part.is_empty() {
                    break;
                }
                hasher.update(&part);
                upload.put_part(part.into()).await.map_err(&writing)?;
            }
            if about.blake3.0 != *hasher.finalize().as_bytes() {
                return Err(given_up());
            }
            match upload.complete().await {
                Ok(_) => Ok(Made::New),
                Err(object_store::Error::AlreadyExists { .. } | object_store::Error::Precondition { .. }) => {
                    Ok(Made::There)
                }
                Err(error) => Err(writing(error)),
            }
        };
        let sent = sent.await;
        if !matches!(sent, Ok(Made::New)) {
            // What cannot be given up is ended by a lifecycle rule of the bucket; it has no name.
            let _ = upload.abort().await;
        }
        sent
    }
}
