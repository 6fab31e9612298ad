//! A log in a bucket: a real S3 server, in the same process, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::sync::Arc;

use common::{Rows, acts, key};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
};
use object_store::aws::AmazonS3Builder;
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tlog::{
    Policy, Shelf, VerifierKey,
    witness::{Witness, ask},
};
use tokio::net::TcpListener;

const BUCKET: &str = "tipstaff";

/// A bucket on a server that ends with the test.
async fn bucket() -> (TempDir, Shelf) {
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
    (root, Shelf::in_store(Arc::new(store), "police/log"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_in_a_bucket_is_published_read_proved_and_verified() {
    let (root, shelf) = bucket().await;
    for size in [0, 200, 256, 300, 700] {
        let checkpoint = shelf.publish(&acts(size), &key()).await.unwrap();
        assert_eq!(checkpoint.size(), size);
    }
    assert_eq!(shelf.read_leaves(500..700).await.unwrap(), acts(700)[500..]);
    let head = shelf.checkpoint(key().verifier()).await.unwrap().head();
    let proof = shelf.prove_inclusion(300, 700).await.unwrap();
    tlog::check_inclusion(&proof, &head, 300, tlog::leaf_hash(&acts(700)[300])).unwrap();
    assert_eq!(shelf.verify(Some(&acts(700)), key().verifier(), None).await.unwrap(), []);

    // In the bucket lies what lies in a folder.
    let folder = tempfile::tempdir().unwrap();
    Shelf::folder(folder.path()).unwrap().publish(&acts(700), &key()).await.unwrap();
    for (path, bytes) in common::files(folder.path()) {
        let object = root.path().join(BUCKET).join("police/log").join(&path);
        assert_eq!(std::fs::read(object).unwrap(), bytes, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_in_a_bucket_is_cosigned() {
    let (_root, shelf) = bucket().await;
    shelf.publish(&acts(20), &key()).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let witness = Witness::open(folder.path(), "audit.example/w", vec![key().verifier().clone()]).unwrap();
    let vkey: VerifierKey = witness.vkey().parse().unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { witness.serve(listener).await });
    ask(&shelf, key().verifier(), &vkey, &url).await.unwrap();
    let policy = Policy::parse(format!("witness audit {vkey}\nquorum audit\n").as_bytes()).unwrap();
    assert_eq!(shelf.verify(None, key().verifier(), Some(&policy)).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_publishers_on_a_bucket_end_with_a_whole_log() {
    let (_root, shelf) = bucket().await;
    let rows = Arc::new(Rows::new(acts(250)));
    let publishers: Vec<_> = (0..2)
        .map(|_| {
            let (shelf, rows) = (shelf.clone(), rows.clone());
            tokio::spawn(async move {
                for _ in 0..10 {
                    rows.add();
                    shelf.publish(&*rows, &key()).await.unwrap();
                }
            })
        })
        .collect();
    for publisher in publishers {
        publisher.await.unwrap();
    }
    assert_eq!(shelf.publish(&*rows, &key()).await.unwrap().size(), 270);
    assert_eq!(shelf.verify(Some(&*rows), key().verifier(), None).await.unwrap(), []);
}
