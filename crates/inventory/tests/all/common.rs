//! Items, folders, and stores that fail on cue.

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use inventory::{Entry, Key, Listed, Listing, Location, Outcome, State};
use jiff::Timestamp;
use object_store::aws::AmazonS3Builder;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    ObjectStoreExt, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::net::TcpListener;

pub const BUCKET: &str = "evidence";

pub fn key(text: &str) -> Key {
    Key::new(text).unwrap()
}

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

pub fn listed(text: &str, size: u64) -> Listed {
    Listed { key: key(text), size, modified: None, tag: None, version: None }
}

pub fn entry(text: &str, size: u64) -> Entry {
    Entry::named(listed(text, size), at(1_700_000_000))
}

/// An entry with everything in it.
pub fn full(text: &str, size: u64) -> Entry {
    Entry {
        item: 96_174,
        modified: Some(Timestamp::new(1_690_000_000, 123_456_789).unwrap()),
        tag: Some("\"0123456789abcdef\"".into()),
        version: Some("3".into()),
        sha256: Some([7; 32]),
        blake3: Some([8; 32]),
        class: Some("non_evidential".into()),
        source: Some("camera 4711".into()),
        state: State::Hashed,
        recorded_at: Some(at(-5)),
        verified_at: Some(at(1_700_000_001)),
        ..entry(text, size)
    }
}

/// All items of a listing, and how it ended.
pub fn drain(mut listing: Listing) -> (Vec<Listed>, Outcome) {
    let mut items = Vec::new();
    while let Some(batch) = listing.blocking_next() {
        items.extend(batch);
    }
    (items, listing.blocking_finish())
}

pub async fn all(mut listing: Listing) -> (Vec<Listed>, Outcome) {
    let mut items = Vec::new();
    while let Some(batch) = listing.next().await {
        items.extend(batch);
    }
    (items, listing.finish().await)
}

pub fn keys(items: &[Listed]) -> Vec<&str> {
    items.iter().map(|item| item.key.as_str()).collect()
}

/// A bucket on a real server that ends with the test; its objects lie in a folder.
pub async fn bucket() -> (TempDir, Arc<dyn ObjectStore>) {
    let (root, _, store) = server().await;
    (root, store)
}

/// The same, and where the server listens.
pub async fn server() -> (TempDir, String, Arc<dyn ObjectStore>) {
    let root = tempfile::tempdir().unwrap();
    std::fs::create_dir(root.path().join(BUCKET)).unwrap();
    let service = {
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single("invented", "invented-too"));
        builder.build()
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let service = service.clone();
            tokio::spawn(async move {
                Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await
            });
        }
    });
    let store = AmazonS3Builder::new()
        .with_endpoint(&endpoint)
        .with_allow_http(true)
        .with_region("eu-west-2")
        .with_bucket_name(BUCKET)
        .with_access_key_id("invented")
        .with_secret_access_key("invented-too")
        .build()
        .unwrap();
    (root, endpoint, Arc::new(store))
}

/// How a store lies.
#[derive(Debug, Clone, Default)]
pub enum Lie {
    #[default]
    None,
    /// The list ends with an error after so many.
    Breaks(usize),
    /// The list ends without a word after so many.
    Stops(usize),
    /// The list names nothing more after so many, and does not end.
    Hangs(usize),
    /// The list comes backwards.
    Backwards,
    /// Objects are listed, and gone when read.
    Hollow,
    /// Bytes end before they should.
    Short,
    /// An empty object `NAME/` stands for a folder: it is listed as `NAME`, and cannot be asked for.
    Marker(&'static str),
    /// From the second read on, the object is another one.
    Changing,
}

/// A store in memory that lies on cue.
#[derive(Debug, Default)]
pub struct Liar {
    inner: InMemory,
    lie: Mutex<Lie>,
    reads: Mutex<usize>,
}

impl Liar {
    pub async fn with(items: &[(&str, &[u8])]) -> Arc<Self> {
        let this = Arc::new(Self::default());
        for (key, bytes) in items {
            this.inner.put(&Path::from(*key), bytes.to_vec().into()).await.unwrap();
        }
        this
    }

    pub fn tells(&self, lie: Lie) {
        *self.lie.lock().unwrap() = lie;
        *self.reads.lock().unwrap() = 0;
    }

    pub fn location(self: &Arc<Self>, prefix: &str) -> Location {
        Location::in_store(Arc::clone(self) as Arc<dyn ObjectStore>, prefix, "s3://invented").unwrap()
    }
}

impl fmt::Display for Liar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a store that lies")
    }
}

#[async_trait::async_trait]
impl ObjectStore for Liar {
    async fn put_opts(&self, path: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        self.inner.put_opts(path, payload, options).await
    }

    async fn put_multipart_opts(
        &self,
        path: &Path,
        options: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.inner.put_multipart_opts(path, options).await
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        let lie = self.lie.lock().unwrap().clone();
        let reads = {
            let mut reads = self.reads.lock().unwrap();
            *reads += 1;
            *reads
        };
        match lie {
            Lie::Hollow if !options.head => {
                Err(Error::Generic { store: "liar", source: "500, and the path /people/ashworth.mp4".into() })
            }
            Lie::Short => {
                let mut got = self.inner.get_opts(path, options).await?;
                let stream = std::mem::replace(
                    &mut got.payload,
                    object_store::GetResultPayload::Stream(futures::stream::empty().boxed()),
                );
                if let object_store::GetResultPayload::Stream(stream) = stream {
                    let cut = stream.map(|piece| piece.map(|piece| piece.slice(..piece.len() / 2)));
                    got.payload = object_store::GetResultPayload::Stream(cut.boxed());
                }
                Ok(got)
            }
            Lie::Changing if reads > 1 => {
                let mut got = self.inner.get_opts(path, options).await?;
                got.meta.e_tag = Some("another".into());
                Ok(got)
            }
            _ => self.inner.get_opts(path, options).await,
        }
    }

    async fn get_ranges(&self, path: &Path, ranges: &[Range<u64>]) -> Result<Vec<Bytes>> {
        self.inner.get_ranges(path, ranges).await
    }

    fn delete_stream(&self, paths: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.inner.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        let list = self.inner.list(prefix);
        match self.lie.lock().unwrap().clone() {
            Lie::Breaks(after) => {
                let broken = Error::Generic { store: "liar", source: "the connection is gone".into() };
                list.take(after).chain(futures::stream::iter([Err(broken)])).boxed()
            }
            Lie::Stops(after) => list.take(after).boxed(),
            Lie::Hangs(after) => list.take(after).chain(futures::stream::pending()).boxed(),
            Lie::Marker(name) => {
                let marker = ObjectMeta {
                    location: Path::from(name),
                    last_modified: std::time::SystemTime::UNIX_EPOCH.into(),
                    size: 0,
                    e_tag: None,
                    version: None,
                };
                let place = format!("{name}/");
                futures::stream::once(async move {
                    let mut items: Vec<_> = list.collect().await;
                    let is_before = |item: &Result<ObjectMeta>| {
                        item.as_ref().is_ok_and(|meta| meta.location.as_ref() < place.as_str())
                    };
                    items.insert(items.partition_point(is_before), Ok(marker));
                    futures::stream::iter(items)
                })
                .flatten()
                .boxed()
            }
            Lie::Backwards => futures::stream::once(async move {
                let mut items: Vec<_> = list.collect().await;
                items.reverse();
                futures::stream::iter(items)
            })
            .flatten()
            .boxed(),
            _ => list,
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.inner.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.inner.copy_opts(from, to, options).await
    }
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}
