//! A store that counts what is asked of it, and dies on cue.

use std::{
    fmt,
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use futures::stream::BoxStream;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result, memory::InMemory, path::Path,
};

/// It may die at a write: before it is done, or after it is done and before that is said.
#[derive(Debug)]
pub struct Watched {
    inner: Arc<InMemory>,
    pub reads: AtomicUsize,
    pub writes: AtomicUsize,
    at: usize,
    written: bool,
}

impl Watched {
    /// One that only counts.
    pub fn living(inner: Arc<InMemory>) -> Self {
        Self::dying(inner, usize::MAX, false)
    }

    /// One that dies at this write, from 1.
    pub fn dying(inner: Arc<InMemory>, at: usize, written: bool) -> Self {
        Self { inner, reads: AtomicUsize::new(0), writes: AtomicUsize::new(0), at, written }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a watched store")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Watched {
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
        self.reads.fetch_add(1, Ordering::SeqCst);
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
