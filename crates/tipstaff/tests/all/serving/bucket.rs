//! A real S3 server in this process; its objects lie in a folder.

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

/// A server with one bucket, `tipstaff`.
pub struct Bucket {
    root: TempDir,
    endpoint: String,
}

impl Bucket {
    /// Starts it.
    pub async fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("tipstaff")).unwrap();
        let mut builder = S3ServiceBuilder::new(FileSystem::new(root.path()).unwrap());
        builder.set_auth(SimpleAuth::from_single("invented", "invented-too"));
        let service = builder.build();
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
        Self { root, endpoint }
    }

    /// What a command needs in order to find it.
    pub fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("AWS_ENDPOINT", self.endpoint.clone()),
            ("AWS_ALLOW_HTTP", "true".into()),
            ("AWS_REGION", "eu-west-2".into()),
            ("AWS_ACCESS_KEY_ID", "invented".into()),
            ("AWS_SECRET_ACCESS_KEY", "invented-too".into()),
        ]
    }

    /// Objects whose names hold this.
    pub fn objects(&self, part: &str) -> usize {
        let files = crate::common::desk::files(self.root.path());
        files.iter().filter(|path| path.display().to_string().contains(part)).count()
    }
}
