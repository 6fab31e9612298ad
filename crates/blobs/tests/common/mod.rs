//! Places of blobs for tests: a folder, memory, and a real S3 server in this process.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use blobs::{Area, BlobError, BlobId, Blobs, Stored};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use keyring::ForceKeys;
use object_store::ObjectStore;
use object_store::aws::AmazonS3Builder;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;

pub const BUCKET: &str = "tipstaff";

/// Force keys that no other test has.
pub fn keys() -> ForceKeys {
    ForceKeys::fresh().unwrap()
}

/// A folder of blobs.
pub fn folder(keys: &ForceKeys) -> (TempDir, Blobs) {
    let root = tempfile::tempdir().unwrap();
    let blobs = Blobs::in_folder(root.path().join("sealed"), keys).unwrap();
    (root, blobs)
}

/// A bucket on a server that ends with the test; its objects lie in a folder.
pub async fn bucket() -> (TempDir, Arc<dyn ObjectStore>) {
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
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_region("eu-west-2")
        .with_bucket_name(BUCKET)
        .with_access_key_id("invented")
        .with_secret_access_key("invented-too")
        .build()
        .unwrap();
    (root, Arc::new(store))
}

/// Puts bytes into a blob.
pub async fn put(blobs: &Blobs, area: Area, bytes: &[u8]) -> Stored {
    let mut writer = blobs.put(area).unwrap();
    writer.write(bytes).await.unwrap();
    writer.finish().await.unwrap()
}

/// All of a blob.
pub async fn get(blobs: &Blobs, id: &BlobId) -> Result<Vec<u8>, BlobError> {
    let mut reader = blobs.reader(id).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = reader.next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Every blob of an area.
pub async fn all(blobs: &Blobs, area: Area) -> Vec<BlobId> {
    let mut ids = Vec::new();
    blobs.list(area, |listed| ids.push(listed.id)).await.unwrap();
    ids.sort();
    ids
}

/// Every file under a folder.
pub fn files(folder: &std::path::Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// Bytes that repeat nowhere nearby.
pub fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    (0..length)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect()
}
