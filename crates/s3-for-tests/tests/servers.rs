//! Both servers do what S3 does, so that a test is about its own subject.
#![allow(clippy::unwrap_used)]

mod common;

use common::{ask, between, get, keys, put};
use futures::TryStreamExt;
use object_store::{GetOptions, GetRange, MultipartUpload, ObjectStoreExt, PutMode, PutOptions, path::Path};
use s3_for_tests::{Identity, MemoryS3, Server, generated};
use std::time::Duration;

fn both() -> [Server; 2] {
    [Server::folder(), Server::memory(MemoryS3::new())]
}

#[tokio::test]
async fn what_is_put_is_got_listed_and_deleted() {
    for server in both() {
        let store = server.store();
        for key in ["b/2", "a", "b/1", "b-0"] {
            put(&*store, key, "some bytes").await;
        }
        assert_eq!(keys(&*store).await, ["a", "b-0", "b/1", "b/2"]);
        assert_eq!(get(&*store, "b/1").await.unwrap(), "some bytes");
        let range = GetOptions { range: Some(GetRange::Bounded(5..7)), ..Default::default() };
        let piece = store.get_opts(&Path::from("a"), range).await.unwrap().bytes().await.unwrap();
        assert_eq!(piece, "by");
        let listed = store.list_with_delimiter(None).await.unwrap();
        assert_eq!(listed.common_prefixes, [Path::from("b")]);
        assert_eq!(listed.objects.len(), 2);
        store.copy(&Path::from("a"), &Path::from("c")).await.unwrap();
        store.delete(&Path::from("a")).await.unwrap();
        assert_eq!(keys(&*store).await, ["b-0", "b/1", "b/2", "c"]);
        assert!(get(&*store, "a").await.is_none());
        assert_eq!(server.asked("PutObject"), 4);
    }
}

#[tokio::test]
async fn a_second_put_if_absent_is_refused_and_the_first_bytes_stay() {
    for server in both() {
        let store = server.store();
        put(&*store, "a", "first").await;
        let absent = PutOptions { mode: PutMode::Create, ..Default::default() };
        let second = store.put_opts(&Path::from("a"), "second".into(), absent).await;
        assert!(matches!(second, Err(object_store::Error::AlreadyExists { .. })), "{second:?}");
        assert_eq!(get(&*store, "a").await.unwrap(), "first");
    }
}

#[tokio::test]
async fn a_wrong_checksum_is_refused() {
    for server in both() {
        let wrong = [("x-amz-checksum-sha256", "LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=")];
        assert_eq!(ask(&server, "PUT", "a", &wrong, b"other").await.0, 400);
        let right = [("x-amz-checksum-sha256", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")];
        assert_eq!(ask(&server, "PUT", "a", &right, b"").await.0, 200);
        let md5 = [("content-md5", "1B2M2Y8AsgTpgAmY7PhCfg==")];
        assert_eq!(ask(&server, "PUT", "a", &md5, b"").await.0, 200);
        assert_eq!(ask(&server, "PUT", "a", &md5, b"other").await.0, 400);
    }
}

#[tokio::test]
async fn an_object_of_many_parts_is_put_or_given_up() {
    for server in both() {
        let store = server.store();
        let mut upload = store.put_multipart(&Path::from("video")).await.unwrap();
        upload.put_part(vec![1; 5 << 20].into()).await.unwrap();
        upload.put_part(vec![2; 10].into()).await.unwrap();
        upload.complete().await.unwrap();
        assert_eq!(store.head(&Path::from("video")).await.unwrap().size, (5 << 20) + 10);
        let mut upload = store.put_multipart(&Path::from("other")).await.unwrap();
        upload.abort().await.unwrap();
        assert_eq!(keys(&*store).await, ["video"]);
    }
}

#[tokio::test]
async fn identities_may_do_what_they_may() {
    for server in both() {
        let keeper = server.store_as(Identity::Keeper);
        put(&*keeper, "a", "kept").await;
        assert!(keeper.delete(&Path::from("a")).await.is_err());
        let reader = server.store_as(Identity::Reader);
        assert_eq!(get(&*reader, "a").await.unwrap(), "kept");
        assert!(reader.put(&Path::from("b"), "x".into()).await.is_err());
        assert!(reader.put_multipart(&Path::from("b")).await.is_err());
        assert_eq!(keys(&*reader).await, ["a"]);
    }
}

#[tokio::test]
async fn what_lies_in_the_folder_can_be_changed_behind_the_servers_back() {
    let server = Server::folder();
    put(&*server.store(), "a/b", "bytes").await;
    let file = server.root().join(s3_for_tests::BUCKET).join("a/b");
    assert_eq!(std::fs::read(&file).unwrap(), b"bytes");
    std::fs::remove_file(file).unwrap();
    assert!(get(&*server.store(), "a/b").await.is_none());
}

#[test]
fn a_server_needs_no_runtime_and_ends_on_drop() {
    let server = Server::folder();
    let address = server.endpoint().replace("http://", "");
    std::net::TcpStream::connect(&address).unwrap();
    drop(server);
    assert!(std::net::TcpStream::connect(&address).is_err());
}

#[tokio::test]
async fn versions_are_kept_and_a_plain_delete_only_hides() {
    let server = Server::memory(MemoryS3::versioned());
    let store = server.store();
    put(&*store, "a", "one").await;
    put(&*store, "a", "two").await;
    store.delete(&Path::from("a")).await.unwrap();
    assert_eq!(keys(&*store).await, [""; 0]);
    let (status, listed) = ask(&server, "GET", "?versions", &[], b"").await;
    assert_eq!(status, 200);
    let ids = between(&listed, "VersionId");
    assert_eq!(ids.len(), 3, "{listed}");
    assert_eq!(between(&listed, "DeleteMarker").len(), 1);
    let marker = between(between(&listed, "DeleteMarker")[0], "VersionId")[0];
    let (status, _) = ask(&server, "DELETE", &format!("a?versionId={marker}"), &[], b"").await;
    assert_eq!(status, 204);
    assert_eq!(get(&*store, "a").await.unwrap(), "two");
    let first = ids.iter().min().unwrap();
    assert_eq!(ask(&server, "GET", &format!("a?versionId={first}"), &[], b"").await, (200, "one".into()));
}

#[tokio::test]
async fn versions_are_listed_page_after_page() {
    let server = Server::memory(MemoryS3::versioned());
    for key in ["a", "b", "b", "b", "c"] {
        put(&*server.store(), key, "bytes").await;
    }
    let (mut marker, mut seen) = (String::new(), Vec::new());
    loop {
        let (_, page) = ask(&server, "GET", &format!("?versions&max-keys=2{marker}"), &[], b"").await;
        seen.extend(between(&page, "VersionId").into_iter().map(str::to_owned));
        let Some(key) = between(&page, "NextKeyMarker").first().copied() else { break };
        let id = between(&page, "NextVersionIdMarker")[0];
        marker = format!("&key-marker={key}&version-id-marker={id}");
    }
    assert_eq!(seen.len(), 5);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn a_locked_version_is_deleted_by_nobody_until_its_time_is_over() {
    let server = Server::memory(MemoryS3::locked());
    let lock = [
        ("x-amz-object-lock-mode", "COMPLIANCE"),
        ("x-amz-object-lock-retain-until-date", "2099-01-01T00:00:00Z"),
    ];
    assert_eq!(ask(&server, "PUT", "a", &lock, b"evidence").await.0, 200);
    let (_, listed) = ask(&server, "GET", "?versions", &[], b"").await;
    let version = format!("a?versionId={}", between(&listed, "VersionId")[0]);
    assert_eq!(ask(&server, "DELETE", &version, &[], b"").await.0, 403);
    let (_, retention) = ask(&server, "GET", &format!("{version}&retention"), &[], b"").await;
    assert_eq!(between(&retention, "Mode"), ["COMPLIANCE"]);
    server.objects().unwrap().advance(Duration::from_hours(100 * 366 * 24));
    assert_eq!(ask(&server, "DELETE", &version, &[], b"").await.0, 204);
    // Where nothing is locked, the headers are refused and not ignored.
    let plain = Server::memory(MemoryS3::new());
    assert_eq!(ask(&plain, "PUT", "a", &lock, b"evidence").await.0, 400);
}

#[tokio::test]
async fn fifty_thousand_objects_are_listed_by_pages_of_a_thousand() {
    let server =
        Server::memory(MemoryS3::with_generated(50_000, |i| (format!("ab/{i:08}"), i as u64 % 9_000)));
    let store = server.store();
    let listed: Vec<_> = store.list(None).try_collect().await.unwrap();
    assert_eq!(listed.len(), 50_000);
    assert!(listed.is_sorted_by(|a, b| a.location < b.location));
    assert_eq!(server.asked("ListObjectsV2"), 50);
    let after: Vec<_> = store.list_with_offset(None, &Path::from("ab/00049997")).try_collect().await.unwrap();
    assert_eq!(after.len(), 2);
    assert_eq!(server.asked("ListObjectsV2"), 51);
    let folded = store.list_with_delimiter(None).await.unwrap();
    assert_eq!(folded.common_prefixes.len(), 1);
    let bytes = store.get(&Path::from("ab/00000100")).await.unwrap().bytes().await.unwrap();
    assert_eq!(bytes, generated("ab/00000100", 100));
    let piece = store.get_range(&Path::from("ab/00008999"), 31..70).await.unwrap();
    assert_eq!(piece, generated("ab/00008999", 8_999)[31..70]);
}

/// `TIPSTAFF_MILLION=1 cargo nextest run -p s3-for-tests million --no-capture`
#[tokio::test]
async fn a_million_objects_are_listed_when_asked_for() {
    if std::env::var_os("TIPSTAFF_MILLION").is_none() {
        return;
    }
    let begun = std::time::Instant::now();
    let server = Server::memory(MemoryS3::with_generated(1_000_000, |i| (format!("ab/{i:08}"), 1)));
    let made = begun.elapsed();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let memory = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    let begun = std::time::Instant::now();
    let count = server.store().list(None).try_fold(0, |count, _| async move { Ok(count + 1) }).await.unwrap();
    assert_eq!(count, 1_000_000);
    let mut out = std::io::stderr();
    std::io::Write::write_fmt(
        &mut out,
        format_args!("made in {made:?}, {memory}, listed in {:?}\n", begun.elapsed()),
    )
    .unwrap();
}
