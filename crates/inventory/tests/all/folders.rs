//! Listing real folders.

use crate::common::{drain, key, keys};
use inventory::probe::Answer;
use inventory::reading::{Expected, Reading};
use inventory::{Coverage, Identity, Kind, ListOptions, Location, Reason, Sameness, SweepDigest, Trouble};
use proptest::prelude::*;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

fn list(root: &Path, options: &ListOptions) -> (Vec<inventory::Listed>, inventory::Outcome) {
    drain(Location::folder(root).list(options))
}

#[test]
fn items_come_in_the_order_of_their_bytes() {
    // `a-b` and `a.mp4` come before what is in the folder `a`, and `a0` after it.
    let names = ["a-b", "a.mp4", "a/1", "a/b-c", "a/b/c", "a/b0", "a0", "b/z", "é", "\u{1f4f9}.mp4"];
    let root = folder(&names.map(|name| (name, "12345")));
    for batch in [1, 3, 1000] {
        let (items, outcome) = list(root.path(), &ListOptions { batch, ..ListOptions::default() });
        assert_eq!(keys(&items), names);
        assert_eq!(outcome.coverage, Coverage::Complete);
        assert_eq!((outcome.sum.count, outcome.sum.bytes), (10, 50));
        let mut digest = SweepDigest::new();
        names.iter().for_each(|name| digest.insert(&key(name), 5));
        assert_eq!(outcome.sum.digest, digest);
    }
}

#[test]
fn names_that_are_no_text_become_keys_of_their_own() {
    let root = folder(&[("plain", ""), ("back\\slash", "1"), ("\\xff", "22")]);
    fs::write(root.path().join(OsStr::from_bytes(b"\xff")), "333").unwrap();
    fs::create_dir(root.path().join(OsStr::from_bytes(b"d\xc3\x28"))).unwrap();
    fs::write(root.path().join(OsStr::from_bytes(b"d\xc3\x28/in")), "4444").unwrap();
    let (items, outcome) = list(root.path(), &ListOptions::default());
    assert!(outcome.coverage.is_complete());
    assert_eq!(keys(&items), ["\\\\xff", "\\xff", "back\\\\slash", "d\\xc3(/in", "plain"]);
    // And each can be read by its key.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let location = Location::folder(root.path());
    for item in &items {
        let bytes = runtime.block_on(location.read_range(&item.key, 0..100)).unwrap();
        assert_eq!(bytes.len() as u64, item.size);
    }
    // Another way of writing a name is no name.
    for other in ["pl\\x61in", "back\\x5cslash", "plain/", "./plain", "x/../plain", "/plain", "d\\xC3(/in"] {
        assert_eq!(runtime.block_on(location.read_range(&key(other), 0..1)), Err(Trouble::Gone), "{other}");
    }
}

#[test]
fn what_is_no_file_is_named_and_not_followed() {
    let outside = folder(&[("secret", "x")]);
    let root = folder(&[("file", "1")]);
    symlink(outside.path(), root.path().join("link-to-folder")).unwrap();
    symlink("file", root.path().join("link-to-file")).unwrap();
    symlink(".", root.path().join("loop")).unwrap();
    std::os::unix::net::UnixListener::bind(root.path().join("socket")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        root.path().join("pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RWXU,
        0,
    )
    .unwrap();
    let (items, outcome) = list(root.path(), &ListOptions::default());
    assert_eq!(keys(&items), ["file"]);
    assert!(outcome.coverage.is_complete());
    let aside: Vec<_> = outcome.aside.some.iter().map(|(key, kind)| (key.as_str(), *kind)).collect();
    let links = [("link-to-file", Kind::Link), ("link-to-folder", Kind::Link), ("loop", Kind::Link)];
    assert_eq!(aside, [&links[..], &[("pipe", Kind::Pipe), ("socket", Kind::Socket)]].concat());
    // Nor are they read through.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let location = Location::folder(root.path());
    let read = |name| runtime.block_on(location.read_range(&key(name), 0..1));
    assert!(read("link-to-folder/secret").is_err());
    for name in ["link-to-file", "pipe", "socket"] {
        assert_eq!(read(name), Err(Trouble::NotAFile), "{name}");
    }
}

/// Folders as anybody may have made them: names of any bytes, in any depth.
fn tree() -> impl Strategy<Value = Vec<Vec<Vec<u8>>>> {
    let byte = prop_oneof![
        Just(b'a'),
        Just(b'-'),
        Just(b'\\'),
        Just(b'x'),
        Just(b'0'),
        0x20..0x2f_u8,
        0x80..=0xff_u8
    ];
    let byte = byte.prop_filter("a slash is no name", |byte| *byte != b'/');
    let name = prop::collection::vec(byte, 1..4).prop_filter("no name", |name| name != b"." && name != b"..");
    prop::collection::vec(prop::collection::vec(name, 1..4), 0..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_folder_is_listed_as_it_is(tree in tree(), in_memory in 1..40_usize) {
        let root = tempfile::tempdir().unwrap();
        for path in &tree {
            let path = root.path().join(OsStr::from_bytes(&path.join(&b'/')));
            // Where a folder should be, or is already, there may be a file.
            let _ = fs::create_dir_all(path.parent().unwrap());
            let _ = fs::write(path, "x");
        }
        let files = count(root.path());
        let (items, outcome) = list(root.path(), &ListOptions { in_memory, ..ListOptions::default() });
        prop_assert_eq!(outcome.coverage, Coverage::Complete);
        // As many, each once, ascending: then no two names became one key.
        prop_assert_eq!(items.len(), files);
        prop_assert!(items.is_sorted_by(|a, b| a.key < b.key));
    }
}

fn count(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}

/// A folder that we may not read makes the list incomplete, and not shorter.
#[test]
fn a_folder_that_cannot_be_read_makes_the_listing_incomplete() {
    let root = folder(&[("a", "1"), ("locked/b", "2"), ("z", "3")]);
    fs::set_permissions(root.path().join("locked"), fs::Permissions::from_mode(0o000)).unwrap();
    let path = root.path().to_owned();
    // Root may read everything: on a thread of its own, and on that which it starts, it is somebody else.
    let (items, outcome) = std::thread::spawn(move || {
        if rustix::process::geteuid().is_root() {
            let nobody = rustix::process::Uid::from_raw(65_534);
            rustix::thread::set_thread_res_uid(nobody, nobody, nobody).unwrap();
        }
        list(&path, &ListOptions::default())
    })
    .join()
    .unwrap();
    fs::set_permissions(root.path().join("locked"), fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(keys(&items), ["a", "z"]);
    let reasons = vec![Reason::Folder { key: key("locked"), trouble: Trouble::Denied }];
    assert_eq!(outcome.coverage, Coverage::Incomplete { reasons });
}

#[test]
fn a_place_that_is_gone_is_incomplete() {
    let root = folder(&[("a", "1")]);
    let (items, outcome) = list(&root.path().join("nowhere"), &ListOptions::default());
    assert!(items.is_empty());
    assert_eq!(
        outcome.coverage,
        Coverage::Incomplete { reasons: vec![Reason::Place { trouble: Trouble::Gone }] }
    );
    let (_, outcome) = list(&root.path().join("a"), &ListOptions::default());
    assert!(!outcome.coverage.is_complete());
}

/// The share is not mounted: below it lies an empty folder, and that is not a loss of everything.
#[tokio::test]
async fn an_empty_folder_where_the_share_was_is_not_the_same_place() {
    let root = folder(&[("share/a", "1"), ("share/b", "2")]);
    let share = root.path().join("share");
    let identity = Location::folder(&share).identity().await.unwrap();
    fs::rename(&share, root.path().join("unmounted")).unwrap();
    fs::create_dir(&share).unwrap();
    let options = ListOptions { expected: Some(identity.clone()), ..ListOptions::default() };
    let (items, outcome) = crate::common::all(Location::folder(&share).list(&options)).await;
    assert!(items.is_empty());
    assert_eq!(outcome.coverage, Coverage::Incomplete { reasons: vec![Reason::NotSamePlace] });
    let (items, outcome) =
        crate::common::all(Location::folder(root.path().join("unmounted")).list(&options)).await;
    assert_eq!((items.len(), outcome.coverage), (2, Coverage::Complete));
    assert_eq!(outcome.identity, Some(identity.clone()));
    // Nor is anything there called gone.
    let known = Location::folder(&share).known_as(identity.clone());
    assert_eq!(known.probe(&[key("a")]).await, [Answer::Unknown(Trouble::NotSamePlace)]);
    assert_eq!(known.read_range(&key("a"), 0..1).await, Err(Trouble::NotSamePlace));
    let read = known.read(&key("a"), &Expected::default(), |_| {}).await;
    assert_eq!(read, Reading::Unreadable(Trouble::NotSamePlace));
    let (_, outcome) = crate::common::all(known.list(&ListOptions::default())).await;
    assert_eq!(outcome.coverage, Coverage::Incomplete { reasons: vec![Reason::NotSamePlace] });
    let moved = Location::folder(root.path().join("unmounted")).known_as(identity);
    assert_eq!(moved.probe(&[key("a")]).await, [Answer::There { size: 1 }]);
}

#[test]
fn mounted_anew_is_the_same_place_and_another_disk_is_not() {
    const EXT4: u64 = 0xef53;
    const NFS: u64 = 0x6969;
    let folder = |inode, device, kind, file_system| Identity::Folder { inode, device, kind, file_system };
    let nfs = folder(128, 45, NFS, 0);
    assert_eq!(nfs.compare(&nfs), Sameness::Same);
    assert_eq!(nfs.compare(&folder(128, 52, NFS, 0)), Sameness::Remounted);
    assert_eq!(nfs.compare(&folder(2, 45, EXT4, 9)), Sameness::Other);
    // Every ext4 begins at inode 2: its own identity tells two apart.
    assert_eq!(folder(2, 1, EXT4, 9).compare(&folder(2, 1, EXT4, 10)), Sameness::Other);
    assert_eq!(folder(2, 1, EXT4, 9).compare(&Identity::Bucket), Sameness::Other);
    assert_eq!(Identity::Bucket.compare(&Identity::Bucket), Sameness::Same);
}

#[test]
fn what_is_left_out_by_rule_is_said() {
    let root = folder(&[
        (".snapshot/old/a", "1"),
        (".snapshots", "2"),
        ("lost+found/x", "3"),
        ("z/lost+found", "4"),
    ]);
    let leave_out = vec![key(".snapshot"), key("lost+found")];
    let (items, outcome) = list(root.path(), &ListOptions { leave_out, ..ListOptions::default() });
    assert_eq!(keys(&items), [".snapshots", "z/lost+found"]);
    assert_eq!(outcome.aside.some, [(key(".snapshot"), Kind::LeftOut), (key("lost+found"), Kind::LeftOut)]);
}

#[test]
fn too_deep_and_too_long_are_said() {
    let root = folder(&[("1/2/3/4", ""), ("a", "")]);
    let (items, outcome) = list(root.path(), &ListOptions { depth: 2, ..ListOptions::default() });
    assert_eq!(keys(&items), ["a"]);
    assert_eq!(
        outcome.coverage,
        Coverage::Incomplete { reasons: vec![Reason::TooDeep { key: key("1/2/3") }] }
    );

    // 20 folders of 250 bytes: no path that the system takes, but one that can be walked to.
    let long = tempfile::tempdir().unwrap();
    let mut fd = rustix::fs::open(long.path(), rustix::fs::OFlags::PATH, rustix::fs::Mode::empty()).unwrap();
    let name = "n".repeat(250);
    for _ in 0..20 {
        rustix::fs::mkdirat(&fd, &name, rustix::fs::Mode::RWXU).unwrap();
        fd = rustix::fs::openat(&fd, &name, rustix::fs::OFlags::PATH, rustix::fs::Mode::empty()).unwrap();
    }
    let (_, outcome) = list(long.path(), &ListOptions::default());
    let Coverage::Incomplete { reasons } = outcome.coverage else { panic!("it is too long") };
    assert!(matches!(&reasons[..], [Reason::TooLong { key: Some(_) }]));
}

/// Files come and go while a store is listed; the listing still ends, ascending, and says how it went.
#[test]
fn a_store_in_use_can_be_listed() {
    let root = folder(&[]);
    for n in 0..2000 {
        let path = root.path().join(format!("{}/{n}", n % 7));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "x").unwrap();
    }
    let path = root.path().to_owned();
    let stop = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let stopped = std::sync::Arc::clone(&stop);
    let busy = std::thread::spawn(move || {
        let mut n = 0;
        while !stopped.load(std::sync::atomic::Ordering::Relaxed) {
            n += 1;
            let file = path.join(format!("{}/{}", n % 7, n % 2000));
            let _ = fs::remove_file(&file);
            let _ = fs::write(&file, "xy");
            let _ = fs::rename(path.join("6"), path.join("8"));
            let _ = fs::rename(path.join("8"), path.join("6"));
        }
    });
    for _ in 0..20 {
        let (items, _) = list(root.path(), &ListOptions { batch: 100, ..ListOptions::default() });
        assert!(items.is_sorted_by(|a, b| a.key < b.key));
        assert!(items.len() > 1000);
    }
    stop.store(true, std::sync::atomic::Ordering::Relaxed);
    busy.join().unwrap();
}

#[test]
fn a_listing_nobody_wants_ends() {
    let root = folder(&[("a", ""), ("b", "")]);
    let mut listing = Location::folder(root.path()).list(&ListOptions { batch: 1, ..ListOptions::default() });
    assert_eq!(listing.blocking_next().map(|batch| batch.len()), Some(1));
    drop(listing);
}
