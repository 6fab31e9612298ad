//! A server on a port of this machine.

use crate::identity::{Asked, Gate, Identity, keys};
use crate::lie::Lies;
use crate::lying::{Inner, LyingS3};
use crate::memory::MemoryS3;
use crate::moment::{Moment, Past, restore_folder};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use object_store::aws::AmazonS3Builder;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::{JoinHandle, JoinSet};

/// The one bucket of every server.
pub const BUCKET: &str = "tipstaff";

/// The region that clients say.
pub const REGION: &str = "eu-west-2";

/// An S3 server that ends when it is dropped.
pub struct Server {
    holds: Holds,
    lies: Lies,
    asked: Asked,
    service: S3Service,
    address: SocketAddr,
    accepting: Option<JoinHandle<()>>,
    /// Its own, so that tests without a runtime, or with one of a single thread that they block, are answered.
    runtime: Option<Runtime>,
}

enum Holds {
    Folder(TempDir),
    Memory(Arc<MemoryS3>),
}

impl Server {
    /// s3s-fs over a temporary folder. Objects lie in it as files under their keys, so a test can change them behind the
    /// server's back; dot files beside the bucket are the server's own. It walks everything for each page of a listing.
    pub fn folder() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join(BUCKET)).unwrap();
        let files = Arc::new(FileSystem::new(root.path()).unwrap());
        Self::start(Holds::Folder(root), files)
    }

    /// Objects in memory.
    pub fn memory(objects: MemoryS3) -> Self {
        let objects = Arc::new(objects);
        Self::start(Holds::Memory(objects.clone()), objects)
    }

    fn start<S: Inner>(holds: Holds, inner: Arc<S>) -> Self {
        let (lies, asked) = (Lies::default(), Asked::default());
        let mut builder = S3ServiceBuilder::new(LyingS3::new(inner, lies.clone()));
        builder.set_auth(keys());
        builder.set_access(Gate(asked.clone()));
        let service = builder.build();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let listener = listen(&runtime, SocketAddr::from(([127, 0, 0, 1], 0)));
        let address = listener.local_addr().unwrap();
        let accepting = runtime.spawn(serve(listener, service.clone()));
        Self { holds, lies, asked, service, address, accepting: Some(accepting), runtime: Some(runtime) }
    }

    /// `http://127.0.0.1:PORT`
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The folder in which the bucket [`BUCKET`] is a folder. Panics where objects are in memory.
    pub fn root(&self) -> &Path {
        match &self.holds {
            Holds::Folder(root) => root.path(),
            Holds::Memory(_) => unreachable!("objects in memory have no folder"),
        }
    }

    /// The objects in memory, where they are there.
    pub fn objects(&self) -> Option<&MemoryS3> {
        match &self.holds {
            Holds::Folder(_) => None,
            Holds::Memory(objects) => Some(objects),
        }
    }

    /// The bucket, to somebody who may do everything. It tries again twice, within a second: what is gone is soon known.
    pub fn store(&self) -> Arc<dyn ObjectStore> {
        self.store_as(Identity::Owner)
    }

    /// The bucket, to somebody who may do less.
    pub fn store_as(&self, identity: Identity) -> Arc<dyn ObjectStore> {
        let backoff = BackoffConfig {
            init_backoff: Duration::from_millis(10),
            max_backoff: Duration::from_millis(50),
            base: 2.0,
        };
        let retry = RetryConfig { backoff, max_retries: 2, retry_timeout: Duration::from_secs(20) };
        Arc::new(
            AmazonS3Builder::new()
                .with_endpoint(self.endpoint())
                .with_allow_http(true)
                .with_region(REGION)
                .with_bucket_name(BUCKET)
                .with_access_key_id(identity.access_key())
                .with_secret_access_key(identity.secret())
                .with_retry(retry)
                .build()
                .unwrap(),
        )
    }

    /// What a program needs in its environment in order to find the server.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ENDPOINT", self.endpoint()),
            ("AWS_ALLOW_HTTP", "true".into()),
            ("AWS_REGION", REGION.into()),
            ("AWS_ACCESS_KEY_ID", Identity::Owner.access_key().into()),
            ("AWS_SECRET_ACCESS_KEY", Identity::Owner.secret().into()),
        ]
    }

    /// What it lies about.
    pub fn lies(&self) -> &Lies {
        &self.lies
    }

    /// How often an operation was asked for, refused or not; as S3 calls it: `ListObjectsV2`.
    pub fn asked(&self, operation: &str) -> usize {
        self.asked.lock().unwrap().get(operation).copied().unwrap_or_default()
    }

    /// Everything as it is now.
    pub fn moment(&self) -> Moment {
        match &self.holds {
            Holds::Folder(root) => Moment::of_folder(root.path()),
            Holds::Memory(objects) => objects.moment(),
        }
    }

    /// The whole store, back to an earlier moment of it: yesterday's snapshot of a disk, a replica that never caught up.
    pub fn roll_back(&self, moment: &Moment) {
        match (&self.holds, &moment.past) {
            (Holds::Folder(root), Past::Folder(past)) => restore_folder(root.path(), past.path()),
            (Holds::Memory(objects), Past::Memory(past)) => objects.restore(past),
            _ => unreachable!("a moment of another store"),
        }
    }

    /// Open connections are broken off and new ones are refused: a machine that is switched off.
    pub fn hang_up(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
            while !accepting.is_finished() {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }

    /// Answers again, at the same address and with the same objects.
    pub fn pick_up(&mut self) {
        if self.accepting.is_none() {
            let runtime = self.runtime.as_ref().unwrap();
            let listener = listen(runtime, self.address);
            self.accepting = Some(runtime.spawn(serve(listener, self.service.clone())));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.hang_up();
        if let Some(runtime) = self.runtime.take() {
            // A runtime that is dropped inside another one panics.
            runtime.shutdown_background();
        }
    }
}

fn listen(runtime: &Runtime, address: SocketAddr) -> TcpListener {
    let listener = std::net::TcpListener::bind(address).unwrap();
    listener.set_nonblocking(true).unwrap();
    let _inside = runtime.enter();
    TcpListener::from_std(listener).unwrap()
}

/// Connections end with this future, because their set does.
async fn serve(listener: TcpListener, service: S3Service) {
    let mut connections = JoinSet::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let service = service.clone();
        connections.spawn(async move {
            // A client that goes away is no matter of the test.
            let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await;
        });
        while connections.try_join_next().is_some() {}
    }
}
