//! A publisher may die at any moment, and two of them may run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::{
    fmt,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use common::{Rows, acts, key, objects};
use futures::stream::BoxStream;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, memory::InMemory, path::Path,
};
use tlog::Shelf;

/// Before, in the middle of, and after several batches of leaves.
const BEFORE: u64 = 250;
const AFTER: u64 = 4200;

#[tokio::test]
async fn a_publisher_that_dies_at_any_write_is_caught_up_with_to_the_same_bytes() {
    let undisturbed = Arc::new(InMemory::new());
    let shelf = Shelf::in_store(undisturbed.clone(), "");
    shelf.publish(&acts(BEFORE), &key()).await.unwrap();
    shelf.publish(&acts(AFTER), &key()).await.unwrap();
    let expected = objects(&undisturbed).await;

    for written in [false, true] {
        for at in 1.. {
            let store = Arc::new(InMemory::new());
            Shelf::in_store(store.clone(), "").publish(&acts(BEFORE), &key()).await.unwrap();
            let dying = Dying { inner: store.clone(), writes: AtomicUsize::new(0), at, written };
            let died = Shelf::in_store(Arc::new(dying), "").publish(&acts(AFTER), &key()).await.is_err();

            // Whatever is there is a whole log, the old or the new one.
            let shelf = Shelf::in_store(store.clone(), "");
            let found = shelf.verify(None, key().verifier(), None).await.unwrap();
            assert!(found.is_empty(), "died at write {at}: {found:?}");
            let size = shelf.checkpoint(key().verifier()).await.unwrap().size();
            assert!(size == BEFORE || size == AFTER, "{size}");

            shelf.publish(&acts(AFTER), &key()).await.unwrap();
            let mut caught_up = objects(&store).await;
            // Partial tiles that were to be tidied away may have stayed.
            caught_up.retain(|path, _| expected.contains_key(path) || !path.contains(".p/"));
            assert!(caught_up == expected, "died at write {at}");
            if !died {
                assert!(at > 30, "only {at} writes were tried");
                break;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_publishers_on_a_folder_never_take_the_checkpoint_back() {
    let folder = tempfile::tempdir().unwrap();
    two_publishers(Shelf::folder(folder.path()).unwrap()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_publishers_on_an_object_store_never_take_the_checkpoint_back() {
    two_publishers(Shelf::in_store(Arc::new(InMemory::new()), "log")).await;
}

async fn two_publishers(shelf: Shelf) {
    let rows = Arc::new(Rows::new(acts(240)));
    shelf.publish(&*rows, &key()).await.unwrap();
    let publishers: Vec<_> = (0..3)
        .map(|_| {
            let (shelf, rows) = (shelf.clone(), rows.clone());
            tokio::spawn(async move {
                for _ in 0..20 {
                    rows.add();
                    shelf.publish(&*rows, &key()).await.unwrap();
                }
            })
        })
        .collect();
    let mut largest = 0;
    while publishers.iter().any(|publisher| !publisher.is_finished()) {
        let size = shelf.checkpoint(key().verifier()).await.unwrap().size();
        assert!(size >= largest, "the checkpoint went back from {largest} to {size}");
        largest = size;
        tokio::task::yield_now().await;
    }
    for publisher in publishers {
        publisher.await.unwrap();
    }
    let checkpoint = shelf.publish(&*rows, &key()).await.unwrap();
    assert_eq!(checkpoint.size(), 300);
    assert_eq!(shelf.verify(Some(&*rows), key().verifier(), None).await.unwrap(), []);
}

/// A store that dies at a write: before it is done, or after it is done and before that is said.
#[derive(Debug)]
struct Dying {
    inner: Arc<InMemory>,
    writes: AtomicUsize,
    at: usize,
    written: bool,
}

impl fmt::Display for Dying {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a dying store")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Dying {
    async fn put_opts(&self, path: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let write = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        if write < self.at {
            return self.inner.put_opts(path, payload, options).await;
        }
        if write == self.at && self.written {
            self.inner.put_opts(path, payload, options).await?;
        }
        Err(Error::Generic { store: "dying", source: "the machine is gone".into() })
    }

    async fn put_multipart_opts(
        &self,
        path: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(path, options).await
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        self.inner.get_opts(path, options).await
    }

    async fn get_ranges(&self, path: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.inner.get_ranges(path, ranges).await
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.inner.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}
