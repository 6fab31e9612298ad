//! Blobs in a bucket: a real S3 server, in the same process, over HTTP.

use crate::common;
use crate::common::{all, get, keys, noise, put};
use blobs::{Area, Blobs};
use s3_for_tests::{BUCKET, Server};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn blobs_in_a_bucket_are_put_read_listed_and_deleted() {
    let server = Server::folder();
    let blobs = Blobs::new(server.store(), "police/sealed", &keys()).unwrap();
    // One that goes in one request, and one that goes in parts.
    for bytes in [noise(1000), noise(20 << 20)] {
        let stored = put(&blobs, Area::Copy, &bytes).await;
        assert!(get(&blobs, &stored.id).await.unwrap() == bytes);
        assert_eq!(all(&blobs, Area::Copy).await, [stored.id]);
        let object = server.root().join(BUCKET).join("police/sealed").join(stored.id.to_string());
        assert!(object.metadata().unwrap().len() > bytes.len() as u64);
        assert!(blobs.is_under_newest(&stored.id).await.unwrap());
        blobs.delete(&stored.id).await.unwrap();
        assert_eq!(all(&blobs, Area::Copy).await, []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_is_given_up_is_aborted() {
    let server = Server::folder();
    let blobs = Blobs::new(server.store(), "", &keys()).unwrap();
    let before = common::files(server.root());
    let mut writer = blobs.put(Area::Upload).unwrap();
    writer.write(&noise(20 << 20)).await.unwrap();
    assert_ne!(common::files(server.root()), before);
    drop(writer);
    // The abort is a request of its own, beside us.
    while common::files(server.root()) != before {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    assert_eq!(all(&blobs, Area::Upload).await, []);
}
