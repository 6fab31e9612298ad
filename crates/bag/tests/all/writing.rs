//! A bag is written whole or not at all, and never over anything.

use crate::common::{bagged, evidence, files, now, opens, sha256, video};
use bag::{Bag, BagError, Payload, State, Tag, validate, write_folder, write_tar};
use std::fs;
use std::io::{self, Read};

fn of(name: &str, bytes: &[u8]) -> Payload<'static> {
    Payload { name: name.into(), bytes: bytes.len() as u64, sha256: None, open: opens(bytes.to_vec()) }
}

fn plain(payload: Vec<Payload<'_>>) -> Bag<'_> {
    Bag { info: Vec::new(), payload, tags: Vec::new() }
}

#[tokio::test]
async fn a_bag_is_whole_and_always_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one"), folder.path().join("two"));
    let written = bagged(&one).await;
    assert_eq!((written.files, written.bytes), (2, 400_018));
    assert_eq!(bagged(&two).await, written);
    assert_eq!(files(&one), files(&two));
    assert_eq!(written.digest, sha256(&fs::read(one.join("tagmanifest-sha256.txt")).unwrap()));
    let report = validate(&one).unwrap();
    assert!(report.is_whole(), "{report:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");

    let names: Vec<_> = files(&one).into_keys().collect();
    insta::assert_snapshot!(names.join("\n"));
    insta::assert_snapshot!(
        fs::read_to_string(one.join("bag-info.txt")).unwrap().replace(env!("CARGO_PKG_VERSION"), "VERSION")
    );
    insta::assert_snapshot!(fs::read_to_string(one.join("tipstaff/README.txt")).unwrap());
    insta::assert_snapshot!(fs::read_to_string(one.join("tipstaff/bag.json")).unwrap());
    insta::assert_snapshot!(fs::read_to_string(one.join("tipstaff/proofs/256.tlog-proof")).unwrap());
    assert_eq!(fs::read(one.join("data/videos/Straße 1.mp4")).unwrap(), video());
}

#[tokio::test]
async fn a_stream_is_the_same_bag() {
    let folder = tempfile::tempdir().unwrap();
    let mut stream = Vec::new();
    let streamed = write_tar(&mut stream, "case-40", evidence().await.into_bag().unwrap(), now()).unwrap();
    tar::Archive::new(&*stream).unpack(folder.path()).unwrap();
    let target = folder.path().join("other");
    assert_eq!(bagged(&target).await, streamed);
    assert_eq!(files(&folder.path().join("case-40")), files(&target));
}

#[test]
fn names_longer_than_a_tar_header_are_streamed() {
    let (folder, mut stream) = (tempfile::tempdir().unwrap(), Vec::new());
    let name = format!("{}/{}.mp4", "d".repeat(200), "é".repeat(110));
    write_tar(&mut stream, "long", plain(vec![of(&name, b"bytes")]), now()).unwrap();
    tar::Archive::new(&*stream).unpack(folder.path()).unwrap();
    assert!(validate(&folder.path().join("long")).unwrap().is_whole());
}

#[test]
fn what_is_not_as_the_record_says_refuses_the_whole_bag() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    let cases = [
        Payload { sha256: Some([0; 32]), ..of("b", b"bytes") },
        Payload { bytes: 4, ..of("b", b"bytes") },
        Payload { bytes: 6, ..of("b", b"bytes") },
        Payload { open: Box::new(|| Err(io::Error::other("the disk is gone"))), ..of("b", b"bytes") },
        Payload { open: Box::new(|| Ok(Box::new(Breaks) as Box<dyn Read>)), ..of("b", b"bytes") },
    ];
    let mut told = Vec::new();
    for case in cases {
        let error = write_folder(&target, plain(vec![of("a", b"first"), case]), now()).unwrap_err();
        told.push(error.to_string());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{error}");
    }
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn a_stream_that_was_refused_is_no_archive_and_no_bag() {
    for case in
        [Payload { sha256: Some([0; 32]), ..of("b", b"bytes") }, Payload { bytes: 6, ..of("b", b"bytes") }]
    {
        let mut stream = Vec::new();
        write_tar(&mut stream, "bag", plain(vec![of("a", b"first"), case]), now()).unwrap_err();
        assert!(!stream.ends_with(&[0; 1024]), "the end of an archive is two empty blocks");
        let folder = tempfile::tempdir().unwrap();
        // What there is of it may be unpacked.
        let _ = tar::Archive::new(&*stream).unpack(folder.path());
        assert!(!folder.path().join("bag/manifest-sha256.txt").exists());
    }
}

#[test]
fn nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["file", "folder", "link"] {
        let target = folder.path().join(name);
        match name {
            "file" => fs::write(&target, "mine").unwrap(),
            "folder" => fs::create_dir(&target).unwrap(),
            _ => std::os::unix::fs::symlink("nowhere", &target).unwrap(),
        }
        let refused = write_folder(&target, plain(vec![of("a", b"bytes")]), now());
        assert!(matches!(refused, Err(BagError::Exists { .. })), "{refused:?}");
    }
    assert_eq!(fs::read(folder.path().join("file")).unwrap(), b"mine");
    // Something that comes between the look and the rename.
    let target = folder.path().join("race");
    let there = target.clone();
    let open: bag::Open<'_> = Box::new(move || {
        fs::create_dir(&there)?;
        fs::write(there.join("theirs"), "theirs")?;
        Ok(Box::new(&b"bytes"[..]) as Box<dyn Read>)
    });
    let late = Payload { name: "a".into(), bytes: 5, sha256: None, open };
    assert!(matches!(write_folder(&target, plain(vec![late]), now()), Err(BagError::Exists { .. })));
    assert_eq!(files(&target).len(), 1);
}

#[test]
fn tags_are_in_folders_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    for path in ["manifest-md5.txt", "fetch.txt", "data/x", "DATA/x", "../x", "tipstaff/../x"] {
        let tags = vec![Tag { path: path.into(), content: Vec::new() }];
        let bag = Bag { tags, ..plain(Vec::new()) };
        let refused = write_folder(&folder.path().join("bag"), bag, now());
        assert!(matches!(refused, Err(BagError::Name { .. })), "{path}: {refused:?}");
    }
}

#[test]
fn an_empty_bag_and_an_empty_file_are_bags() {
    let folder = tempfile::tempdir().unwrap();
    for (name, payload) in [("none", Vec::new()), ("empty", vec![of("a", b"")])] {
        let target = folder.path().join(name);
        write_folder(&target, plain(payload), now()).unwrap();
        let report = validate(&target).unwrap();
        assert!(report.is_whole(), "{report:?}");
        assert_eq!(report.of(State::Whole).count(), report.files.len());
    }
}

/// `TIPSTAFF_BIG=1 cargo nextest run -p bag gigabytes --no-capture`
#[test]
fn two_gigabytes_are_written_and_read_when_asked_for() {
    if std::env::var_os("TIPSTAFF_BIG").is_none() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("bag");
    let file = |number: u64| Payload {
        name: format!("{number}"),
        bytes: 100 << 20,
        sha256: None,
        open: Box::new(|| Ok(Box::new(io::repeat(7).take(100 << 20)) as Box<dyn Read>)),
    };
    let mut took = Vec::new();
    let mut time = |what: &str, run: &mut dyn FnMut()| {
        let begun = std::time::Instant::now();
        run();
        took.push(format!("{what} {:?}", begun.elapsed()));
    };
    let bag = || plain((0..20).map(file).collect());
    time("folder", &mut || assert_eq!(write_folder(&target, bag(), now()).unwrap().files, 20));
    time("stream", &mut || assert_eq!(write_tar(io::sink(), "bag", bag(), now()).unwrap().files, 20));
    time("check", &mut || assert!(validate(&target).unwrap().is_whole()));
    io::Write::write_fmt(&mut io::stderr(), format_args!("{}\n", took.join(", "))).unwrap();
}

/// Some bytes, and then none.
struct Breaks;

impl Read for Breaks {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("a block of the object cannot be read"))
    }
}
