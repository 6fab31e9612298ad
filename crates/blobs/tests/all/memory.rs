//! Memory stays flat whatever the size: a store that counts what is in flight, and throws it away.

use crate::common;
use async_trait::async_trait;
use blobs::{Area, BlobError, Blobs};
use futures::stream::BoxStream;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, Extensions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta,
    ObjectStore, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, UploadPart,
};
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Counts bytes that were given to it and not yet taken in, and what became of uploads.
#[derive(Debug, Default)]
struct Counts {
    in_flight: AtomicU64,
    most_in_flight: AtomicU64,
    largest: AtomicU64,
    taken: AtomicU64,
    aborted: AtomicBool,
    completed: AtomicBool,
    fails_after: AtomicU64,
}

#[derive(Debug, Clone, Default)]
struct Counting(Arc<Counts>);

impl fmt::Display for Counting {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Counting")
    }
}

fn no() -> Error {
    Error::NotImplemented { operation: "this".into(), implementer: "a test".into() }
}

#[async_trait]
impl MultipartUpload for Counting {
    fn put_part(&mut self, part: PutPayload) -> UploadPart {
        let (counts, length) = (self.0.clone(), part.content_length() as u64);
        let now = counts.in_flight.fetch_add(length, Ordering::SeqCst) + length;
        counts.most_in_flight.fetch_max(now, Ordering::SeqCst);
        counts.largest.fetch_max(length, Ordering::SeqCst);
        Box::pin(async move {
            // As a network does: not at once.
            tokio::task::yield_now().await;
            counts.in_flight.fetch_sub(length, Ordering::SeqCst);
            let taken = counts.taken.fetch_add(length, Ordering::SeqCst) + length;
            let limit = counts.fails_after.load(Ordering::SeqCst);
            if limit > 0 && taken > limit { Err(no()) } else { Ok(()) }
        })
    }

    async fn complete(&mut self) -> Result<PutResult> {
        self.0.completed.store(true, Ordering::SeqCst);
        Ok(PutResult { e_tag: None, version: None, extensions: Extensions::default() })
    }

    async fn abort(&mut self) -> Result<()> {
        self.0.aborted.store(true, Ordering::SeqCst);
        Ok(())
    }
}

#[async_trait]
impl ObjectStore for Counting {
    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        Err(no())
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        Ok(Box::new(self.clone()))
    }

    async fn get_opts(&self, _: &Path, _: GetOptions) -> Result<GetResult> {
        Err(no())
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        paths
    }

    fn list(&self, _: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        Box::pin(futures::stream::empty())
    }

    async fn list_with_delimiter(&self, _: Option<&Path>) -> Result<ListResult> {
        Err(no())
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        Err(no())
    }
}

const MEGABYTE: usize = 1 << 20;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_megabytes_take_no_more_memory_than_some_parts() {
    let store = Counting::default();
    let blobs = Blobs::new(Arc::new(store.clone()), "", &common::keys()).unwrap();
    let mut writer = blobs.put(Area::Upload).unwrap();
    let zeros = vec![0; MEGABYTE];
    for _ in 0..200 {
        writer.write(&zeros).await.unwrap();
    }
    assert_eq!(writer.finish().await.unwrap().bytes, 200 << 20);
    let counts = store.0;
    assert!(counts.completed.load(Ordering::SeqCst));
    assert!(counts.taken.load(Ordering::SeqCst) > 200 << 20);
    assert!(counts.most_in_flight.load(Ordering::SeqCst) <= 16 << 20, "{counts:?}");
    assert!(counts.largest.load(Ordering::SeqCst) <= 8 << 20, "{counts:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_that_fails_half_way_is_told_and_left_clean() {
    let store = Counting::default();
    store.0.fails_after.store(30 << 20, Ordering::SeqCst);
    let blobs = Blobs::new(Arc::new(store.clone()), "", &common::keys()).unwrap();
    let mut writer = blobs.put(Area::Upload).unwrap();
    let zeros = vec![0; MEGABYTE];
    let mut failed = None;
    for _ in 0..100 {
        if let Err(error) = writer.write(&zeros).await {
            failed = Some(error);
            break;
        }
    }
    assert!(matches!(failed, Some(BlobError::Place { what: "written", .. })), "{failed:?}");
    assert!(matches!(writer.write(&zeros).await, Err(BlobError::Broken)));
    assert!(matches!(writer.finish().await, Err(BlobError::Broken)));
    while !store.0.aborted.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    assert!(!store.0.completed.load(Ordering::SeqCst));
}
