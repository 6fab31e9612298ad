//! What this crate can reach, and what it never does.

use crate::common::{BUCKET, all, bucket, drain, key};
use inventory::probe::Answer;
use inventory::reading::{Expected, Reading};
use inventory::{Coverage, ListOptions, Location, Reason, Trouble};
use object_store::aws::AmazonS3Builder;
use object_store::{ObjectStoreExt, RetryConfig};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;

/// A place that belongs to somebody else is never written to: no source of this crate names a call that could.
#[test]
fn nothing_here_writes_to_a_store() {
    let forbidden = [
        "put_opts",
        ".put(",
        "put_multipart",
        ".delete",
        "delete_stream",
        ".copy(",
        "copy_opts",
        ".rename",
        "renameat",
        "unlinkat",
        "mkdirat",
        "linkat",
        "OFlags::WRONLY",
        "OFlags::RDWR",
        "OFlags::CREATE",
        "fs::write",
        "remove_file",
        "remove_dir",
        "create_dir",
        "OpenOptions",
        "File::create",
        "set_permissions",
        "utimens",
        "ftruncate",
        "set_len",
    ];
    for file in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for call in forbidden {
            assert!(!text.contains(call), "{call} in {}", path.display());
        }
    }
}

/// `/dev` has other file systems mounted below, where this runs on most machines.
#[test]
fn other_file_systems_below_are_said() {
    let device = |path: &str| std::fs::metadata(path).map(|about| about.dev()).ok();
    if device("/dev/pts").is_none() || device("/dev/pts") == device("/dev") {
        return;
    }
    let (_, outcome) = drain(Location::folder("/dev").list(&ListOptions::default()));
    let Coverage::Incomplete { reasons } = outcome.coverage else { panic!("/dev/pts was not looked into") };
    assert!(reasons.contains(&Reason::OtherFileSystem { key: key("pts") }));
    let leave_out = vec![key("pts")];
    let (_, outcome) =
        drain(Location::folder("/dev").list(&ListOptions { leave_out, ..ListOptions::default() }));
    assert!(outcome.aside.some.iter().any(|(left, _)| *left == key("pts")));
}

fn s3(endpoint: &str, secret: &str) -> Location {
    let store = AmazonS3Builder::new()
        .with_endpoint(endpoint)
        .with_allow_http(true)
        .with_region("eu-west-2")
        .with_bucket_name(BUCKET)
        .with_access_key_id("invented")
        .with_secret_access_key(secret)
        .with_retry(RetryConfig { max_retries: 0, ..RetryConfig::default() })
        .build()
        .unwrap();
    Location::in_store(Arc::new(store), "", "s3://evidence").unwrap()
}

async fn reasons(location: &Location) -> Vec<Reason> {
    match all(location.list(&ListOptions::default())).await.1.coverage {
        Coverage::Incomplete { reasons } => reasons,
        Coverage::Complete => Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_answer_is_unknown() {
    // A port on which nobody listens: it was ours a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let location = s3(&format!("http://{port}"), "invented-too");
    assert_eq!(reasons(&location).await, [Reason::Place { trouble: Trouble::Unreachable }]);
    assert_eq!(location.probe(&[key("a")]).await, [Answer::Unknown(Trouble::Unreachable)]);
    let read = location.read(&key("a"), &Expected::default(), |_| {}).await;
    assert_eq!(read, Reading::Unreadable(Trouble::Unreachable));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_credential_is_no_loss() {
    let (_root, endpoint, store) = crate::common::server().await;
    store.put(&object_store::path::Path::from("a"), "1".into()).await.unwrap();
    let location = s3(&endpoint, "wrong");
    assert_eq!(reasons(&location).await, [Reason::Place { trouble: Trouble::Denied }]);
    assert_eq!(location.probe(&[key("a")]).await, [Answer::Unknown(Trouble::Denied)]);
    assert_eq!(s3(&endpoint, "invented-too").probe(&[key("a")]).await, [Answer::There { size: 1 }]);
}

/// Outside of a runtime there is nobody to ask a server: that is no panic, and no empty store.
#[test]
fn a_bucket_is_not_listed_without_a_runtime() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (_root, store) = runtime.block_on(bucket());
    let location = Location::in_store(store, "", "s3://evidence").unwrap();
    let (_, outcome) = drain(location.list(&ListOptions::default()));
    assert!(!outcome.coverage.is_complete());
}
