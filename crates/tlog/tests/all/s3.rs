//! A log in a bucket: a real S3 server, in the same process, over HTTP.

use crate::common;
use std::sync::Arc;

use crate::common::{Rows, acts, key};
use s3_for_tests::{BUCKET, Server};
use tlog::{
    Policy, Shelf, VerifierKey,
    witness::{Witness, ask},
};
use tokio::net::TcpListener;

/// A bucket on a server that ends with the test.
fn bucket() -> (Server, Shelf) {
    let server = Server::folder();
    let shelf = Shelf::in_store(server.store(), "police/log");
    (server, shelf)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_in_a_bucket_is_published_read_proved_and_verified() {
    let (server, shelf) = bucket();
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
        let object = server.root().join(BUCKET).join("police/log").join(&path);
        assert_eq!(std::fs::read(object).unwrap(), bytes, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_checkpoint_in_a_bucket_is_cosigned() {
    let (_server, shelf) = bucket();
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
    let (_server, shelf) = bucket();
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
