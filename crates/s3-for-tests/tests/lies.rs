//! Every lie can be seen, and ends when it is told to.
#![allow(clippy::unwrap_used)]

mod common;

use common::{ask, between, get, keys, put};
use futures::{StreamExt, TryStreamExt};
use object_store::{ObjectStoreExt, PutMode, PutOptions, path::Path};
use s3_for_tests::{Lie, MemoryS3, Server};
use std::time::{Duration, Instant};

/// Three objects on each kind of server.
async fn both() -> [Server; 2] {
    let servers = [Server::folder(), Server::memory(MemoryS3::new())];
    for server in &servers {
        for key in ["a/1", "a/2", "b/1"] {
            put(&*server.store(), key, "evidence").await;
        }
    }
    servers
}

#[tokio::test]
async fn a_put_is_dropped() {
    for server in both().await {
        server.lies().tell(Lie::DroppedPut);
        put(&*server.store(), "a/3", "evidence").await;
        assert_eq!(server.lies().times(), 1);
        server.lies().stop();
        assert!(get(&*server.store(), "a/3").await.is_none());
        put(&*server.store(), "a/3", "evidence").await;
        assert!(get(&*server.store(), "a/3").await.is_some());
    }
}

#[tokio::test]
async fn a_listing_is_as_of_an_earlier_moment() {
    for server in both().await {
        let store = server.store();
        let earlier = server.moment();
        store.delete(&Path::from("a/1")).await.unwrap();
        put(&*store, "c", "later").await;
        server.lies().tell(Lie::StaleListing(earlier));
        assert_eq!(keys(&*store).await, ["a/1", "a/2", "b/1"]);
        assert!(get(&*store, "a/1").await.is_none());
        server.lies().stop();
        assert_eq!(keys(&*store).await, ["a/2", "b/1", "c"]);
    }
}

#[tokio::test]
async fn a_listing_stops_early_and_says_that_it_is_whole() {
    for server in both().await {
        server.lies().tell(Lie::TruncatedListing(2));
        assert_eq!(keys(&*server.store()).await, ["a/1", "a/2"]);
    }
}

#[tokio::test]
async fn what_is_listed_cannot_be_got() {
    for server in both().await {
        let store = server.store();
        server.lies().tell_about("a/1", Lie::FailedGet);
        assert_eq!(keys(&*store).await.len(), 3);
        store.head(&Path::from("a/1")).await.unwrap();
        assert!(get(&*store, "a/1").await.is_none());
        assert!(get(&*store, "a/2").await.is_some());
    }
}

#[tokio::test]
async fn other_bytes_of_equal_length_are_got() {
    for server in both().await {
        server.lies().tell_about("a/1", Lie::OtherBytes);
        let bytes = server.store().get(&Path::from("a/1")).await.unwrap().bytes().await.unwrap();
        assert_eq!(bytes.len(), "evidence".len());
        assert!(bytes.iter().zip(b"evidence").all(|(got, put)| got != put));
        assert_eq!(get(&*server.store(), "a/2").await.unwrap(), "evidence");
    }
}

#[tokio::test]
async fn put_if_absent_overwrites() {
    for server in both().await {
        server.lies().tell(Lie::IgnoredIfNoneMatch);
        let absent = PutOptions { mode: PutMode::Create, ..Default::default() };
        server.store().put_opts(&Path::from("a/1"), "others".into(), absent).await.unwrap();
        assert_eq!(get(&*server.store(), "a/1").await.unwrap(), "others");
    }
}

#[tokio::test]
async fn a_wrong_checksum_is_stored() {
    for server in both().await {
        let wrong = [("x-amz-checksum-sha256", "LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=")];
        assert_eq!(ask(&server, "PUT", "c", &wrong, b"other").await.0, 400);
        server.lies().tell(Lie::IgnoredChecksum);
        assert_eq!(ask(&server, "PUT", "c", &wrong, b"other").await.0, 200);
        assert_eq!(get(&*server.store(), "c").await.unwrap(), "other");
    }
}

#[tokio::test]
async fn a_lock_is_accepted_and_holds_nothing() {
    let lock = [
        ("x-amz-object-lock-mode", "COMPLIANCE"),
        ("x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z"),
    ];
    // Locked honestly, before the lie, and under it: both go.
    let server = Server::memory(MemoryS3::locked());
    assert_eq!(ask(&server, "PUT", "before", &lock, b"evidence").await.0, 200);
    server.lies().tell(Lie::IgnoredLock);
    assert_eq!(ask(&server, "PUT", "after", &lock, b"evidence").await.0, 200);
    let (_, listed) = ask(&server, "GET", "?versions", &[], b"").await;
    let ids = between(&listed, "VersionId");
    for (key, id) in ["after", "before"].into_iter().zip(ids) {
        assert_eq!(ask(&server, "DELETE", &format!("{key}?versionId={id}"), &[], b"").await.0, 204);
    }
    assert_eq!(server.objects().unwrap().keys(), 0);
    let (status, claimed) = ask(&server, "GET", "?object-lock", &[], b"").await;
    assert_eq!((status, between(&claimed, "ObjectLockEnabled")), (200, vec!["Enabled"]));
}

#[tokio::test]
async fn the_whole_store_goes_back() {
    for server in both().await {
        let store = server.store();
        let yesterday = server.moment();
        put(&*store, "a/1", "changed").await;
        put(&*store, "c", "today").await;
        store.delete(&Path::from("b/1")).await.unwrap();
        server.roll_back(&yesterday);
        assert_eq!(keys(&*store).await, ["a/1", "a/2", "b/1"]);
        assert_eq!(get(&*store, "a/1").await.unwrap(), "evidence");
        assert!(get(&*store, "c").await.is_none());
    }
}

#[tokio::test]
async fn it_is_slow() {
    for server in both().await {
        server.lies().tell(Lie::Slow(Duration::from_millis(300)));
        let begun = Instant::now();
        get(&*server.store(), "a/1").await.unwrap();
        assert!(begun.elapsed() >= Duration::from_millis(300));
    }
}

#[tokio::test]
async fn it_is_gone() {
    for mut server in both().await {
        let store = server.store();
        server.lies().tell(Lie::Unavailable);
        assert!(get(&*store, "a/1").await.is_none());
        server.lies().stop();
        assert!(get(&*store, "a/1").await.is_some());
        server.hang_up();
        assert!(get(&*store, "a/1").await.is_none());
        server.pick_up();
        assert_eq!(get(&*store, "a/1").await.unwrap(), "evidence");
    }
}

#[tokio::test]
async fn a_listing_is_out_of_order() {
    for server in both().await {
        server.lies().tell(Lie::UnsortedListing);
        assert_eq!(keys(&*server.store()).await, ["b/1", "a/2", "a/1"]);
    }
}

#[tokio::test]
async fn a_listing_never_ends() {
    for server in both().await {
        server.lies().tell(Lie::LoopingListing);
        let first: Vec<_> = server.store().list(None).take(20).try_collect().await.unwrap();
        assert_eq!(first.len(), 20);
        assert_eq!(first[0].location, first[3].location);
    }
}

#[tokio::test]
async fn a_key_is_lost_behind_everybodys_back() {
    let server = Server::memory(MemoryS3::with_generated(10, |i| (format!("{i}"), 5)));
    assert!(server.objects().unwrap().lose("3"));
    assert_eq!(keys(&*server.store()).await.len(), 9);
}
